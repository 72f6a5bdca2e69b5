/* Corners that a reader sets on the map by pointer, touch or keyboard; finished, taken back or left. */
// @ts-nocheck - its types are not written yet
import { element } from "../parts/element.js";

const LINE = { color: "#b3261e", weight: 2.5, interactive: false };
const LEAST = { box: 2, shape: 3, line: 2 };

export class Sketch {
  constructor(map, frame) {
    Object.assign(this, { map, frame });
    this.isActive = false;
    this.bar = element("div", { className: "city-sketch", role: "group", hidden: "" });
    this.cross = element("div", { className: "city-sketch-cross", "aria-hidden": "true", hidden: "" });
    frame.append(this.bar, this.cross);
    frame.addEventListener("keydown", (event) => this.press(event), { capture: true });
    map.on("click", (event) => this.add(event.latlng));
    map.on("mousemove", (event) => this.preview(event.latlng));
    map.on("dblclick", () => { if (this.isActive) this.finish(); });
  }

  /* Begin: `onDone(corners)` hears the end, `onChange(corners)` every corner and the pointer. */
  start(kind, messages, { hint, onDone, onChange = () => {}, isKept = false }) {
    this.stop();
    Object.assign(this, { kind, messages, onDone, onChange, isKept, corners: [], isActive: true, isDone: false });
    this.map.doubleClickZoom.disable();
    this.map.getContainer().style.cursor = "crosshair";
    const shape = kind === "line" ? L.polyline : L.polygon;
    const pane = this.map.getPane("city-area") ? "city-area" : "overlayPane";
    this.line = shape([], { ...LINE, pane, renderer: L.svg({ pane }), fillOpacity: 0.08 }).addTo(this.map);
    this.said = element("p", { role: "status", text: hint });
    const button = (text, on, name) => element("button", { type: "button", className: name, text, on: { click: on } });
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

  /* Say a text in the bar. */
  say(text) {
    if (this.said && this.said.textContent !== text) this.said.textContent = text;
  }

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

  preview({ lng, lat }) {
    if (this.isActive && !this.isDone && this.corners.length) this.draw([lng, lat]);
  }

  /* Draw what is set, and as far as the pointer. */
  draw(pointer = null) {
    const corners = pointer ? [...this.corners, pointer] : this.corners;
    let shown = corners;
    if (this.kind === "box" && corners.length === 2) {
      const [[x1, y1], [x2, y2]] = corners;
      shown = [[x1, y1], [x2, y1], [x2, y2], [x1, y2]];
    }
    this.line.setLatLngs(shown.map(([lng, lat]) => [lat, lng]));
    this.bar.querySelector(".is-finish").disabled = this.corners.length < LEAST[this.kind];
    this.bar.querySelector(".is-back").disabled = !this.corners.length;
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
    this.line.remove();
    this.bar.hidden = true;
    this.cross.hidden = true;
    delete this.frame.dataset.sketch;
    this.map.getContainer().style.cursor = "";
    this.map.doubleClickZoom.enable();
  }
}
