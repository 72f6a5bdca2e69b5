/* Where the map looks, and the address that keeps it. */
import { cameraParts } from "../core/address.js";
import { homeBounds } from "../core/home-bounds.js";
import { closestZoom } from "../core/measures.js";
import { toLatLngBounds } from "./bounds.js";
import { isCalm } from "../parts/calm.js";

/**
 * @typedef {object} CameraHost
 * @property {AddressKeeper} address
 * @property {() => void} onMoved Hears of every move that the reader made.
 */

export class MapCamera {
  /**
   * @param {L.Map} map
   * @param {import("./project-layer.js").ProjectLayer} projects
   * @param {CameraHost} host
   */
  constructor(map, projects, { address, onMoved }) {
    this.map = map;
    this.projects = projects;
    this.address = address;
    this.onMoved = onMoved;
    // While quiet, moves are our own and are not written into the address.
    this.isQuiet = false;
    this.isZooming = false;
    map.on("moveend", () => this.keep());
    map.on("zoomanim zoomend", ({ type }) => { this.isZooming = type === "zoomanim"; });
  }

  /* Take the map away: nobody hears of it any more, and a zoom that Leaflet has begun ends before the map does. */
  leave() {
    const { map } = this;
    map.off();
    if (this.isZooming) map.once("zoomend", () => map.remove());
    else map.remove();
  }

  /**
   * Move without the address hearing of it.
   * @param {() => void} move
   */
  quietly(move) {
    const before = this.isQuiet;
    this.isQuiet = true;
    move();
    this.isQuiet = before;
  }

  /* Look at all that is shown, because the reader asked. */
  showAll() {
    const bounds = this.projects.shownBounds();
    if (bounds) this.map.fitBounds(bounds, { padding: [40, 40], maxZoom: closestZoom(0), animate: !isCalm() });
  }

  /**
   * Look where the view says, or at the city.
   * @param {Pick<MapState, "camera" | "selected">} view
   */
  look({ camera, selected }) {
    this.quietly(() => {
      if (camera) this.map.setView([camera.lat, camera.lon], camera.zoom, { animate: false });
      else if (selected && this.projects.boundsOf(selected)) this.zoomTo(selected);
      else this.goHome(false);
    });
  }

  /** @param {boolean} isAsked */
  goHome(isAsked) {
    const placed = this.projects.placed();
    if (!placed.count) return;
    this.quietly(() => {
      this.map.fitBounds(toLatLngBounds(homeBounds(placed)), { animate: false, padding: [12, 12] });
    });
    if (isAsked) this.address.setOwnPart({ lat: null, lon: null, z: null });
  }

  /** @param {string} id */
  zoomTo(id) {
    const box = this.projects.boundsOf(id);
    if (!box) return;
    this.map.fitBounds(box, {
      maxZoom: closestZoom(this.projects.accuracyOf(id)), padding: [48, 48], animate: !isCalm() && !this.isQuiet,
    });
  }

  /**
   * Look at what stands as one, so near that it comes apart.
   * @param {L.LatLngBounds} bounds
   */
  part(bounds) {
    this.map.fitBounds(bounds, { padding: [48, 48], animate: !isCalm() });
    this.map.getContainer().focus();
  }

  /** @param {string | null} id */
  bringIntoSight(id) {
    const box = id ? this.projects.boundsOf(id) : null;
    if (box && !this.map.getBounds().intersects(box)) {
      this.map.panTo(box.getCenter(), { animate: !isCalm() });
    }
  }

  /* The room of the map has changed. */
  resize() {
    this.quietly(() => this.map.invalidateSize({ animate: false, pan: false }));
  }

  keep() {
    if (this.isQuiet) return;
    this.address.setOwnPart(cameraParts(this.map.getCenter(), this.map.getZoom()));
    this.onMoved();
  }
}
