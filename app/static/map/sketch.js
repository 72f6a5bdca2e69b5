/* Corners that a reader sets on the map by pointer, touch or keyboard; finished, taken back or left. */
import { element } from "../parts/element.js";
import { part } from "../parts/find.js";

const LINE = { color: "#b3261e", weight: 2.5, interactive: false };
/** @typedef {"box" | "shape" | "line"} Kind */

const LEAST = { box: 2, shape: 3, line: 2 };

export class Sketch {
  /**
   * @param {L.Map} map
   * @param {HTMLElement} frame
   */
  constructor(map, frame) {
    this.map = map;
    this.frame = frame;
    /** @type {Kind} */
    this.kind = "line";
    /** @type {Point[]} */
    this.corners = [];
    this.isKept = false;
    this.isDone = false;
    /** @type {(corners: Point[]) => void} */
    this.onDone = () => {};
    /** @type {(corners: Point[]) => void} */
    this.onChange = () => {};
    /** @type {L.Polyline | L.Polygon | null} */
    this.line = null;
    this.isActive = false;
    this.bar = element("div", { className: "city-sketch", role: "group", hidden: "" });
    this.cross = element("div", { className: "city-sketch-cross", "aria-hidden": "true", hidden: "" });
    frame.append(this.bar, this.cross);
    frame.addEventListener("keydown", (event) => this.press(event), { capture: true });
    map.on("click", (event) => this.add(event.latlng));
    map.on("mousemove", (event) => this.preview(event.latlng));
    map.on("dblclick", () => { if (this.isActive) this.finish(); });
  }

  /**
   * Begin: `onDone(corners)` hears the end, `onChange(corners)` every corner and the pointer.
   * @param {Kind} kind
   * @param {Messages} messages
   * @param {object} host
   * @param {string} host.hint
   * @param {(corners: Point[]) => void} host.onDone
   * @param {(corners: Point[]) => void} [host.onChange]
   * @param {boolean} [host.isKept] Whether what is drawn stays.
   */
  start(kind, messages, { hint, onDone, onChange = () => {}, isKept = false }) {
    this.stop();
    this.kind = kind;
    this.onDone = onDone;
    this.onChange = onChange;
    this.isKept = isKept;
    this.corners = [];
    this.isActive = true;
    this.isDone = false;
    this.map.doubleClickZoom.disable();
    this.map.getContainer().style.cursor = "crosshair";
    const pane = this.map.getPane("city-area") ? "city-area" : "overlayPane";
    const style = { ...LINE, pane, renderer: L.svg({ pane }), fillOpacity: 0.08 };
    this.line = (kind === "line" ? L.polyline([], style) : L.polygon([], style)).addTo(this.map);
    /** @type {HTMLElement} */
    this.said = element("p", { role: "status", text: hint });
    const button = (/** @type {string} */ text, /** @type {() => void} */ on, /** @type {string} */ name) => element("button", { type: "button", className: name, text, on: { click: on } });
    this.bar.setAttribute("aria-label", hint);
    this.bar.replaceChildren(
      this.said,
      button(messages.say("Corner at the centre"), () => this.add(this.map.getCenter()), "is-centre"),
      button(messages.say("Take back"), () => this.takeBack(), "is-back"),
      button(messages.say("Finish"), () => this.finish(), "is-finish"),
      button(messages.say("Cancel"), () => this.cancel(), "is-cancel"),
    );
    this.bar.hidden = false;
    this.cross.hidden = false;
    this.draw();
    this.map.getContainer().focus({ preventScroll: true });
  }

  /**
   * Say a text in the bar.
   * @param {string} text
   */
  say(text) {
    if (this.said && this.said.textContent !== text) this.said.textContent = text;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (!this.isActive) return;
    const isOnMap = event.target === this.map.getContainer();
    if (event.key === "Escape") this.cancel();
    else if (event.key === "Backspace" && isOnMap) this.takeBack();
    else if (event.key === "Enter" && isOnMap) this.add(this.map.getCenter());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {L.LatLng} at */
  add({ lng, lat }) {
    if (!this.isActive) return;
    if (this.isDone) {
      this.corners = [];
      this.isDone = false;
    }
    const last = this.corners.at(-1);
    const at = this.map.latLngToContainerPoint([lat, lng]);
    if (last && at.distanceTo(this.map.latLngToContainerPoint([last[1], last[0]])) < 3) return;
    this.corners.push([lng, lat]);
    this.draw();
    if (this.kind === "box" && this.corners.length === 2) this.finish();
  }

  takeBack() {
    this.isDone = false;
    this.corners.pop();
    this.draw();
  }

  /** @param {L.LatLng} at */
  preview({ lng, lat }) {
    if (this.isActive && !this.isDone && this.corners.length) this.draw([lng, lat]);
  }

  /**
   * Draw what is set, and as far as the pointer.
   * @param {Point | null} [pointer]
   */
  draw(pointer = null) {
    const corners = pointer ? [...this.corners, pointer] : this.corners;
    let shown = corners;
    if (this.kind === "box" && corners.length === 2) {
      const [[x1, y1], [x2, y2]] = corners;
      shown = [[x1, y1], [x2, y1], [x2, y2], [x1, y2]];
    }
    this.line?.setLatLngs(shown.map(([lng, lat]) => L.latLng(lat, lng)));
    part(".is-finish", HTMLButtonElement, this.bar).disabled = this.corners.length < LEAST[this.kind];
    part(".is-back", HTMLButtonElement, this.bar).disabled = !this.corners.length;
    this.frame.dataset.sketch = `${this.kind} ${this.corners.length}`;
    this.onChange(corners);
  }

  finish() {
    if (!this.isActive || this.corners.length < LEAST[this.kind]) return;
    const { corners, onDone } = this;
    if (this.isKept) {
      this.isDone = true;
      this.draw();
      return;
    }
    this.stop();
    onDone(corners);
  }

  cancel() {
    this.stop();
    this.map.getContainer().focus({ preventScroll: true });
  }

  stop() {
    if (!this.isActive) return;
    this.isActive = false;
    this.line?.remove();
    this.bar.hidden = true;
    this.cross.hidden = true;
    delete this.frame.dataset.sketch;
    this.map.getContainer().style.cursor = "";
    this.map.doubleClickZoom.enable();
  }
}
