/* What is chosen, as tags that a click takes away, and one button that clears all. */
import { areaName } from "../core/area-words.js";
import { element } from "./element.js";

/** @typedef {{clear: string, as_of: string | null}} TagWords */
/** @typedef {{key: string, text: string, undo: () => void}} Tag */
/** @typedef {import("./filter-panel.js").FilterPanel} FilterPanel */

/**
 * What a panel has chosen.
 * @param {FilterPanel} panel
 * @param {TagWords} words
 * @returns {Tag[]}
 */
const listTags = (panel, words) => {
  /** @type {Tag[]} */
  const tags = [];
  for (const [key, { box, row }] of panel.boxes) {
    const undo = () => { box.checked = false; panel.tell(); };
    const text = row.querySelector(".city-name")?.textContent ?? "";
    if (box.checked) tags.push({ key: key.replace(" ", "-"), text, undo });
  }
  const searched = panel.text.value.trim();
  if (searched) tags.push({ key: "q", text: `“${searched}”`, undo: () => panel.setText("", false) });
  const form = panel.areaForm;
  if (panel.area && form) {
    const text = areaName(form.messages, panel.area, (id) => form.nameOf(id));
    tags.push({ key: "area", text, undo: () => panel.setArea("") });
  }
  if (panel.asof && words.as_of) {
    tags.push({ key: "asof", text: words.as_of, undo: () => { panel.asof = ""; panel.tell(); } });
  }
  return tags;
};

export class TagLine {
  constructor() {
    this.root = element("div", { className: "city-tags st-key-tags" });
    this.root.hidden = true;
  }

  /**
   * Show what a panel has chosen.
   * @param {FilterPanel} panel
   * @param {TagWords} words
   */
  write(panel, words) {
    const tags = listTags(panel, words);
    const before = [...this.root.children].findIndex((one) => one.contains(document.activeElement));
    const clear = { key: "clear", text: words.clear, undo: () => panel.clear() };
    this.root.hidden = tags.length === 0;
    this.root.replaceChildren(...tags.map((tag) => TagLine.button({
      ...tag, key: `tag-${tag.key}`, text: `${tag.text} ✕`,
    })), ...(tags.length ? [TagLine.button(clear)] : []));
    // Who takes one away by keyboard goes on from there.
    const after = this.root.children[Math.min(before, tags.length)]?.querySelector("button");
    if (before >= 0) (after ?? panel.text).focus();
  }

  /** @param {Tag} tag */
  static button({ key, text, undo }) {
    const button = element("button", { type: "button", text, on: { click: undo } });
    return element("div", { className: `st-key-${key}`, children: [button] });
  }
}
