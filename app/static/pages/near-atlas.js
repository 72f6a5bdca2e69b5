/* The map of the nearby page: the place that is asked about, its ring, the line to the nearest point. */
import { later } from "../core/later.js";
import { nearestPoint } from "../core/nearness.js";
import { recordQuery } from "../core/record-links.js";
import { Atlas } from "../map/atlas.js";
import { NearCamera } from "./near-camera.js";
import { goTo } from "./near-place.js";
import { PlacePin } from "./place-pin.js";
import { isCalm } from "../parts/calm.js";

/**
 * @typedef {object} NearPart What the nearby page says beside what every map is told.
 * @property {{lon: number, lat: number} | null} place
 * @property {number | null} radius_m
 * @property {Position | null} bounds West, south, east, north.
 * @property {string} pin_text
 */

/** @typedef {MapState & NearPart} NearState */

const CLOSE_ZOOM = 11.5;

export class NearAtlas extends Atlas {
  /** @type {PlacePin} */
  pin = later();

  /* What the page said last. */
  get near() {
    return /** @type {NearState} */ (this.state);
  }

  makeCamera() {
    const { address } = this;
    this.pin = new PlacePin(this.map, { onAsk: (at) => this.askAt(at) });
    return new NearCamera(this.map, this.projects, {
      address, onMoved: () => this.channel.camera?.(), stateOf: () => this.near,
      nearestOf: (id, place) => this.nearestOf(id, place),
    });
  }

  /** @param {NearState} state */
  async apply(state) {
    const isNew = state.version !== this.version;
    state.marks = this.marksOf(state);
    this.pin.place(state);
    await super.apply(state);
    this.projects.setMarks(this.marksOf(state));
    this.markEntries();
    if (isNew) this.settle(state);
  }

  /**
   * The card takes a part of the map's room: look again once the map knows.
   * @param {NearState} [state]
   */
  settle(state) {
    this.camera.resize();
    if (state && !state.camera) this.camera.look(state);
    if (this.selected) this.camera.bringIntoSight(this.selected);
  }

  /**
   * @param {NearState} state
   * @returns {Marks | null}
   */
  marksOf({ place, radius_m: radius }) {
    if (!place) return null;
    const to = this.nearestOf(this.selected, place);
    return {
      rings: radius ? [{ ...place, radius_m: radius }] : [],
      lines: to ? [{ from: [place.lon, place.lat], to }] : [],
    };
  }

  /**
   * The point of a record that is nearest to a place; null where the place lies in it.
   * @param {string | null} id
   * @param {{lon: number, lat: number}} place
   */
  nearestOf(id, { lon, lat }) {
    const geometry = id ? this.records?.get(id)?.geometry : null;
    if (!geometry) return null;
    const { nearest, inside } = nearestPoint(geometry, [lon, lat]);
    return inside ? null : nearest;
  }

  /** @param {{lat: number, lng: number}} at */
  askAt({ lng, lat }) {
    goTo({ lon: lng, lat }, { keepsCamera: this.map.getZoom() >= CLOSE_ZOOM });
  }

  /**
   * @param {string | null} id
   * @param {{from: "map" | "list" | "card"}} how
   */
  select(id, how) {
    const before = this.selected;
    super.select(id, how);
    this.projects.setMarks(this.marksOf(this.near));
    this.markEntries();
    this.settle();
    if (id && how.from === "list") this.showFrame();
    if (!id && how.from !== "map" && before) {
      const entry = document.querySelector(`[data-near-id="${CSS.escape(before)}"]`);
      const group = entry?.closest("details");
      if (group) group.open = true;
      if (entry instanceof HTMLElement) entry.focus();
    }
  }

  showFrame() {
    const { top, bottom } = this.frame.getBoundingClientRect();
    if (top >= 0 && bottom <= globalThis.innerHeight) return;
    this.frame.scrollIntoView({ block: "start", behavior: isCalm() ? "auto" : "smooth" });
  }

  /* Only the card stands beside this map: the list is on the page, before it. */
  showPanel() {
    const feature = this.selected ? this.records.get(this.selected) : null;
    this.panel.box.hidden = !feature;
    this.panel.box.replaceChildren(...(feature ? [this.panel.cardOf(feature)] : []));
    this.root.classList.toggle("has-card", Boolean(feature));
  }

  /** @param {string} id */
  addressOf(id) {
    return `./?${recordQuery(this.whereabouts, id)}`;
  }

  markEntries() {
    for (const entry of document.querySelectorAll("[data-near-id]")) {
      if (entry.getAttribute("data-near-id") === this.selected) entry.setAttribute("aria-current", "true");
      else entry.removeAttribute("aria-current");
    }
  }
}
