/* A canvas over the map: Leaflet moves and scales it, `draw` fills it when the camera rests. */
import { later } from "../core/later.js";
import { TILE } from "../core/projection.js";
import { contextOf } from "./canvas-ink.js";

const REST_MS = 150;
const EARTH_CIRCUMFERENCE_M = 40_075_016.686;

export class CanvasLayer extends L.Renderer {
  /** @param {L.RendererOptions} options */
  constructor(options) {
    super({ padding: 0.25, pane: "overlayPane", ...options });
    this._magnified = 1;
    this._ratio = 1;
    this._frame = 0;
    this._rest = 0;
    /** @type {CanvasRenderingContext2D} */
    this._context = later();
  }

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._context = contextOf(this._container);
    L.DomUtil.addClass(this._container, "city-canvas");
  }

  _destroyContainer() {
    cancelAnimationFrame(this._frame);
    clearTimeout(this._rest);
    this._frame = this._rest = 0;
    L.DomUtil.remove(this._container);
    L.DomEvent.off(this._container);
  }

  getEvents() {
    const events = super.getEvents();
    events.resize = this._update;
    events.moveend = this._onMoveEnd;
    return events;
  }

  /* Whether a drawing takes so long that it waits until the map rests. */
  isCostly() {
    return false;
  }

  /*
   * Where drawing is costly, what is drawn goes on being moved and scaled until the reader rests, as
   * long as it fills what is seen.
   */
  _onMoveEnd() {
    clearTimeout(this._rest);
    this._rest = 0;
    if (!this.isCostly() || !this._bounds || !this._covers()) {
      this._update();
      return;
    }
    this._rest = setTimeout(() => this.refresh(), REST_MS);
  }

  /* Whether what is drawn reaches to the edges of what is seen. */
  _covers() {
    const canvas = this._container.getBoundingClientRect();
    const seen = this._map.getContainer().getBoundingClientRect();
    return canvas.left <= seen.left && canvas.top <= seen.top && canvas.right >= seen.right && canvas.bottom >= seen.bottom;
  }

  _updatePaths() {}

  _onZoomEnd() {}

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    clearTimeout(this._rest);
    this._rest = 0;
    super._update();
    if (!this._bounds) return;
    const size = this._bounds.getSize();
    // A wall screen magnifies the whole map; its canvas is drawn at the size seen.
    const ratio = Math.min((globalThis.devicePixelRatio || 1) * this._magnified, 2.5);
    const canvas = this._container;
    L.DomUtil.setPosition(canvas, this._bounds.getTopLeft());
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

  /**
   * A wall screen magnifies the whole map by this much.
   * @param {number} by
   */
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
    if (!this._map || this._frame || this._rest) return this;
    this._frame = requestAnimationFrame(() => this.redrawNow());
    return this;
  }

  /**
   * What a layer draws; each layer its own.
   * @param {CanvasRenderingContext2D} _context
   * @param {Frame} _frame
   */
  draw(_context, _frame) {}

  redrawNow() {
    cancelAnimationFrame(this._frame);
    this._frame = 0;
    const map = this._map;
    const bounds = this._bounds;
    if (!map || !bounds) return;
    // The camera has moved since the canvas was fitted to it.
    if (this._rest) {
      this._update();
      return;
    }
    const context = this._context;
    const size = bounds.getSize();
    context.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
    context.clearRect(0, 0, size.x, size.y);
    const zoom = map.getZoom();
    const scale = 2 ** zoom;
    const corner = bounds.getTopLeft();
    const origin = map.getPixelOrigin().add(corner);
    const seen = map.containerPointToLayerPoint([0, 0]).subtract(corner);
    const window = map.getSize();
    const { lat } = map.getCenter();
    this.draw(context, {
      zoom,
      scale,
      left: origin.x,
      top: origin.y,
      width: size.x,
      height: size.y,
      ratio: this._ratio,
      seen: [seen.x, seen.y, seen.x + window.x, seen.y + window.y],
      x: (world) => world * scale - origin.x,
      y: (world) => world * scale - origin.y,
      pixelsPerMetre: (TILE * scale) / (EARTH_CIRCUMFERENCE_M * Math.cos((lat * Math.PI) / 180)),
    });
    this.fire("drawn");
  }
}
