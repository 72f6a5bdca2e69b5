/* The map of the nearby page in a site of plain files: the page itself answers what the map asks. */
import { setParts } from "../core/address.js";
import { sitePlace } from "../core/site-place.js";
import { NearAtlas } from "./near-atlas.js";

/** @typedef {import("../core/nearness.js").Nearness} Nearness */

/* Without a radius a part of the city is framed. */
const CITY_WIDTH_M = 12_000;
const METRES_A_DEGREE = 111_320;

/* The address is the page's own; what the map reads of it is the day that is asked for. */
const quiet = () => {
  const asked = new URLSearchParams();
  return { asked, read: () => asked, setOwnPart: () => {} };
};

/**
 * What a map of a place frames: west, south, east, north.
 * @param {{lon: number, lat: number}} place
 * @param {number | null} radius
 * @returns {[number, number, number, number]}
 */
const frameOf = ({ lon, lat }, radius) => {
  const north = (radius ?? CITY_WIDTH_M) / METRES_A_DEGREE;
  const east = north / Math.cos((lat * Math.PI) / 180);
  return [lon - east, lat - north, lon + east, lat + north];
};

export class SiteNearAtlas extends NearAtlas {
  /**
   * @param {HTMLElement} root
   * @param {{site: MapSite, onAsk: (place: {lon: number, lat: number}) => void, onSelect: (id: string | null) => void}} page
   */
  constructor(root, { site, onAsk, onSelect }) {
    const address = quiet();
    super(root, { point: (at) => this.askAt(at), select: onSelect }, { address });
    this.day = address.asked;
    this.site = site;
    this.onAsk = onAsk;
    this.asked = 0;
  }

  /**
   * Show a place with its ring; the whole city while none is asked about.
   * @param {Nearness | null} nearness
   * @param {{messages: Messages, shown: string[] | null, selected: string | null, area: string, asof: string}} page What is said, what the filters leave, and whose card is open.
   */
  around(nearness, { messages, shown, selected, area, asof }) {
    this.asked += 1;
    setParts(this.day, { asof });
    const { lang } = this.site;
    const place = nearness && { lon: nearness.lon, lat: nearness.lat };
    return this.update(/** @type {import("./near-atlas.js").NearState} */ ({
      sources: { catalogue: "#catalogue", base: "#base", reference: "#reference", messages: `#messages-${lang}` },
      lang, shown, version: this.asked, selected, area, base: "embedded", camera: null,
      home: null, site: this.site, errors: null, panel: "card",
      place,
      radius_m: nearness?.radius_m ?? null,
      bounds: nearness && frameOf(nearness, nearness.radius_m),
      pin_text: messages.say("The place asked about; move it with the arrow keys, then press Enter"),
    }));
  }

  /** @param {{lat: number, lng: number}} at */
  askAt({ lng, lat }) {
    this.onAsk({ lon: lng, lat });
  }

  /** @param {string} id */
  addressOf(id) {
    return sitePlace(this.site, id);
  }
}
