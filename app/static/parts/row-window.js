/* The rows of a long list: only those near what is seen stand on the page, numbered for assistive tools. */
import { RowHeights } from "../core/row-heights.js";
import { element } from "./element.js";

const ALL_AT_ONCE = 300;
const ON_PAPER = 5000;
const GUESS_PX = 46;
const FIRST = 40;
const MARGIN_PX = 700;
const MOST_KEPT = 2 * ALL_AT_ONCE;

/**
 * Records in the order to list them, by their rows in the catalogue, under a title or none.
 * @typedef {{className: string, title: string | null, rows: Uint32Array}} Group
 */
/** @typedef {{className: string, title?: string, record?: number, isUnplaced?: boolean}} Item */

/**
 * @typedef {object} RowMaker
 * @property {(record: number, isUnplaced: boolean) => HTMLTableRowElement} makeRow
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
  /**
   * @param {string[]} classNames Of the groups that there may be, in their order.
   * @param {RowMaker} maker
   */
  constructor(classNames, { makeRow, makeTitle, onRows }) {
    this.makeRow = makeRow;
    this.makeTitle = makeTitle;
    this.onRows = onRows;
    this.bodies = classNames.map((className) => element("tbody", { className }));
    this.above = space();
    this.below = space();
    /** @type {Group[]} */
    this.groups = [];
    this.count = 0;
    /** @type {Map<number, HTMLTableRowElement>} The rows on the page, by their place in the list. */
    this.rows = new Map();
    /** @type {Map<number, HTMLTableRowElement>} The rows made so far, by their record. */
    this.made = new Map();
    this.guess = GUESS_PX;
    this.heights = new RowHeights(0, GUESS_PX);
    this.from = 0;
    this.to = 0;
    this.looking = 0;
    this.listening = new AbortController();
    const { signal } = this.listening;
    const look = () => this.look();
    document.addEventListener("scroll", look, { capture: true, passive: true, signal });
    globalThis.addEventListener("resize", look, { signal });
    globalThis.addEventListener("beforeprint", () => {
      if (this.isWindowed && this.count <= ON_PAPER) this.render(0, this.count);
    }, { signal });
    globalThis.addEventListener("afterprint", look, { signal });
  }

  /* Stop listening: the list is gone. */
  remove() {
    this.listening.abort();
  }

  /* Whether only a part of the rows stands on the page. */
  get isWindowed() {
    return this.count > ALL_AT_ONCE;
  }

  /* The bodies for the table, with the spaces that stand for rows not on the page. */
  get parts() {
    return [this.above, ...this.bodies, this.below];
  }

  /* Forget what was made: the records are told otherwise now. */
  forget() {
    this.made.clear();
  }

  /**
   * Show groups of records.
   * @param {Group[]} groups
   */
  show(groups) {
    this.groups = groups;
    this.count = groups.reduce((sum, { title, rows }) => sum + (title === null ? 0 : 1) + rows.length, 0);
    this.heights = new RowHeights(this.count, this.guess);
    this.rows.clear();
    this.render(0, this.isWindowed ? FIRST : this.count);
    for (const one of [this.above, this.below]) one.hidden = !this.isWindowed;
    if (this.isWindowed) this.look();
  }

  /**
   * What stands at a place of the list.
   * @param {number} at
   * @returns {Item}
   */
  itemAt(at) {
    let left = at;
    for (const { className, title, rows } of this.groups) {
      if (title !== null && left === 0) return { className, title };
      if (title !== null) left -= 1;
      if (left < rows.length) return { className, record: rows[left], isUnplaced: title !== null };
      left -= rows.length;
    }
    throw new RangeError(`no row ${at} in a list of ${this.count}`);
  }

  /**
   * The place of a record in the list; -1 where it is not listed.
   * @param {number} record
   */
  placeOf(record) {
    let passed = 0;
    for (const { title, rows } of this.groups) {
      if (title !== null) passed += 1;
      const at = rows.indexOf(record);
      if (at >= 0) return passed + at;
      passed += rows.length;
    }
    return -1;
  }

  /* Look soon which rows are seen. */
  look() {
    if (!this.isWindowed || this.looking) return;
    this.looking = requestAnimationFrame(() => {
      this.looking = 0;
      if (!this.above.isConnected || !this.above.parentElement?.offsetParent) return;
      const { top } = this.bodies[0].getBoundingClientRect();
      const start = top - this.heights.between(0, this.from);
      const { from, to } = this.heights.rowsWithin(-MARGIN_PX - start, globalThis.innerHeight + MARGIN_PX - start);
      const isSeen = from >= this.from && to <= this.to && this.to - this.from <= 2 * Math.max(FIRST, to - from);
      if (!isSeen) this.render(from, to);
      if (!isSeen || !this.heights.isMeasured.includes(1)) this.measure();
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
    for (let at = from; at < Math.min(to, this.count); at += 1) {
      const item = this.itemAt(at);
      const row = kept.get(at) ?? this.make(item);
      this.number(row, at);
      this.rows.set(at, row);
      shown.get(item.className)?.push(row);
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
    this.forgetSome();
    this.fit();
    this.onRows();
  }

  /* Give the spaces the height of the rows that they stand for. */
  fit() {
    if (!this.isWindowed) return;
    const set = (/** @type {HTMLTableSectionElement} */ body, /** @type {number} */ height) => {
      body.rows[0].style.height = `${height}px`;
    };
    set(this.above, this.heights.between(0, this.from));
    set(this.below, this.heights.between(this.to, this.count));
  }

  /* Take the heights of the rows on the page; the next list is guessed by them. */
  measure() {
    const rows = [...this.rows.values()];
    if (!rows[0]?.isConnected) return;
    this.guess = this.heights.measure(this.from, rows.map((row) => row.offsetHeight)) ?? this.guess;
    this.fit();
  }

  /** @param {Item} item */
  make({ title, record, isUnplaced = false }) {
    if (record === undefined) return this.makeTitle(title ?? "");
    const made = this.made.get(record) ?? this.makeRow(record, isUnplaced);
    this.made.set(record, made);
    return made;
  }

  /**
   * Number a row for assistive tools where not all are on the page; the head of the table is the first.
   * @param {HTMLTableRowElement} row
   * @param {number} at
   */
  number(row, at) {
    if (this.isWindowed) row.setAttribute("aria-rowindex", String(at + 2));
    else row.removeAttribute("aria-rowindex");
  }

  /* Keep no more rows than a reader comes back to. */
  forgetSome() {
    if (this.made.size <= MOST_KEPT) return;
    const shown = new Set(this.rows.values());
    for (const [record, row] of this.made) if (!shown.has(row)) this.made.delete(record);
  }

  /* The number of rows, the head's included. */
  get rowCount() {
    return this.count + 1;
  }

  /**
   * The row of a record where it stands on the page; null where it does not.
   * @param {number} record
   * @returns {HTMLTableRowElement | null}
   */
  rowOf(record) {
    const row = this.made.get(record);
    return row && this.bodies.some((body) => body.contains(row)) ? row : null;
  }

  /**
   * Bring the row of a record onto the page and into sight; null where the list has none.
   * @param {number} record
   * @returns {HTMLTableRowElement | null}
   */
  reveal(record) {
    return this.bring(this.placeOf(record), "nearest");
  }

  /* Bring the title of a group into sight. */
  revealTitle() {
    const titled = this.groups.findIndex(({ title }) => title !== null);
    this.bring(titled < 0 ? -1 : this.groups.slice(0, titled).reduce((sum, { rows }) => sum + rows.length, 0), "start");
  }

  /**
   * @param {number} at
   * @param {ScrollLogicalPosition} block
   */
  bring(at, block) {
    if (at < 0) return null;
    if (!this.rows.has(at)) this.render(Math.max(0, at - FIRST / 2), Math.min(this.count, at + FIRST / 2));
    const row = this.rows.get(at) ?? null;
    row?.scrollIntoView({ block });
    return row;
  }
}
