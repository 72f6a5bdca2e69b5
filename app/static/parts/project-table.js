/* The list beside the map: a real table that sorts, and selects what the map selects. */
import { facetName } from "../core/facet-words.js";
import { RecordWords } from "../core/record-words.js";
import { isWordless } from "../core/search.js";
import { columnKeys, groupRecords, keyComparer } from "../core/table-order.js";
import { element } from "./element.js";
import { ListTools } from "./list-tools.js";
import { RowWindow } from "./row-window.js";
import { symbolPicture } from "./symbol-picture.js";

/**
 * @typedef {object} TableHost
 * @property {(id: string) => void} onSelect
 * @property {(id: string | null) => void} onHover
 * @property {(isOnly: boolean) => void} [onSight]
 * @property {() => {part: string, count: number}[]} [hints]
 * @property {(box: HTMLElement) => void} [onEmpty]
 * @property {() => string} [asked]
 */

/** @typedef {{column: string | null, isDescending: boolean}} Sort */

export class ProjectTable {
  /**
   * @param {Messages} messages
   * @param {Reference} reference
   * @param {TableHost} host
   */
  constructor(messages, reference, { onSelect, onHover, onSight = () => {}, hints = () => [], onEmpty = () => {}, asked = () => "" }) {
    this.messages = messages;
    this.reference = reference;
    this.onSelect = onSelect;
    this.onHover = onHover;
    /** @type {Feature[]} */
    this.features = [];
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
        click: (event) => {
          const id = idAt(event);
          if (id) this.onSelect(id);
        },
      },
    });
    this.window = new RowWindow({
      makeRow: (feature, isUnplaced) => this.row(feature, isUnplaced),
      makeTitle: (text) => this.title(text),
      onRows: () => this.mark(this.selected),
    });
    // Which of the placed ones are in view, where a map tells; the reader may keep the list to them.
    /** @type {Set<string> | null} */
    this.inSight = null;
    this.isOnlySight = false;
    this.hasDue = true; // the column of due years stands only where there is one
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

  /** @param {Messages} messages */
  setMessages(messages) {
    this.messages = messages;
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

  /* The order that the reader has chosen; none is the catalogue's own. */
  order() {
    const { column, isDescending } = this.sort;
    if (!column) return null;
    const { lang } = this.messages;
    return { key: columnKeys(this.messages, this.reference)[column], compare: keyComparer(lang), isDescending };
  }

  /**
   * Show the records that the filters leave: those on the map, then those without a place.
   * @param {Feature[]} features
   * @param {string | null} selected
   */
  show(features, selected) {
    this.selected = selected;
    if (features === this.features) {
      this.mark(selected);
      return;
    }
    this.features = features;
    this.render();
  }

  /**
   * Take which records are in view; the list follows where it is kept to them.
   * @param {Set<string>} ids
   */
  setSight(ids) {
    const before = this.inSight;
    const isOther = !before || ids.size !== before.size || [...ids].some((id) => !before.has(id));
    this.inSight = ids;
    if (!isOther || !this.features.length) return;
    if (this.isOnlySight) this.render();
    else this.showTools();
  }

  /** @param {Sort} sort */
  sortBy(sort) {
    this.sort = sort;
    this.render();
  }

  showTools() {
    const unplaced = this.features.filter((feature) => !feature.geometry).length;
    const sortedBy = this.columns().find(({ slug }) => slug === this.sort.column)?.label ?? null;
    this.tools.show(this.messages, {
      sortedBy, isOnlySight: this.isOnlySight, inSight: this.inSight?.size ?? null, unplaced,
    });
  }

  render() {
    const { messages } = this;
    const columns = this.columns();
    const { placed: all, unplaced } = groupRecords(this.features, this.order());
    const { inSight } = this;
    const placed = this.isOnlySight && inSight ? all.filter(({ properties }) => inSight.has(properties.id)) : all;
    if (!this.features.length) {
      const said = this.emptiness();
      this.box.replaceChildren(said);
      this.onEmpty(said);
      return;
    }
    const head = element("tr", { children: columns.map((column) => this.header(column)) });
    this.hasDue = this.features.some(({ properties }) => properties.due);
    const table = element("table", {
      className: this.hasDue ? null : "has-no-due",
      children: [
        element("caption", { className: "city-hidden", text: messages.say("Projects, sortable by column") }),
        element("thead", { children: [head] }),
        ...this.window.show(this.groups(placed, unplaced)),
      ],
    });
    const { isWindowed } = this.window;
    if (isWindowed) {
      table.setAttribute("aria-rowcount", String(this.window.rowCount));
      head.setAttribute("aria-rowindex", "1");
    }
    const focused = this.box.contains(document.activeElement) ? document.activeElement?.getAttribute("data-focus") : null;
    this.showTools();
    this.box.replaceChildren(this.tools.box, ...(isWindowed ? [this.hint()] : []), table);
    const again = focused ? this.box.querySelector(`[data-focus="${focused}"]`) : null;
    if (again instanceof HTMLElement) again.focus();
    this.mark(this.selected);
  }

  /* What stands in for the browser's own search where not every row is on the page. */
  hint() {
    return element("p", {
      className: "city-list-hint",
      text: this.messages.say("A long list: only the rows near your view are on the page. To find a project by name, use the search of the filters instead of the browser's."),
    });
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
   * @param {Feature[]} placed
   * @param {Feature[]} unplaced
   */
  groups(placed, unplaced) {
    const title = this.messages.count(
      "{n} project without a place on the map", "{n} projects without a place on the map", unplaced.length);
    return [
      { className: "is-placed", title: null, features: placed },
      ...(unplaced.length ? [{ className: "is-unplaced", title, features: unplaced }] : []),
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
    for (const row of this.box.querySelectorAll("tr.is-selected")) {
      row.classList.remove("is-selected");
      row.querySelector("button")?.removeAttribute("aria-current");
    }
    const row = id ? this.window.rowOf(id) : null;
    row?.classList.add("is-selected");
    row?.querySelector("button")?.setAttribute("aria-current", "true");
  }

  /**
   * Bring the row of a record into sight and give it the focus.
   * @param {string} id
   */
  focus(id) {
    this.window.reveal(id)?.querySelector("button")?.focus({ preventScroll: true });
  }

  /* The list is gone. */
  remove() {
    this.window.remove();
    this.box.remove();
  }
}
