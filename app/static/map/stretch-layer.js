/* The stretches that pairs share, over the map: all of them thin, the chosen one bold. */
const THIN = { color: "#b3261e", weight: 4, opacity: 0.55, fillColor: "#b3261e", fillOpacity: 0.2 };
const BOLD = { color: "#b3261e", weight: 9, opacity: 0.85, fillColor: "#b3261e", fillOpacity: 0.35 };
const HINT = { color: "#b3261e", weight: 7, opacity: 0.75 };
const QUIET = { opacity: 0, fillOpacity: 0 };

export class StretchLayer {
  /**
   * @param {L.Map} map
   * @param {{onChoose: (a: string, b: string) => void}} host
   */
  constructor(map, { onChoose }) {
    this.map = map;
    this.onChoose = onChoose;
    /** @type {Map<string | null, L.GeoJSON>} */
    this.layers = new Map();
    /** @type {string | null} */
    this.chosen = null;
    const pane = map.createPane("city-stretches");
    pane.style.zIndex = "460";
    this.renderer = L.svg({ pane: "city-stretches" });
  }

  /**
   * Take the layer of stretches: one feature a pair.
   * @param {{features: GeoJSON.Feature<Geometry, {a: string, b: string}>[]}} layer
   */
  setData({ features }) {
    for (const feature of features) {
      const { a, b } = feature.properties;
      // The renderer goes on to every path, which the published types do not say.
      const options = /** @type {L.GeoJSONOptions} */ ({
        style: THIN, pane: "city-stretches", renderer: this.renderer,
        pointToLayer: (/** @type {unknown} */ _, /** @type {L.LatLng} */ at) => L.circleMarker(at, {
          ...THIN, radius: 7, pane: "city-stretches", renderer: this.renderer,
        }),
      });
      const layer = L.geoJSON(feature, options);
      layer.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        this.onChoose(a, b);
      });
      this.layers.set(`${a} ${b}`, layer.addTo(this.map));
    }
  }

  /**
   * Make one bold, the others nearly go; all alike where none is chosen.
   * @param {string | null} a
   * @param {string | null} b
   */
  choose(a, b) {
    this.chosen = a ? `${a} ${b}` : null;
    this.paint(null);
  }

  /**
   * Point at one that the reader points at in the list.
   * @param {string | null | undefined} a
   * @param {string | null | undefined} b
   */
  hint(a, b) {
    this.paint(a ? `${a} ${b}` : null);
  }

  /** @param {string | null} hinted */
  paint(hinted) {
    for (const [name, layer] of this.layers) {
      if (name === this.chosen) layer.setStyle(BOLD);
      else if (name === hinted) layer.setStyle(HINT);
      else layer.setStyle(this.chosen ? QUIET : THIN);
    }
    this.layers.get(this.chosen)?.bringToFront();
  }

  /**
   * @param {string} a
   * @param {string} b
   */
  boundsOf(a, b) {
    return this.layers.get(`${a} ${b}`)?.getBounds() ?? null;
  }
}
