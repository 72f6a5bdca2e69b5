/* Boxes of world pixels as Leaflet's bounds. */
/**
 * Leaflet's bounds of a box of world pixels: left, top, right, bottom.
 * @param {Box} box
 */
export const toLatLngBounds = ([left, top, right, bottom]) => {
  const corner = (/** @type {number} */ x, /** @type {number} */ y) => L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0);
  return L.latLngBounds(corner(left, top), corner(right, bottom));
};
