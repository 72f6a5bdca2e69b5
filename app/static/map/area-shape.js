/* The area that filters, drawn over the map: its outline, or a band as wide as the distance. */
import { geometryOf, readArea } from "../core/areas.js";

/** @type {L.PathOptions} */
const STYLE = { color: "#1f5a7a", weight: 2, dashArray: "6 4", fillColor: "#1f5a7a", fillOpacity: 0.06, interactive: false };
/** @type {L.PathOptions} */
const BAND = { color: "#1f5a7a", opacity: 0.14, fillColor: "#1f5a7a", fillOpacity: 0.14, lineCap: "round", lineJoin: "round", interactive: false };

export class AreaShape {
  /**
   * @param {L.Map} map
   * @param {{placeOf: (id: string) => Geometry | null}} host
   */
  constructor(map, { placeOf }) {
    this.map = map;
    this.placeOf = placeOf;
    this.text = "";
    /** @type {L.GeoJSON | null} */
    this.drawn = null;
    const pane = map.createPane("city-area");
    pane.style.zIndex = "450";
    pane.style.pointerEvents = "none";
    this.renderer = L.svg({ pane: "city-area" });
    map.on("zoomend", () => this.widen());
  }

  /**
   * Draw the area of a text of the address; nothing where it is empty.
   * @param {string} text
   */
  show(text) {
    if (text === this.text) return;
    this.text = text;
    this.drawn?.remove();
    this.drawn = null;
    const area = text ? readArea(text) : null;
    this.area = area;
    const geometry = area ? geometryOf(area, this.placeOf) : null;
    if (!area || !geometry) return;
    const style = { ...(area.within_m ? BAND : STYLE), renderer: this.renderer, pane: "city-area" };
    this.drawn = geometry.type.endsWith("Point")
      ? L.geoJSON(geometry, { pointToLayer: (_, at) => L.circle(at, { ...STYLE, ...style, weight: 2, opacity: 0.7, radius: area.within_m }) })
      : L.geoJSON(geometry, { style });
    this.drawn.addTo(this.map);
    this.widen();
  }

  /* A band is as wide as the distance on both sides, at every zoom. */
  widen() {
    const within = this.area?.within_m;
    if (!this.drawn || !within || !this.drawn.getLayers().length) return;
    const centre = this.map.getCenter();
    const metresPerPixel = (40_075_016.686 * Math.cos((centre.lat * Math.PI) / 180)) / (256 * 2 ** this.map.getZoom());
    this.drawn.eachLayer((layer) => {
      if (layer instanceof L.Circle) return;
      /** @type {L.Path} */ (layer).setStyle({ weight: Math.max(2, (2 * within) / metresPerPixel) });
    });
  }
}
