/* The list beside the map: a real table that sorts, and selects what the map selects. */
import { facetName } from "../core/facet-words.js";
import { RecordWords } from "../core/record-words.js";
import { Records } from "../core/records.js";
import { isWordless } from "../core/search.js";
import { isSame, marksOf, partRows } from "../core/rows.js";
import { columnKeys, keyComparer, rankRecords, sortRows } from "../core/table-order.js";
import { element } from "./element.js";
import { ListTools } from "./list-tools.js";
import { RowWindow } from "./row-window.js";
import { symbolPicture } from "./symbol-picture.js";

/**
 * @typedef {object} TableHost
 * @property {(id: string) => void} onSelect
 * @property {(id: string | null) => void} onHover
 * @property {(id: string) => void} [onPress] Hears which record is about to be selected.
 * @property {(isOnly: boolean) => void} [onSight]
 * @property {() => {part: string, count: number}[]} [hints]
 * @property {(box: HTMLElement) => void} [onEmpty]
 * @property {() => string} [asked]
 */

/** @typedef {{column: string | null, isDescending: boolean}} Sort */

/**
 * What to list: the records, told as of some time, and which rows of them; all where null. Those that a search
 * found by their names alone stand first; null where all are.
 * @typedef {{records: import("../core/records.js").Records, features: Feature[], rows: Uint32Array | null, named?: Uint32Array | null}} Listing
 */

const NOTHING = { records: new Records([]), features: [], rows: null };

export class ProjectTable {
  /**
   * @param {Messages} messages
   * @param {Reference} reference
   * @param {TableHost} host
   */
  constructor(messages, reference, { onSelect, onHover, onPress = () => {}, onSight = () => {}, hints = () => [], onEmpty = () => {}, asked = () => "" }) {
    this.messages = messages;
    this.reference = reference;
    this.onSelect = onSelect;
    this.onHover = onHover;
    /** @type {Listing} */
    this.listing = NOTHING;
    /** @type {{column: string, ranks: Uint32Array} | null} */
    this.ranked = null;
    /** @type {HTMLTableRowElement | null} */
    this.marked = null;
    /** @type {string | null} */
    this.selected = null;
    this.words = new RecordWords(messages, reference);
    this.hints = hints;
    this.onEmpty = onEmpty;
    this.asked = asked;
    /** @type {Sort} */
    this.sort = { column: null, isDescending: false };
    const idAt = (/** @type {MouseEvent} */ { target }) =>
      (target instanceof Element ? target.closest("tr[data-id]")?.getAttribute("data-id") ?? null : null);
    this.box = element("div", {
      className: "city-list",
      on: {
        mouseover: (event) => this.onHover(idAt(event)),
        mouseleave: () => this.onHover(null),
        pointerdown: (event) => {
          const id = idAt(event);
          if (id) onPress(id);
        },
        click: (event) => {
          const id = idAt(event);
          if (id) this.onSelect(id);
        },
      },
    });
    this.window = new RowWindow(["is-placed", "is-unplaced"], {
      makeRow: (record, isUnplaced) => this.row(this.listing.features[record], isUnplaced),
      makeTitle: (text) => this.title(text),
      onRows: () => this.mark(this.selected),
    });
    // Which of the placed ones are in view, where a map tells; the reader may keep the list to them.
    /** @type {{marks: Uint8Array, count: number} | null} */
    this.inSight = null;
    this.isOnlySight = false;
    this.unplaced = 0;
    this.hasDue = true; // the column of due years stands only where there is one
    this.head = element("thead");
    this.said = element("p", { className: "city-list-hint" });
    this.table = element("table", {
      children: [this.head, ...this.window.parts],
    });
    this.tools = new ListTools({
      onReset: () => this.sortBy({ column: null, isDescending: false }),
      onSight: (isOnly) => {
        this.isOnlySight = isOnly;
        onSight(isOnly);
        this.render();
      },
      onUnplaced: () => this.window.revealTitle(),
    });
  }

  /** @param {Properties} properties */
  name(properties) {
    return this.messages.pick(properties.name_zh, properties.name_en);
  }

  columns() {
    const { messages } = this;
    return [
      { slug: "name", label: messages.say("Project") },
      { slug: "sector", label: messages.say("Sector") },
      { slug: "status", label: messages.say("Status") },
      { slug: "due", label: messages.say("Due") },
    ];
  }

  /**
   * Rows in the order that the reader has chosen; where none is, in the catalogue's own, found by name first.
   * @param {Uint32Array} rows
   */
  inOrder(rows) {
    const { column, isDescending } = this.sort;
    if (!column) return this.namedFirst(rows);
    if (this.ranked?.column !== column) {
      const order = { key: columnKeys(this.messages, this.reference)[column], compare: keyComparer(this.messages.lang) };
      this.ranked = { column, ranks: rankRecords(this.listing.features, order) };
    }
    return sortRows(rows, { ranks: this.ranked.ranks, isDescending });
  }

  /** @param {Uint32Array} rows */
  namedFirst(rows) {
    const { named, features } = this.listing;
    if (!named) return rows;
    const { marked, others } = partRows(rows, marksOf(named, features.length));
    return Uint32Array.from([...marked, ...others]);
  }

  /**
   * Show the records that the filters leave: those on the map, then those without a place.
   * @param {Listing} listing
   * @param {string | null} selected
   */
  show(listing, selected) {
    this.selected = selected;
    const before = this.listing;
    if (listing.features !== before.features) {
      this.ranked = null;
      this.window.forget();
    } else if (listing.rows === before.rows) {
      this.mark(selected);
      return;
    }
    this.listing = listing;
    // Made with the first list and not before: where the list fails the map lives on.
    if (!this.table.caption) {
      const text = this.messages.say("Projects, sortable by column");
      this.table.prepend(element("caption", { className: "city-hidden", text }));
    }
    this.render();
  }

  /**
   * Take which records are in view; the list follows where it is kept to them.
   * @param {Uint8Array} marks By row.
   * @param {number} count
   */
  setSight(marks, count) {
    const before = this.inSight;
    const isOther = before?.count !== count || !isSame(marks, before.marks);
    this.inSight = { marks, count };
    if (!isOther || !this.listed) return;
    if (this.isOnlySight) this.render();
    else this.showTools();
  }

  /* How many records are listed. */
  get listed() {
    return this.listing.rows?.length ?? this.listing.features.length;
  }

  /** @param {Sort} sort */
  sortBy(sort) {
    this.sort = sort;
    this.render();
  }

  showTools() {
    const sortedBy = this.columns().find(({ slug }) => slug === this.sort.column)?.label ?? null;
    this.tools.show(this.messages, {
      sortedBy, isOnlySight: this.isOnlySight, inSight: this.inSight?.count ?? null, unplaced: this.unplaced,
    });
  }

  render() {
    if (!this.listed) {
      const said = this.emptiness();
      this.box.replaceChildren(said);
      this.onEmpty(said);
      return;
    }
    const { records: { isPlaced }, features } = this.listing;
    const rows = this.listing.rows ?? Uint32Array.from(features.keys());
    const { marked, others } = partRows(rows, isPlaced);
    const placed = this.isOnlySight && this.inSight ? partRows(marked, this.inSight.marks).marked : marked;
    this.unplaced = others.length;
    this.hasDue = rows.some((row) => features[row].properties.due);
    this.table.className = this.hasDue ? "" : "has-no-due";
    this.writeHead();
    this.window.show(this.groups(this.inOrder(placed), this.inOrder(others)));
    this.arrange();
    this.showTools();
    this.mark(this.selected);
  }

  /* Write the head of the columns; who stands on one of them stays there. */
  writeHead() {
    const focused = this.head.contains(document.activeElement) ? document.activeElement?.getAttribute("data-focus") : null;
    const row = element("tr", { children: this.columns().map((column) => this.header(column)) });
    this.head.replaceChildren(row);
    const again = focused ? row.querySelector(`[data-focus="${focused}"]`) : null;
    if (again instanceof HTMLElement) again.focus();
  }

  /* Put the table where it stands, and say where not every row is on the page. */
  arrange() {
    const { isWindowed, rowCount } = this.window;
    const head = this.head.rows[0];
    if (isWindowed) {
      this.table.setAttribute("aria-rowcount", String(rowCount));
      head.setAttribute("aria-rowindex", "1");
      // What stands in for the browser's own search where not every row is on the page.
      this.said.textContent = this.messages.say("A long list: only the rows near your view are on the page. To find a project by name, use the search of the filters instead of the browser's.");
    } else this.table.removeAttribute("aria-rowcount");
    this.said.hidden = !isWindowed;
    if (!this.table.isConnected || this.table.parentElement !== this.box) this.box.replaceChildren(this.tools.box, this.said, this.table);
  }

  /* Why nothing is listed, and what would be without one of the filters. */
  emptiness() {
    const { messages, reference } = this;
    const hints = this.hints().map(({ part, count }) => {
      const name = part === "q" ? messages.say("Search") : facetName(reference, messages, part);
      return element("li", { text: messages.count("Without “{filter}”: {n} project", "Without “{filter}”: {n} projects", count, { filter: name }) });
    });
    return element("div", { className: "city-empty", role: "status", children: [
      element("p", { text: this.reason(hints.length > 0) }),
      hints.length ? element("ul", { children: hints }) : null,
    ] });
  }

  /** @param {boolean} hasHints */
  reason(hasHints) {
    const { messages } = this;
    const text = this.asked();
    if (isWordless(text)) return messages.say("The search reads letters and digits; “{text}” has none.", { text });
    return hasHints
      ? messages.say("No project fits all of these together.")
      : messages.say("No project fits these filters. Remove one, or search for something else.");
  }

  /** @param {{slug: string, label: string}} column */
  header({ slug, label }) {
    const isSorted = this.sort.column === slug;
    const direction = this.sort.isDescending ? "descending" : "ascending";
    return element("th", {
      scope: "col", className: `is-${slug}`, "aria-sort": isSorted ? direction : "none",
      children: [element("button", {
        type: "button", text: label, "data-focus": `sort-${slug}`,
        on: {
          click: () => this.sortBy({ column: slug, isDescending: isSorted && !this.sort.isDescending }),
        },
      })],
    });
  }

  /**
   * The records on the map, then those without a place, under a title of their own.
   * @param {Uint32Array} placed
   * @param {Uint32Array} unplaced
   * @returns {import("./row-window.js").Group[]}
   */
  groups(placed, unplaced) {
    const title = this.messages.count(
      "{n} project without a place on the map", "{n} projects without a place on the map", unplaced.length);
    return [
      { className: "is-placed", title: null, rows: placed },
      ...(unplaced.length ? [{ className: "is-unplaced", title, rows: unplaced }] : []),
    ];
  }

  /** @param {string} text */
  title(text) {
    return element("tr", {
      className: "city-group",
      children: [element("th", { colspan: this.hasDue ? "4" : "3", scope: "rowgroup", text })],
    });
  }

  /**
   * @param {Feature} feature
   * @param {boolean} isUnplaced
   */
  row(feature, isUnplaced) {
    const { words } = this;
    const { properties } = feature;
    const { id } = properties;
    const sector = words.term("sectors", properties.sector);
    const button = element("button", {
      type: "button", className: "city-row-name", "data-focus": `row-${id}`,
      title: this.name(properties), text: this.name(properties),
    });
    return element("tr", {
      "data-id": id,
      children: [
        element("th", {
          scope: "row",
          children: [button, isUnplaced ? element("small", {
            text: words.where(feature),
          }) : null],
        }),
        element("td", {
          className: "is-sector", title: sector,
          children: [
            symbolPicture(properties.sector, properties.status, 26),
            element("span", { className: "city-hidden", text: sector }),
          ],
        }),
        element("td", { className: "is-status", text: words.term("statuses", properties.status) }),
        element("td", { className: "is-due", text: properties.due ? String(properties.due) : "" }),
      ],
    });
  }

  /**
   * Mark the selected row where it stands on the page.
   * @param {string | null} id
   */
  mark(id) {
    this.selected = id;
    this.marked?.classList.remove("is-selected");
    this.marked?.querySelector("button")?.removeAttribute("aria-current");
    this.marked = id ? this.window.rowOf(this.listing.records.rowOf(id)) : null;
    this.marked?.classList.add("is-selected");
    this.marked?.querySelector("button")?.setAttribute("aria-current", "true");
  }

  /**
   * Bring the row of a record into sight and give it the focus.
   * @param {string} id
   */
  focus(id) {
    this.window.reveal(this.listing.records.rowOf(id))?.querySelector("button")?.focus({ preventScroll: true });
  }

  /* The list is gone. */
  remove() {
    this.window.remove();
    this.box.remove();
  }
}
