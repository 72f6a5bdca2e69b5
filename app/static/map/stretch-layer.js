/* The stretches that pairs share, over the map: all of them thin, the chosen one bold. */
// @ts-nocheck - its types are not written yet
const THIN = { color: "#b3261e", weight: 4, opacity: 0.55, fillColor: "#b3261e", fillOpacity: 0.2 };
const BOLD = { color: "#b3261e", weight: 9, opacity: 0.85, fillColor: "#b3261e", fillOpacity: 0.35 };
const HINT = { color: "#b3261e", weight: 7, opacity: 0.75 };
const QUIET = { opacity: 0, fillOpacity: 0 };

export class StretchLayer {
  constructor(map, { onChoose }) {
    Object.assign(this, { map, onChoose });
    this.layers = new Map();
    this.chosen = null;
    const pane = map.createPane("city-stretches");
    pane.style.zIndex = "460";
    this.renderer = L.svg({ pane: "city-stretches" });
  }

  /* Take the layer of stretches: one feature a pair. */
  setData({ features }) {
    for (const feature of features) {
      const { a, b } = feature.properties;
      const layer = L.geoJSON(feature, {
        style: THIN, pane: "city-stretches", renderer: this.renderer,
        pointToLayer: (_, at) => L.circleMarker(at, { ...THIN, radius: 7, pane: "city-stretches", renderer: this.renderer }),
      });
      layer.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        this.onChoose(a, b);
      });
      this.layers.set(`${a} ${b}`, layer.addTo(this.map));
    }
  }

  /* Make one bold, the others nearly go; all alike where none is chosen. */
  choose(a, b) {
    this.chosen = a ? `${a} ${b}` : null;
    this.paint(null);
  }

  /* Point at one that the reader points at in the list. */
  hint(a, b) {
    this.paint(a ? `${a} ${b}` : null);
  }

  paint(hinted) {
    for (const [name, layer] of this.layers) {
      if (name === this.chosen) layer.setStyle(BOLD);
      else if (name === hinted) layer.setStyle(HINT);
      else layer.setStyle(this.chosen ? QUIET : THIN);
    }
    this.layers.get(this.chosen)?.bringToFront();
  }

  boundsOf(a, b) {
    return this.layers.get(`${a} ${b}`)?.getBounds() ?? null;
  }
}
