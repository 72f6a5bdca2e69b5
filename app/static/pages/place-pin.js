/* The pin of the place that is asked about: dragged, or moved by the arrow keys. */
import { iconOf } from "../parts/icon.js";

const STEP = 12;
const SHAPE = "M12 2a7 7 0 0 1 7 7c0 5-7 13-7 13S5 14 5 9a7 7 0 0 1 7-7zM12 6.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 1 0 0-5z";
/** @type {Record<string, L.PointTuple | undefined>} */
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export class PlacePin {
  /**
   * @param {L.Map} map
   * @param {{onAsk: (at: L.LatLng) => void}} host Gets where the reader put it.
   */
  constructor(map, { onAsk }) {
    this.map = map;
    this.onAsk = onAsk;
    /** @type {L.Marker | null} */
    this.marker = null;
    // While the reader moves it, an answer to an earlier question does not take it back.
    this.isHeld = false;
  }

  /** @param {Pick<import("./near-atlas.js").NearState, "place" | "pin_text">} state */
  place({ place, pin_text: text }) {
    if (!place) {
      this.marker?.remove();
      this.marker = null;
      this.isHeld = false;
      return;
    }
    this.marker ??= this.make(place);
    if (!this.isHeld) this.marker.setLatLng([place.lat, place.lon]);
    this.marker.getElement()?.setAttribute("aria-label", text);
  }

  /** @param {{lat: number, lon: number}} place */
  make({ lat, lon }) {
    const icon = L.divIcon({
      className: "near-pin", iconSize: [44, 52], iconAnchor: [22, 46], html: /** @type {HTMLElement} */ (/** @type {Element} */ (iconOf(SHAPE, "near-pin-shape"))),
    });
    const marker = L.marker([lat, lon], { icon, draggable: true, keyboard: true, zIndexOffset: 1000 });
    marker.on("dragstart", () => (this.isHeld = true));
    marker.on("dragend", () => this.ask(marker));
    marker.addTo(this.map);
    marker.getElement()?.addEventListener("keydown", (event) => this.move(event, marker));
    marker.getElement()?.addEventListener("blur", () => (this.isHeld = false));
    return marker;
  }

  /** @param {L.Marker} marker */
  ask(marker) {
    this.isHeld = false;
    this.onAsk(marker.getLatLng());
  }

  /**
   * @param {KeyboardEvent} event
   * @param {L.Marker} marker
   */
  move(event, marker) {
    const step = STEPS[event.key];
    if (event.key === "Enter") this.ask(marker);
    else if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    if (!step) return;
    this.isHeld = true;
    const at = this.map.latLngToContainerPoint(marker.getLatLng());
    marker.setLatLng(this.map.containerPointToLatLng(at.add(L.point(step).multiplyBy(STEP))));
  }
}
