/* The nearby page around its map: entries that open cards, groups that stay open, the early answer. */
import { around } from "../parts/find.js";

/** @typedef {import("./near-atlas.js").NearAtlas} NearAtlas */

/** @type {NearAtlas | null} */
let atlas = null;

/**
 * The map whose cards the entries open; none while there is no map.
 * @param {NearAtlas | null} shown
 */
export const setNearAtlas = (shown) => { atlas = shown; };

/* The map of the nearby page, for those who look from outside. */
export const nearAtlas = () => atlas;

/* A click on an entry opens the card beside the map; without the map it is a plain link. */
document.addEventListener("click", (event) => {
  const entry = around(event, "a[data-near-id]", HTMLAnchorElement);
  const id = entry?.dataset.nearId;
  if (!id || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (!atlas?.records) return;
  event.preventDefault();
  if (atlas.selected === id) atlas.showFrame();
  else atlas.select(id, { from: "list" });
});

/* Groups stay as the reader opened them when the answer is written anew. */
/** @type {Map<string, boolean>} */
const opened = new Map();
document.addEventListener("toggle", ({ target }) => {
  if (target instanceof HTMLDetailsElement && target.dataset.group) opened.set(target.dataset.group, target.open);
}, { capture: true });
const restore = () => {
  for (const group of document.querySelectorAll("details")) {
    const wanted = opened.get(group.dataset.group ?? "");
    if (wanted !== undefined && group.open !== wanted) group.open = wanted;
  }
  atlas?.markEntries();
};

/* Keep the groups as they were while the answer is written anew; returns what stops it. */
export const watchGroups = (/** @type {Element} */ node) => {
  const page = node.closest(".st-key-nearby") ?? document.body;
  const observer = new MutationObserver(restore);
  observer.observe(page, { childList: true, subtree: true });
  return () => observer.disconnect();
};

/* The answer of the first HTML gives way to the page's own, at the same place of the scroll. */
const early = document.querySelector("#near-early");
if (early) {
  const observer = new MutationObserver(() => {
    const left = !globalThis.location.pathname.endsWith("/nearby");
    if (!left && !document.querySelector(".st-key-nearby .near-answer")) return;
    observer.disconnect();
    const { scrollTop } = early;
    early.remove();
    const page = document.querySelector(".stMain");
    if (page && scrollTop > 0) page.scrollTop = scrollTop;
  });
  observer.observe(document.body, { childList: true, subtree: true });
}
