/* Where the nearby map looks: the place asked about and the nearest point of what is selected. */
import { MapCamera } from "../map/camera.js";

/** @typedef {import("./near-atlas.js").NearState} NearState */
/** @typedef {(id: string | null, place: {lon: number, lat: number}) => Point | null} NearestOf */

export class NearCamera extends MapCamera {
  /**
   * @param {L.Map} map
   * @param {import("../map/project-layer.js").ProjectLayer} projects
   * @param {import("../map/camera.js").CameraHost & {stateOf: () => NearState, nearestOf: NearestOf}} host `stateOf` gives what the page says now, `nearestOf` the point of a record nearest to a place.
   */
  constructor(map, projects, { stateOf, nearestOf, ...others }) {
    super(map, projects, others);
    this.stateOf = stateOf;
    this.nearestOf = nearestOf;
  }

  /** @param {NearState} state */
  look(state) {
    if (state.camera || !state.bounds) {
      super.look(state);
      return;
    }
    const [west, south, east, north] = state.bounds;
    this.quietly(() => {
      this.map.fitBounds([[south, west], [north, east]], { animate: false, padding: [8, 8] });
    });
  }

  /**
   * Keep both the place and the nearest point of what is selected in sight.
   * @param {string | null} id
   */
  bringIntoSight(id) {
    const { place } = this.stateOf();
    const to = place && this.nearestOf(id, place);
    if (!place || !to) {
      super.bringIntoSight(id);
      return;
    }
    const box = L.latLngBounds([place.lat, place.lon], [to[1], to[0]]);
    if (this.map.getBounds().pad(-0.05).contains(box)) return;
    this.quietly(() => this.map.fitBounds(box, { padding: [56, 56], maxZoom: 15, animate: false }));
  }
}
