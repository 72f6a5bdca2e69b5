/* The map of the steward's page: what the catalogue holds, where candidates may lie, and a new place. */
import { later } from "../core/later.js";
import { Atlas } from "../map/atlas.js";
import { PlacePin } from "./place-pin.js";
import { element } from "../parts/element.js";

/**
 * A candidate of a report at the place that is proposed for it.
 * @typedef {object} Proposed
 * @property {string} text
 * @property {number} lon
 * @property {number} lat
 * @property {number} accuracy_m
 */

/**
 * @typedef {object} StewardPart What the steward's page says beside what every map is told.
 * @property {{lon: number, lat: number} | null} place
 * @property {number} accuracy_m
 * @property {Position} bounds West, south, east, north of the city.
 * @property {Proposed[]} proposed
 * @property {string} pin_text
 */

/** @typedef {MapState & StewardPart} StewardState */

const COLOUR = "#1d4f91";

/**
 * Where the last map looked: a catalogue that was written is a new map, and the eye stays.
 * @type {{center: L.LatLng, zoom: number} | null}
 */
let sight = null;

export class StewardAtlas extends Atlas {
  /** @type {PlacePin} */
  pin = later();
  /** @type {L.LayerGroup} */
  proposals = later();

  /* What the page said last. */
  get said() {
    return /** @type {StewardState} */ (this.state);
  }

  makeCamera() {
    const camera = super.makeCamera();
    this.pin = new PlacePin(this.map, { onAsk: (at) => this.channel.point?.(at) });
    this.proposals = L.layerGroup().addTo(this.map);
    const [west, south, east, north] = this.said.bounds;
    camera.look = () => {
      camera.quietly(() => {
        if (sight) this.map.setView(sight.center, sight.zoom, { animate: false });
        else this.map.fitBounds([[south, west], [north, east]], { animate: false, padding: [8, 8] });
      });
    };
    this.map.on("moveend", () => {
      if (this.container.dataset.proposed) sight = { center: this.map.getCenter(), zoom: this.map.getZoom() };
    });
    return camera;
  }

  /** @param {StewardState} state */
  async apply(state) {
    const { place, accuracy_m: radius } = state;
    state.marks = place ? { rings: [{ ...place, radius_m: radius }], lines: [] } : null;
    this.pin.place(state);
    this.drawProposals(state.proposed);
    await super.apply(state);
    if (place && !this.map.getBounds().contains([place.lat, place.lon])) {
      this.map.setView([place.lat, place.lon], Math.max(this.map.getZoom(), 13), { animate: false });
    }
    this.container.dataset.proposed = String(state.proposed.length);
    this.container.dataset.place = place ? `${place.lon},${place.lat}` : "";
  }

  /** @param {Proposed[]} proposed */
  drawProposals(proposed) {
    this.proposals.clearLayers();
    for (const { text, lon, lat, accuracy_m: radius } of proposed) {
      const style = { color: COLOUR, weight: 1.2, dashArray: "4 4", fill: false, interactive: false };
      this.proposals.addLayer(L.circle([lat, lon], { ...style, radius }));
      const dot = L.circleMarker([lat, lon], { radius: 6, color: COLOUR, weight: 2, fillColor: "#fff", fillOpacity: 1 });
      this.proposals.addLayer(dot.bindTooltip(element("span", { text })));
    }
  }
}
