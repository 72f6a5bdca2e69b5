/* The map of a show: as large as its screen asks, flying from step to step. */
import { fitCamera, magnification } from "../core/show-screen.js";
import { isCalm } from "../parts/calm.js";
import { isStacked } from "./show-words.js";

/** @typedef {import("../map/atlas.js").Atlas} Atlas */

const FLIGHT_SECONDS = 1.9;

export class ShowStage {
  /** @type {Atlas | null} */
  atlas = null;
  isFlying = false;
  magnified = 1;

  /**
   * @param {HTMLElement} box
   * @param {{isStory: boolean, isEmbedded: boolean, onResized: () => void}} show
   */
  constructor(box, { isStory, isEmbedded, onResized }) {
    this.box = box;
    this.isStory = isStory;
    this.isEmbedded = isEmbedded;
    this.onResized = onResized;
  }

  /**
   * The map is there: make it the show's.
   * @param {Atlas} atlas
   */
  take(atlas) {
    const { map } = atlas;
    this.atlas = atlas;
    atlas.projects.setLabels({ fromZoom: 0, size: this.magnified > 1 ? 15 : 12.5 });
    this.followFlight(map);
    this.freeFingers(map);
    if (this.isEmbedded) this.tameWheel(map);
  }

  /**
   * The wheel belongs to the page around the frame until the map is touched.
   * @param {L.Map} map
   */
  tameWheel(map) {
    map.scrollWheelZoom.disable();
    map.on("focus click", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
  }

  /**
   * Where the page does not scroll, one finger moves the map.
   * @param {L.Map} map
   */
  freeFingers(map) {
    const apply = () => {
      if (!isStacked() && !this.isEmbedded) map.dragging.enable();
    };
    apply();
    document.addEventListener("fullscreenchange", () => setTimeout(apply));
  }

  /* Symbols and names on the map grow with the screen, as the words do. */
  magnify() {
    const by = magnification({ width: innerWidth, height: innerHeight }, {
      isEmbedded: this.isEmbedded, isStacked: isStacked(),
    });
    document.documentElement.style.setProperty("--magnified", String(by));
    this.magnified = by;
    if (!this.atlas) return;
    for (const layer of this.layers()) layer.setMagnified(by);
    this.isFlying = true;
    this.atlas.map.invalidateSize({ animate: false, pan: false });
    this.isFlying = false;
    this.onResized();
  }

  /**
   * A step made for a wall shows the same ground on a small screen.
   * @param {Camera | null} camera
   */
  fitted(camera) {
    return camera && this.isStory ? fitCamera(camera, this.box.getBoundingClientRect(), this.magnified) : camera;
  }

  layers() {
    return this.atlas ? [this.atlas.baseMap, this.atlas.projects] : [];
  }

  /* What is drawn takes the colours of the room. */
  redraw() {
    for (const layer of this.layers()) layer.redraw();
  }

  /**
   * Canvases follow Leaflet's flight by scaling; draw them anew as often as the machine can.
   * @param {L.Map} map
   */
  followFlight(map) {
    for (const layer of this.layers()) {
      layer.setMagnified(this.magnified).refresh();
      let next = 0;
      map.on("zoom", (event) => {
        if (!("flyTo" in event && event.flyTo) || performance.now() < next) return;
        const before = performance.now();
        layer.refresh();
        next = performance.now() + (performance.now() - before) * 1.5;
      });
    }
  }

  /**
   * Look where a step looks.
   * @param {{camera: Camera | null, selected: string | null}} step
   * @param {boolean} isSmooth
   */
  look(step, isSmooth) {
    const { atlas } = this;
    if (!atlas) return;
    const { map } = atlas;
    const camera = this.fitted(step.camera);
    // Stopping already tells of a move: nobody has moved anything.
    atlas.camera.isQuiet = true;
    this.isFlying = true;
    map.stop();
    const land = () => {
      this.isFlying = false;
      atlas.camera.isQuiet = false;
    };
    if (!camera) {
      atlas.camera.look({ camera: null, selected: step.selected });
      land();
    } else if (!isSmooth || isCalm()) {
      map.setView([camera.lat, camera.lon], camera.zoom, { animate: false });
      land();
    } else {
      map.once("moveend", land);
      map.flyTo([camera.lat, camera.lon], camera.zoom, { duration: FLIGHT_SECONDS });
    }
  }
}
