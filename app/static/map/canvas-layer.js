/* A canvas over the map: Leaflet moves and scales it, `draw` fills it when the camera rests. */
import { TILE } from "../core/projection.js";

const EARTH_CIRCUMFERENCE_M = 40_075_016.686;

export class CanvasLayer extends L.Renderer {
  constructor(options) {
    super({ padding: 0.25, pane: "overlayPane", ...options });
    this._magnified = 1;
    this._ratio = 1;
    this._frame = 0;
  }

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._context = this._container.getContext("2d");
    L.DomUtil.addClass(this._container, "city-canvas");
  }

  _destroyContainer() {
    cancelAnimationFrame(this._frame);
    this._frame = 0;
    L.DomUtil.remove(this._container);
    L.DomEvent.off(this._container);
  }

  getEvents() {
    const events = super.getEvents();
    events.resize = this._update;
    return events;
  }

  _updatePaths() {}

  _onZoomEnd() {}

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    super._update();
    const size = this._bounds.getSize();
    // A wall screen magnifies the whole map; its canvas is drawn at the size seen.
    const ratio = Math.min((globalThis.devicePixelRatio || 1) * this._magnified, 2.5);
    const canvas = this._container;
    L.DomUtil.setPosition(canvas, this._bounds.min);
    const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
    }
    this._ratio = ratio;
    this.redrawNow();
  }

  /* A wall screen magnifies the whole map by this much. */
  setMagnified(by) {
    this._magnified = by;
    return this;
  }

  /* Fit the canvas to the camera now, and draw. */
  refresh() {
    if (this._map) this._update();
  }

  /* Draw soon, once, however often it is asked. */
  redraw() {
    if (!this._map || this._frame) return this;
    this._frame = requestAnimationFrame(() => this.redrawNow());
    return this;
  }

  redrawNow() {
    cancelAnimationFrame(this._frame);
    this._frame = 0;
    if (!this._map || !this._bounds) return;
    const context = this._context;
    const size = this._bounds.getSize();
    context.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
    context.clearRect(0, 0, size.x, size.y);
    const zoom = this._map.getZoom();
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    const frame = {
      zoom,
      scale: 2 ** zoom,
      left: origin.x,
      top: origin.y,
      width: size.x,
      height: size.y,
      ratio: this._ratio,
    };
    const seen = this._map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min);
    const window = this._map.getSize();
    frame.seen = [seen.x, seen.y, seen.x + window.x, seen.y + window.y];
    frame.x = (world) => world * frame.scale - frame.left;
    frame.y = (world) => world * frame.scale - frame.top;
    const lat = this._map.getCenter().lat;
    frame.pixelsPerMetre =
      (TILE * frame.scale) / (EARTH_CIRCUMFERENCE_M * Math.cos((lat * Math.PI) / 180));
    this.draw(context, frame);
    this.fire("drawn");
  }
}
