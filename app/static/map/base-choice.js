/* Which base map is shown; online tiles that cannot be reached give way to the embedded one. */
import { basesOf } from "./online-bases.js";

const TILE_FAULTS_ALLOWED = 4;
const EMBEDDED = "embedded";

export class BaseChoice {
  /**
   * @param {L.Map} map
   * @param {import("./base-map.js").BaseMap} baseMap
   * @param {{onChange: (slug: string) => void, onLost: () => void}} host Hears of each choice, and when online tiles could not be reached.
   */
  constructor(map, baseMap, { onChange, onLost }) {
    this.map = map;
    this.baseMap = baseMap;
    this.onChange = onChange;
    this.onLost = onLost;
    this.slug = EMBEDDED;
  }

  slugs() {
    return [EMBEDDED, ...basesOf(this.map).keys()];
  }

  /**
   * @param {string} slug
   * @param {boolean} isAsked
   */
  set(slug, isAsked) {
    const online = basesOf(this.map);
    const wanted = online.has(slug) ? slug : EMBEDDED;
    if (wanted === this.slug && !isAsked) return;
    for (const layer of online.values()) layer.remove();
    this.slug = wanted;
    this.baseMap.setOverlayOnly(wanted !== EMBEDDED);
    const layer = online.get(wanted);
    if (layer) this.showTiles(layer);
    this.onChange(wanted);
  }

  /** @param {L.TileLayer} layer */
  showTiles(layer) {
    let faults = 0;
    layer.off("tileerror");
    layer.on("tileerror", () => {
      faults += 1;
      if (faults !== TILE_FAULTS_ALLOWED) return;
      this.set(EMBEDDED, true);
      this.onLost();
    });
    layer.addTo(this.map);
  }
}
