/* The list beside the map: a real table that sorts, and selects what the map selects. */
import { RecordWords } from "../core/record-words.js";
import { columnKeys, groupRecords, keyComparer } from "../core/table-order.js";
import { element } from "./element.js";
import { symbolPicture } from "./symbol-picture.js";

export class ProjectTable {
  constructor(messages, reference, { onSelect, onHover }) {
    Object.assign(this, { messages, reference, onSelect, onHover });
    this.words = new RecordWords(messages, reference);
    this.sort = { column: null, isDescending: false };
    this.rows = new Map();
    this.box = element("div", { className: "city-list" });
  }

  setMessages(messages) {
    this.messages = messages;
  }

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

  /* Show the records that the filters leave: those on the map, then those without a place. */
  show(features, selected) {
    this.features = features;
    this.selected = selected;
    this.render();
  }

  render() {
    const { messages } = this;
    const columns = this.columns();
    const { placed, unplaced } = groupRecords(this.features, this.order());
    this.rows.clear();
    if (!this.features.length) {
      this.box.replaceChildren(element("p", {
        className: "city-empty",
        text: messages.say("No project fits these filters. Remove one, or search for something else."),
      }));
      return;
    }
    const head = element("tr", { children: columns.map((column) => this.header(column)) });
    const table = element("table", {
      children: [
        element("caption", { className: "city-hidden", text: messages.say("Projects, sortable by column") }),
        element("thead", { children: [head] }),
        this.body(placed, null),
        unplaced.length
          ? this.body(unplaced, messages.count(
            "{n} project without a place on the map", "{n} projects without a place on the map", unplaced.length))
          : null,
      ],
    });
    const focused = this.box.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    this.box.replaceChildren(table);
    if (focused) this.box.querySelector(`[data-focus="${focused}"]`)?.focus();
    this.mark(this.selected);
  }

  header({ slug, label }) {
    const isSorted = this.sort.column === slug;
    const direction = this.sort.isDescending ? "descending" : "ascending";
    return element("th", {
      scope: "col", className: `is-${slug}`, "aria-sort": isSorted ? direction : "none",
      children: [element("button", {
        type: "button", text: label, "data-focus": `sort-${slug}`,
        on: {
          click: () => {
            this.sort = { column: slug, isDescending: isSorted && !this.sort.isDescending };
            this.render();
          },
        },
      })],
    });
  }

  body(features, title) {
    const rows = features.map((feature) => this.row(feature, title !== null));
    if (title !== null) {
      rows.unshift(element("tr", {
        className: "city-group",
        children: [element("th", { colspan: "4", scope: "rowgroup", text: title })],
      }));
    }
    return element("tbody", { className: title === null ? "is-placed" : "is-unplaced", children: rows });
  }

  row(feature, isUnplaced) {
    const { words } = this;
    const { properties } = feature;
    const { id } = properties;
    const sector = words.term("sectors", properties.sector);
    const button = element("button", {
      type: "button", className: "city-row-name", "data-focus": `row-${id}`,
      text: this.name(properties), on: { click: () => this.onSelect(id) },
    });
    const row = element("tr", {
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
        element("td", { className: "is-due", text: properties.due ? String(properties.due) : "–" }),
      ],
      on: {
        mouseenter: () => this.onHover(id),
        mouseleave: () => this.onHover(null),
        click: (event) => {
          if (!event.target.closest("button")) this.onSelect(id);
        },
      },
    });
    this.rows.set(id, { row, button });
    return row;
  }

  /* Mark the selected row and bring it into sight. */
  mark(id) {
    this.selected = id;
    for (const [rowId, { row, button }] of this.rows) {
      const isSelected = rowId === id;
      row.classList.toggle("is-selected", isSelected);
      if (isSelected) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  focus(id) {
    const found = this.rows.get(id);
    if (!found) return;
    found.row.scrollIntoView({ block: "nearest" });
    found.button.focus({ preventScroll: true });
  }
}
