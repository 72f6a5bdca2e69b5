/* The rows of a long list: only those near what is seen stand on the page, numbered for assistive tools. */
import { RowHeights } from "../core/row-heights.js";
import { element } from "./element.js";

const ALL_AT_ONCE = 300;
const ON_PAPER = 5000;
const GUESS_PX = 46;
const FIRST = 40;
const MARGIN_PX = 700;

/** @typedef {{className: string, title: string | null, features: Feature[]}} Group */
/** @typedef {{className: string, title?: string, feature?: Feature, isUnplaced?: boolean}} Item */

/**
 * @typedef {object} RowMaker
 * @property {(feature: Feature, isUnplaced: boolean) => HTMLTableRowElement} makeRow
 * @property {(text: string) => HTMLTableRowElement} makeTitle
 * @property {() => void} onRows Hears of new rows.
 */

const space = () => element("tbody", {
  className: "city-space", "aria-hidden": "true", children: [element("tr", { children: [element("td", { colspan: "3" })] })],
});

/**
 * Put rows into a body; those that stay are not touched, so that focus and scroll stay too.
 * @param {HTMLTableSectionElement} body
 * @param {HTMLTableRowElement[]} rows
 */
const patch = (body, rows) => {
  /** @type {Set<Element>} */
  const wanted = new Set(rows);
  Array.from(body.children).filter((row) => !wanted.has(row)).forEach((row) => row.remove());
  let next = body.firstElementChild;
  for (const row of rows) {
    if (row === next) next = row.nextElementSibling;
    else body.insertBefore(row, next);
  }
};

export class RowWindow {
  /** @param {RowMaker} maker */
  constructor({ makeRow, makeTitle, onRows }) {
    this.makeRow = makeRow;
    this.makeTitle = makeTitle;
    this.onRows = onRows;
    /** @type {HTMLTableSectionElement[]} */
    this.bodies = [];
    /** @type {Item[]} */
    this.items = [];
    /** @type {Map<number, HTMLTableRowElement>} */
    this.rows = new Map();
    /** @type {Map<string, number>} */
    this.places = new Map();
    this.heights = new RowHeights(0, GUESS_PX);
    this.above = space();
    this.below = space();
    this.from = 0;
    this.to = 0;
    this.looking = 0;
    this.listening = new AbortController();
    const { signal } = this.listening;
    const look = () => this.look();
    document.addEventListener("scroll", look, { capture: true, passive: true, signal });
    globalThis.addEventListener("resize", look, { signal });
    globalThis.addEventListener("beforeprint", () => {
      if (this.isWindowed && this.items.length <= ON_PAPER) this.render(0, this.items.length);
    }, { signal });
    globalThis.addEventListener("afterprint", look, { signal });
  }

  /* Stop listening: the list is gone. */
  remove() {
    this.listening.abort();
  }

  /* Whether only a part of the rows stands on the page. */
  get isWindowed() {
    return this.items.length > ALL_AT_ONCE;
  }

  /**
   * The bodies of a table for groups of records, each with a title or none.
   * @param {Group[]} groups
   * @returns {HTMLTableSectionElement[]}
   */
  show(groups) {
    this.items = groups.flatMap(({ className, title, features }) => [
      ...(title === null ? [] : [{ className, title }]),
      ...features.map((feature) => ({ className, feature, isUnplaced: title !== null })),
    ]);
    this.places = new Map();
    this.items.forEach(({ feature }, at) => { if (feature) this.places.set(feature.properties.id, at); });
    this.heights = new RowHeights(this.items.length, GUESS_PX);
    this.rows.clear();
    const names = [...new Set(this.items.map(({ className }) => className))];
    this.bodies = names.map((className) => element("tbody", { className }));
    [this.above, this.below] = [space(), space()];
    [this.from, this.to] = [0, 0];
    this.render(0, this.isWindowed ? FIRST : this.items.length);
    if (this.isWindowed) this.look();
    return this.isWindowed ? [this.above, ...this.bodies, this.below] : this.bodies;
  }

  /* Look soon which rows are seen. */
  look() {
    if (!this.isWindowed || this.looking) return;
    this.looking = requestAnimationFrame(() => {
      this.looking = 0;
      if (!this.above.isConnected || !this.above.offsetParent) return;
      const top = this.above.getBoundingClientRect().top;
      const { from, to } = this.heights.rowsWithin(-MARGIN_PX - top, globalThis.innerHeight + MARGIN_PX - top);
      if (from !== this.from || to !== this.to) this.render(from, to);
    });
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  render(from, to) {
    const kept = this.rows;
    this.rows = new Map();
    /** @type {Map<string, HTMLTableRowElement[]>} */
    const shown = new Map(this.bodies.map((body) => [body.className, []]));
    for (let at = from; at < Math.min(to, this.items.length); at += 1) {
      const row = kept.get(at) ?? this.make(at);
      this.rows.set(at, row);
      shown.get(this.items[at].className)?.push(row);
    }
    const focused = this.bodies.some((body) => body.contains(document.activeElement));
    for (const body of this.bodies) patch(body, shown.get(body.className) ?? []);
    // A focused row that has left the page hands its focus to the list, not to the top of the page.
    if (focused && !this.bodies.some((body) => body.contains(document.activeElement))) {
      const table = this.above.closest("table");
      table?.setAttribute("tabindex", "-1");
      table?.focus({ preventScroll: true });
    }
    [this.from, this.to] = [from, to];
    if (this.isWindowed) this.fit();
    this.onRows();
  }

  /* Give the spaces the height of the rows that they stand for. */
  fit() {
    const rows = [...this.rows.values()];
    if (rows[0]?.isConnected) this.heights.measure(this.from, rows.map((row) => row.offsetHeight));
    const set = (/** @type {HTMLTableSectionElement} */ body, /** @type {number} */ height) => {
      body.rows[0].style.height = `${height}px`;
    };
    set(this.above, this.heights.between(0, this.from));
    set(this.below, this.heights.between(this.to, this.items.length));
  }

  /** @param {number} at */
  make(at) {
    const { feature, title, isUnplaced } = this.items[at];
    const row = feature ? this.makeRow(feature, Boolean(isUnplaced)) : this.makeTitle(title ?? "");
    // The head of the table is its first row.
    if (this.isWindowed) row.setAttribute("aria-rowindex", String(at + 2));
    return row;
  }

  /* The number of rows, the head's included. */
  get rowCount() {
    return this.items.length + 1;
  }

  /**
   * The row of a record where it stands on the page; null where it does not.
   * @param {string} id
   * @returns {HTMLTableRowElement | null}
   */
  rowOf(id) {
    return this.rows.get(this.places.get(id) ?? -1) ?? null;
  }

  /**
   * Bring the row of a record onto the page and into sight; null where the list has none.
   * @param {string} id
   * @returns {HTMLTableRowElement | null}
   */
  reveal(id) {
    const at = this.places.get(id);
    if (at === undefined) return null;
    if (!this.rows.has(at)) this.render(Math.max(0, at - FIRST / 2), Math.min(this.items.length, at + FIRST / 2));
    const row = this.rows.get(at) ?? null;
    row?.scrollIntoView({ block: "nearest" });
    return row;
  }

  /* Bring the title of a group into sight. */
  revealTitle() {
    const at = this.items.findIndex(({ title }) => title);
    if (at < 0) return;
    if (!this.rows.has(at)) this.render(Math.max(0, at - FIRST / 2), Math.min(this.items.length, at + FIRST / 2));
    this.rows.get(at)?.scrollIntoView({ block: "start" });
  }
}
