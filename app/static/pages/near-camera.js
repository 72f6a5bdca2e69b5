/* Where the nearby map looks: the place asked about and the nearest point of what is selected. */
import { MapCamera } from "../map/camera.js";

export class NearCamera extends MapCamera {
  /* `stateOf` gives what the page says now: place, bounds, nearest points. */
  constructor(map, projects, { stateOf, ...others }) {
    super(map, projects, others);
    this.stateOf = stateOf;
  }

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

  /* Keep both the place and the nearest point of what is selected in sight. */
  bringIntoSight(id) {
    const { place, nearest } = this.stateOf();
    const to = id ? nearest?.[id] : null;
    if (!place || !to) {
      super.bringIntoSight(id);
      return;
    }
    const box = L.latLngBounds([place.lat, place.lon], [to[1], to[0]]);
    if (this.map.getBounds().pad(-0.05).contains(box)) return;
    this.quietly(() => this.map.fitBounds(box, { padding: [56, 56], maxZoom: 15, animate: false }));
  }
}
