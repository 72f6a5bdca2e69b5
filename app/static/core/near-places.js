/* Places that a text names, among those that came along with the page. */

/** @typedef {{name: string, kind: string, lon: number, lat: number, keys: string[]}} NamedPlace */

const MOST = 8;
const POSITION = /^\s*(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)\s*$/;

/** @param {string} text */
const plain = (text) => text.normalize("NFKC").toLowerCase().replaceAll(/[\s'’·-]+/g, "");

/**
 * How well a place answers: 0 its very name, 1 it begins so, 2 it holds the text; none where not.
 * @param {NamedPlace} place
 * @param {string} wanted
 */
const rank = ({ keys }, wanted) => {
  const ranks = keys.map((key) => {
    if (key === wanted) return 0;
    if (key.startsWith(wanted)) return 1;
    return key.includes(wanted) ? 2 : 3;
  });
  return Math.min(...ranks);
};

/**
 * The places that a text names, the best first; a pair of degrees names itself.
 * @param {NamedPlace[]} places
 * @param {string} text
 * @returns {NamedPlace[]}
 */
export const findPlaces = (places, text) => {
  const position = POSITION.exec(text);
  if (position) {
    const [one, other] = [Number(position[1]), Number(position[2])];
    // What cannot be a latitude is the longitude, whichever stands first.
    const [lon, lat] = Math.abs(one) > 90 ? [one, other] : [other, one];
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [{ name: `${lon}, ${lat}`, kind: "", lon, lat, keys: [] }] : [];
  }
  const wanted = plain(text);
  if (!wanted) return [];
  return places.map((place) => ({ place, rank: rank(place, wanted) }))
    .filter((one) => one.rank < 3)
    .toSorted((one, other) => one.rank - other.rank || one.place.name.length - other.place.name.length)
    .slice(0, MOST)
    .map(({ place }) => place);
};
