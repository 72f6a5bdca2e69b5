import assert from "node:assert/strict";
import { test } from "node:test";
import { Messages } from "../../app/static/core/messages.js";

const zh = new Messages("zh", { "Near {name}": "{name}附近", "{n} road": "{n} 条道路" });
const en = new Messages("en", {});

test("a sentence is said in the reader's language, blanks filled in", () => {
  assert.equal(zh.say("Near {name}", { name: "汾河" }), "汾河附近");
  assert.equal(en.say("Near {name}", { name: "Fen" }), "Near Fen");
});

test("what is not translated is said in English, an unknown blank stays", () => {
  assert.equal(zh.say("Legend"), "Legend");
  assert.equal(en.say("Near {name}"), "Near {name}");
});

test("a count chooses the form; Chinese has one", () => {
  assert.equal(en.count("{n} road", "{n} roads", 1), "1 road");
  assert.equal(en.count("{n} road", "{n} roads", 0), "0 roads");
  assert.equal(zh.count("{n} road", "{n} roads", 1), "1 条道路");
});

test("a record speaks the language, or the other where it has none", () => {
  assert.equal(zh.pick("汾河", "Fen"), "汾河");
  assert.equal(en.pick("汾河", "Fen"), "Fen");
  assert.equal(en.pick("汾河", null), "汾河");
  assert.equal(zh.pick(null, null), "");
});

test("numbers are written as the language does", () => {
  assert.equal(en.number(1234.56, 1), "1,234.6");
  assert.equal(zh.number(1234.5), "1,235");
});

test("a name in the other language is marked as such, for a voice that reads it", () => {
  assert.equal(en.foreign("太原日报"), "zh-CN");
  assert.equal(en.foreign("地铁1号线一期, 1号线"), "zh-CN");
  assert.equal(en.foreign("The report prints 大孟 (meng)"), null);
  assert.equal(zh.foreign("太原日报"), null);
});
