/* The page of pairs: its list and its map in step, the outcomes, the files. */
import { load } from "../core/load.js";
import { Messages } from "../core/messages.js";
import { Atlas } from "../map/atlas.js";
import { PairOutcomes } from "./pair-outcomes.js";
import "./print.js";
import { StretchLayer } from "../map/stretch-layer.js";
import { element } from "../parts/element.js";
import { part } from "../parts/find.js";

/** @typedef {import("./pair-outcomes.js").Row} Row */

const data = JSON.parse(part("#pairs-data", HTMLElement).textContent);

class PairsPage {
  constructor() {
    /** @type {Row[]} */
    this.rows = [.../** @type {NodeListOf<Row>} */ (document.querySelectorAll(".pair"))];
    /** @type {Row | null} */
    this.chosen = null;
    // The list says what is chosen, not the map's own selection.
    const address = { setOwnPart() {}, read: () => new URLSearchParams() };
    this.atlas = new Atlas(part("#pairs-map", HTMLElement), { select: (id) => this.takeProject(id) }, { address });
  }

  async start() {
    const { sources, lang } = data;
    /** @type {Messages} */
    this.messages = new Messages(lang, await load(sources.messages));
    const query = new URL(data.stretches, document.baseURI).searchParams;
    /** @type {PairOutcomes} */
    this.outcomes = new PairOutcomes(part("#pairs-outcomes", HTMLElement), this.messages, {
      catalogue: data.catalogue, states: data.states, rows: this.rows, query,
    });
    for (const row of this.rows) this.readyRow(row);
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".pairs-files a"))) {
      link.addEventListener("click", (event) => this.sendOutcomes(event, link));
    }
    await this.atlas.update({
      sources, lang, version: 1, panel: "none", home: "./", shown: data.shown, selected: null, base: "embedded", camera: null,
    });
    this.layer = new StretchLayer(this.atlas.map, { onChoose: (/** @type {string} */ a, /** @type {string} */ b) => this.choose(this.rowOf(a, b), true) });
    if (this.rows.length) {
      this.layer.setData(await load(data.stretches));
      this.atlas.camera.showAll();
    }
    const [a, b] = (new URLSearchParams(globalThis.location.search).get("pair") ?? "").split("_");
    const row = this.rowOf(a, b);
    if (row) this.choose(row, true);
    part("#pairs-map", HTMLElement).dataset.ready = "true";
  }

  /**
   * @param {string} a
   * @param {string} b
   */
  rowOf(a, b) {
    return this.rows.find(({ dataset }) => dataset.a === a && dataset.b === b) ?? null;
  }

  /** @param {Row} row */
  readyRow(row) {
    const button = part(".pair-look", HTMLButtonElement, row);
    button.hidden = false;
    button.addEventListener("click", () => this.choose(this.chosen === row ? null : row, false));
    row.addEventListener("click", (event) => {
      if (!(/** @type {Element} */ (event.target)).closest("a, button, details")) this.choose(row, false);
    });
    row.addEventListener("mouseenter", () => this.layer?.hint(row.dataset.a, row.dataset.b));
    row.addEventListener("mouseleave", () => this.layer?.hint(null, null));
    row.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.chosen && !(/** @type {Element} */ (event.target)).closest("details[open]")) this.choose(null, false);
    });
  }

  /**
   * A project that was clicked on the map leads to its weightiest pair.
   * @param {string | null} id
   */
  takeProject(id) {
    if (!id) return;
    const others = this.rows.filter(({ dataset }) => dataset.a === id || dataset.b === id);
    const at = others.findIndex((one) => one === this.chosen);
    if (others.length) this.choose(others[(at + 1) % others.length], true);
    this.atlas.selected = null;
  }

  /**
   * Show a pair in both: its projects and their stretch on the map, its row in the list.
   * @param {Row | null} row
   * @param {boolean} isFromMap
   */
  choose(row, isFromMap) {
    this.chosen = row;
    for (const one of this.rows) {
      one.classList.toggle("is-chosen", one === row);
      part(".pair-look", HTMLElement, one).setAttribute("aria-pressed", String(one === row));
    }
    const { a = "", b = "" } = row?.dataset ?? {};
    const query = new URLSearchParams(globalThis.location.search);
    query.delete("pair");
    if (row) query.set("pair", `${a}_${b}`);
    globalThis.history.replaceState(null, "", `${globalThis.location.pathname}?${query}`);
    this.atlas.showOnce(this.messages.lang, this.atlas.rowsOf(row ? [a, b] : data.shown));
    this.atlas.projects.select(row ? a : null);
    this.atlas.projects.hover(row ? b : null);
    this.layer?.choose(a || null, b || null);
    const box = row ? this.layer?.boundsOf(a, b) : null;
    if (box) this.atlas.map.fitBounds(box, { padding: [60, 60], maxZoom: 15, animate: false });
    else if (!row) this.atlas.camera.showAll();
    part("#pairs-map", HTMLElement).dataset.pair = row ? `${a} ${b}` : "";
    if (isFromMap) row?.scrollIntoView({ block: "nearest" });
  }

  /**
   * The files that hold outcomes get those of this page.
   * @param {Event} event
   * @param {HTMLAnchorElement} link
   */
  sendOutcomes(event, link) {
    if (!this.outcomes.entries.length || !["csv", "docx", "pptx"].includes(link.dataset.ending ?? "")) return;
    event.preventDefault();
    const form = element("form", { method: "post", action: link.getAttribute("href"), hidden: "" });
    form.append(element("input", { type: "hidden", name: "outcomes", value: this.outcomes.write() }));
    document.body.append(form);
    form.submit();
    form.remove();
  }
}

/* The page, for those who look from outside. */
export const page = new PairsPage();

page.start().catch((fault) => {
  part("#pairs-map", HTMLElement).dataset.fault = String(fault);
  part("#pairs-map", HTMLElement).replaceChildren(element("p", { className: "city-fault", role: "alert", text: data.fault_text }));
});
