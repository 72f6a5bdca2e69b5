/* Boxes of world pixels as Leaflet's bounds. */
/* Leaflet's bounds of a box of world pixels: left, top, right, bottom. */
export const toLatLngBounds = ([left, top, right, bottom]) => {
  const corner = (x, y) => L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0);
  return L.latLngBounds(corner(left, top), corner(right, bottom));
};
