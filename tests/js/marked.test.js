import assert from "node:assert/strict";
import { test } from "node:test";
import { marked } from "../../app/static/parts/marked.js";

globalThis.document = {
  createElement: (tag) => ({ tag, lang: null, textContent: "", setAttribute(name, value) { this[name] = value; } }),
};

const tell = (text, lang) => marked(text, lang).filter(Boolean)
  .map((part) => (typeof part === "string" ? part : `<${part.lang} ${part.textContent}>`)).join("");

test("names in Chinese are marked in a sentence of another language, and nowhere else", () => {
  const text = "Overdue; 太原晚报; 太原市留言板答复（微信转载）, January 19, 2026";
  assert.equal(tell(text, "en"), "Overdue; <zh-CN 太原晚报>; <zh-CN 太原市留言板答复（微信转载）>, January 19, 2026");
  assert.equal(tell("逾期；太原晚报", "zh"), "逾期；太原晚报");
  assert.equal(tell("No name", "en"), "No name");
});
