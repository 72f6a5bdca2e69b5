/* Beside the map: the list of what is shown, and over it the card of the record that is selected. */
import { later } from "../core/later.js";
import { isPacked } from "../core/whole-records.js";
import { element } from "../parts/element.js";
import { ProjectCard } from "../parts/project-card.js";
import { ProjectTable } from "../parts/project-table.js";

/**
 * @typedef {object} PanelHost
 * @property {import("../parts/project-table.js").TableHost} table
 * @property {import("../parts/project-card.js").CardHost} card
 * @property {(id: string) => void} onFetched The rest of a record has come.
 */

export class RecordPanel {
  /** @type {Messages} */
  messages = later();
  /** @type {ProjectCard} */
  card = later();
  /** @type {ProjectTable | null} */
  table = null;
  /** @type {() => ProjectTable} */
  makeTable = later();
  /** @type {import("../core/whole-records.js").WholeRecords | null} */
  whole = null;

  /** @param {PanelHost} host */
  constructor(host) {
    this.host = host;
    this.box = element("aside", { className: "city-panel" });
  }

  /**
   * @param {Messages} messages
   * @param {Reference} reference
   */
  setMessages(messages, reference) {
    const { host } = this;
    this.messages = messages;
    this.remove();
    // Made where it is shown: where that fails, only the list is missed.
    this.makeTable = () => new ProjectTable(messages, reference, host.table);
    this.card = new ProjectCard(messages, reference, host.card);
  }

  /**
   * Show list and card; where that fails the map lives on, and the reader is told.
   * @param {() => {listing: import("../parts/project-table.js").Listing, feature: Feature | null}} asked
   */
  show(asked) {
    try {
      this.fill(asked());
    } catch (fault) {
      console.error(fault);
      this.box.replaceChildren(element("p", {
        className: "city-fault", role: "alert",
        text: this.messages.say("The list could not be shown. The map goes on working; reload the page to try again."),
      }));
    }
  }

  /** @param {{listing: import("../parts/project-table.js").Listing, feature: Feature | null}} asked */
  fill({ listing, feature }) {
    this.table ??= this.makeTable();
    this.table.show(listing, feature?.properties.id ?? null);
    this.table.box.hidden = Boolean(feature);
    // The list stays where it is: only the card comes and goes.
    if (this.table.box.parentElement !== this.box) this.box.replaceChildren(this.table.box);
    this.box.querySelector(".city-card")?.remove();
    if (feature) this.box.prepend(this.cardOf(feature));
    this.box.classList.toggle("has-card", Boolean(feature));
  }

  /**
   * The card of a record; of one known in part its name, until the rest has come.
   * @param {Feature} feature
   */
  cardOf(feature) {
    if (!isPacked(feature) || !this.whole) return this.card.render(feature);
    const { id, name_zh: zh, name_en: en } = feature.properties;
    const said = element("p", { role: "status", text: this.messages.say("The card is being fetched.") });
    this.whole.complete(feature).then(() => this.host.onFetched(id), (fault) => {
      console.error(fault);
      said.textContent = this.messages.say("The card could not be fetched. Choose the project again to try once more.");
    });
    return element("article", { className: "city-card", children: [
      element("h2", { id: "city-card-name", tabindex: "-1", text: this.messages.pick(zh, en) }), said,
    ] });
  }

  /**
   * Ask for the rest of a record that is about to be selected: the card that follows says what fails.
   * @param {Feature | undefined} feature
   */
  fetchEarly(feature) {
    if (feature) this.whole?.complete(feature).catch(() => {});
  }

  /**
   * Tell the list what of it is in sight, where it stands on the page.
   * @param {Uint8Array} marks By row.
   * @param {number} count
   */
  setSight(marks, count) {
    if (this.table?.box.isConnected) this.table.setSight(marks, count);
  }

  /* Bring the card before the reader. */
  attend() {
    const heading = this.box.querySelector("#city-card-name");
    if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
    this.box.scrollTo?.({ top: 0 });
    this.box.querySelector(".city-card")?.scrollIntoView({ block: "nearest" });
  }

  /* Take the list away. */
  remove() {
    this.table?.remove();
    this.table = null;
  }
}
