/* The list beside the map: a real table that sorts, and selects what the map selects. */
import { RecordWords } from "../core/record-words.js";
import { columnKeys, groupRecords, keyComparer } from "../core/table-order.js";
import { element } from "./element.js";
import { ListTools } from "./list-tools.js";
import { symbolPicture } from "./symbol-picture.js";

export class ProjectTable {
  constructor(messages, reference, { onSelect, onHover, onSight = () => {} }) {
    Object.assign(this, { messages, reference, onSelect, onHover });
    this.words = new RecordWords(messages, reference);
    this.sort = { column: null, isDescending: false };
    this.rows = new Map();
    this.box = element("div", { className: "city-list" });
    // Which of the placed ones are in view, where a map tells; the reader may keep the list to them.
    this.inSight = null;
    this.isOnlySight = false;
    this.tools = new ListTools({
      onReset: () => this.sortBy({ column: null, isDescending: false }),
      onSight: (isOnly) => {
        this.isOnlySight = isOnly;
        onSight(isOnly);
        this.render();
      },
      onUnplaced: () => this.box.querySelector(".city-group")?.scrollIntoView({ block: "start" }),
    });
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

  /* Take which records are in view; the list follows where it is kept to them. */
  setSight(ids) {
    const isOther = !this.inSight || ids.size !== this.inSight.size || [...ids].some((id) => !this.inSight.has(id));
    this.inSight = ids;
    if (!isOther || !this.features) return;
    if (this.isOnlySight) this.render();
    else this.showTools();
  }

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
    const placed = this.isOnlySight && this.inSight
      ? all.filter(({ properties }) => this.inSight.has(properties.id)) : all;
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
      className: this.features.some(({ properties }) => properties.due) ? null : "has-no-due",
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
    this.showTools();
    this.box.replaceChildren(this.tools.box, table);
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
          click: () => this.sortBy({ column: slug, isDescending: isSorted && !this.sort.isDescending }),
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
      title: this.name(properties), text: this.name(properties), on: { click: () => this.onSelect(id) },
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
        element("td", { className: "is-due", text: properties.due ? String(properties.due) : "" }),
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
