/* The map of the nearby page: the place that is asked about, its ring, the line to the nearest point. */
import { Atlas } from "../map/atlas.js";
import { NearCamera } from "./near-camera.js";
import { goTo } from "./near-place.js";
import { PlacePin } from "./place-pin.js";
import { isCalm } from "../parts/calm.js";

const CLOSE_ZOOM = 11.5;

export class NearAtlas extends Atlas {
  makeCamera() {
    const { address } = this;
    this.pin = new PlacePin(this.map, { onAsk: (at) => this.askAt(at) });
    return new NearCamera(this.map, this.projects, {
      address, onMoved: () => this.channel.camera?.(), stateOf: () => this.state,
    });
  }

  async apply(state) {
    const isNew = state.version !== this.version;
    state.marks = this.marksOf(state);
    this.pin.place(state);
    await super.apply(state);
    this.projects.setMarks(this.marksOf(state));
    this.markEntries();
    if (isNew) this.settle(state);
  }

  /* The card takes a part of the map's room: look again once the map knows. */
  settle(state) {
    this.camera.resize();
    if (state && !state.camera) this.camera.look(state);
    if (this.selected) this.camera.bringIntoSight(this.selected);
  }

  marksOf({ place, radius_m: radius, nearest }) {
    if (!place) return null;
    const to = this.selected ? nearest[this.selected] : null;
    return {
      rings: radius ? [{ ...place, radius_m: radius }] : [],
      lines: to ? [{ from: [place.lon, place.lat], to }] : [],
    };
  }

  askAt({ lng, lat }) {
    goTo({ lon: lng, lat }, { keepsCamera: this.map.getZoom() >= CLOSE_ZOOM });
  }

  select(id, how) {
    const before = this.selected;
    super.select(id, how);
    this.projects.setMarks(this.marksOf(this.state));
    this.markEntries();
    this.settle();
    if (id && how.from === "list") this.showFrame();
    if (!id && how.from !== "map" && before) {
      const entry = document.querySelector(`[data-near-id="${CSS.escape(before)}"]`);
      const group = entry?.closest("details");
      if (group) group.open = true;
      entry?.focus();
    }
  }

  showFrame() {
    const { top, bottom } = this.frame.getBoundingClientRect();
    if (top >= 0 && bottom <= globalThis.innerHeight) return;
    this.frame.scrollIntoView({ block: "start", behavior: isCalm() ? "auto" : "smooth" });
  }

  /* Only the card stands beside this map: the list is on the page, before it. */
  showPanel() {
    const feature = this.selected ? this.features.get(this.selected) : null;
    this.panel.hidden = !feature;
    this.panel.replaceChildren(...(feature ? [this.card.render(feature)] : []));
    this.root.classList.toggle("has-card", Boolean(feature));
  }

  addressOf(id) {
    return `./?${this.queryOf(id)}`;
  }

  markEntries() {
    for (const entry of document.querySelectorAll("[data-near-id]")) {
      if (entry.dataset.nearId === this.selected) entry.setAttribute("aria-current", "true");
      else entry.removeAttribute("aria-current");
    }
  }
}
