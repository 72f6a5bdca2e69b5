/* World pixels at zoom 0 of the web map's projection; only for drawing, never for measuring. */
export const TILE = 256;
const MAX_LATITUDE = 85.0511287798;

/** @param {number} lon */
export const worldX = (lon) => ((lon + 180) / 360) * TILE;

/** @param {number} lat */
export const worldY = (lat) => {
  const sine = Math.sin((Math.min(Math.max(lat, -MAX_LATITUDE), MAX_LATITUDE) * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * TILE;
};
