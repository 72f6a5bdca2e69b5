/* The place that the nearby page asks about, and how it gets into the address. */
import { setParts } from "../core/address.js";
import { nearText } from "../core/near-words.js";
import { pageAddress } from "./view-address.js";

/** @typedef {{lon: number, lat: number}} Spot */

/**
 * Change parts of the address; the server answers anew, and Back undoes it.
 * @param {AddressParts} values
 */
export const go = (values) => {
  const next = pageAddress.read();
  setParts(next, values);
  const before = globalThis.location.href;
  pageAddress.write(next, true);
  if (globalThis.location.href !== before) {
    globalThis.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  }
};

/* The camera's parts of the address, all taken away. */
export const NO_CAMERA = { lat: null, lon: null, z: null };

const DEFAULT_RADIUS = "2000";

/* The place as it was said, kept only while the page is open: the address tells it rounded. */
/** @type {{exact: Spot | null, isExact: boolean, radius: string}} */
const told = { exact: null, isExact: false, radius: DEFAULT_RADIUS };

/**
 * Take the radius and exactness that the page shows.
 * @param {{isExact: boolean, radius: string | null}} page
 */
export const setTold = ({ isExact, radius }) => Object.assign(told, { isExact, radius: radius ?? DEFAULT_RADIUS });

/**
 * Ask about another place.
 * @param {Spot} place
 * @param {{keepsCamera?: boolean}} [how]
 */
export const goTo = ({ lon, lat }, { keepsCamera = false } = {}) => {
  told.exact = { lon, lat };
  go({
    near: nearText({ lon, lat }, told.isExact), r: pageAddress.read().get("r") ?? told.radius, sel: null,
    ...(keepsCamera ? {} : NO_CAMERA),
  });
};

/**
 * Tell the place in the address exactly, or rounded.
 * @param {string | null} near
 * @param {boolean} isExact
 */
export const setExact = (near, isExact) => {
  told.isExact = isExact;
  if (!near) return;
  const [lon, lat] = near.split(",").map(Number);
  const exact = told.exact ?? { lon, lat };
  const isSame = nearText(exact, false) === nearText({ lon, lat }, false);
  go({ near: nearText(isSame ? exact : { lon, lat }, isExact) });
};
