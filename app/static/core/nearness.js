/* What lies near a point, in groups that add up to the total: the twin of the server's own rule. */
import { partsOf } from "./areas.js";
import { directionDeg, distanceM, fromSurvey, toSurvey } from "./geodesy.js";
import { isInside } from "./hits.js";

/* Every project is in exactly one of these. */
export const GROUPS = ["near", "perhaps", "district", "city", "unknown", "beyond"];

/* Up to this accuracy one number may stand for the range. */
export const SINGLE_VALUE_ACCURACY_M = 50;

const TOUCHING_M = 0.001;

/* A line is straight in degrees, not in metres: longer pieces are cut before they are laid out. */
const CUT_DEGREES = 0.01;

/**
 * A project seen from a point; distances are null where it has no geometry.
 * @typedef {object} Neighbour
 * @property {string} id
 * @property {number | null} distance_m
 * @property {number | null} distance_min_m
 * @property {number | null} distance_max_m
 * @property {number | null} bearing_deg
 * @property {Point | null} nearest
 * @property {boolean} inside
 * @property {number | null} accuracy_m
 * @property {boolean} may_be_within
 * @property {boolean} may_be_beyond
 */

/** @typedef {{lon: number, lat: number, radius_m: number | null, adcode: string | null, total: number, groups: Record<string, Neighbour[]>}} Nearness */

/**
 * Where a line of flat corners comes nearest to the origin.
 * @param {number[]} flat x, y, x, y, …
 * @returns {Point}
 */
const nearestOnLine = (flat) => {
  /** @type {Point} */
  let found = [flat[0], flat[1]];
  let least = Math.hypot(...found);
  for (let at = 2; at < flat.length; at += 2) {
    const [ax, ay, bx, by] = flat.slice(at - 2, at + 2);
    const [dx, dy] = [bx - ax, by - ay];
    const length2 = dx * dx + dy * dy;
    const share = length2 ? Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length2)) : 0;
    const [x, y] = [ax + share * dx, ay + share * dy];
    const away = Math.hypot(x, y);
    if (away < least) [found, least] = [[x, y], away];
  }
  return found;
};

/**
 * The point of a geometry that is nearest to a place.
 * @param {Geometry} geometry
 * @param {Point} place
 * @returns {{distance_m: number, bearing_deg: number | null, nearest: Point, inside: boolean}}
 */
export const nearestPoint = (geometry, place) => {
  const { points, lines, rings } = partsOf(geometry, { lon: 1, lat: 1 });
  if (rings.length && isInside(place[0], place[1], rings)) {
    return { distance_m: 0, bearing_deg: null, nearest: place, inside: true };
  }
  // A plane whose meridian is that of the place: true there and near enough around it.
  const zone = { name: "", lon0: place[0], x0: 0, y0: 0, k: 1 };
  const north = toSurvey(place, zone)[1];
  const flatten = (/** @type {Float64Array} */ line) => {
    const flat = [];
    for (let at = 0; at < line.length; at += 2) {
      const [lon, lat] = [line[at], line[at + 1]];
      const [before, under] = at ? [line[at - 2], line[at - 1]] : [lon, lat];
      const pieces = Math.max(1, Math.ceil(Math.hypot(lon - before, lat - under) / CUT_DEGREES));
      for (let piece = 1; piece <= pieces; piece += 1) {
        const share = piece / pieces;
        const [x, y] = toSurvey([before + share * (lon - before), under + share * (lat - under)], zone);
        flat.push(x, y - north);
      }
    }
    return flat;
  };
  const found = [...points, ...lines, ...rings].map((line) => nearestOnLine(flatten(line)))
    .toSorted(([x1, y1], [x2, y2]) => Math.hypot(x1, y1) - Math.hypot(x2, y2))[0];
  const nearest = fromSurvey([found[0], found[1] + north], zone);
  const distance = distanceM(place, nearest);
  if (distance < TOUCHING_M) return { distance_m: 0, bearing_deg: null, nearest, inside: false };
  return { distance_m: distance, bearing_deg: directionDeg(place, nearest), nearest, inside: false };
};

/** @typedef {{geometry: Geometry | null, properties: {adcode: string}}} District */

/**
 * The district that a place lies in; null outside the city.
 * @param {District[]} districts
 * @param {Point} place
 * @returns {string | null}
 */
const districtAt = (districts, [lon, lat]) => {
  const found = districts.find(({ geometry }) => geometry && isInside(lon, lat, partsOf(geometry, { lon: 1, lat: 1 }).rings));
  return found?.properties.adcode ?? null;
};

const millimetres = (/** @type {number} */ metres) => Math.round(metres * 1000) / 1000;

/**
 * @param {Feature} feature
 * @param {Point} place
 * @param {number} reach
 * @returns {Neighbour}
 */
const see = ({ properties, geometry }, place, reach) => {
  const none = {
    id: properties.id, distance_m: null, distance_min_m: null, distance_max_m: null, bearing_deg: null,
    nearest: null, inside: false, accuracy_m: null, may_be_within: false, may_be_beyond: false,
  };
  if (!geometry) return none;
  const found = nearestPoint(geometry, place);
  const accuracy = properties.place.accuracy_m ?? 0;
  const distance = millimetres(found.distance_m);
  const [low, high] = [Math.max(0, distance - accuracy), distance + accuracy];
  return {
    ...none,
    distance_m: distance,
    distance_min_m: low,
    distance_max_m: high,
    bearing_deg: found.bearing_deg === null ? null : (Math.round(found.bearing_deg * 10) / 10) % 360,
    nearest: found.nearest,
    inside: found.inside,
    accuracy_m: accuracy,
    may_be_within: low <= reach && reach < distance,
    may_be_beyond: distance <= reach && reach < high,
  };
};

/**
 * The group of a project.
 * @param {Feature} feature
 * @param {Neighbour} seen
 * @param {string | null} adcode
 * @param {number} reach
 */
const groupOf = ({ properties, geometry }, seen, adcode, reach) => {
  if (geometry) {
    if ((seen.distance_m ?? 0) <= reach) return "near";
    return (seen.distance_m ?? 0) - (seen.accuracy_m ?? 0) <= reach ? "perhaps" : "beyond";
  }
  const { type } = properties.place;
  if (type === "city") return "city";
  if (type !== "district") return "unknown";
  return adcode !== null && properties.districts.includes(adcode) ? "district" : "beyond";
};

/**
 * Find what lies near a point.
 * @param {Feature[]} features
 * @param {{lon: number, lat: number, radius_m: number | null, districts: District[]}} asked
 * @returns {Nearness}
 */
export const findNear = (features, { lon, lat, radius_m: radius, districts }) => {
  const reach = radius ?? Infinity;
  const adcode = districtAt(districts, [lon, lat]);
  /** @type {Record<string, Neighbour[]>} */
  const groups = Object.fromEntries(GROUPS.map((name) => [name, []]));
  for (const feature of features) {
    const seen = see(feature, [lon, lat], reach);
    groups[groupOf(feature, seen, adcode, reach)].push(seen);
  }
  const byDistance = (/** @type {Neighbour} */ one, /** @type {Neighbour} */ other) => (
    (one.distance_m ?? Infinity) - (other.distance_m ?? Infinity) || (one.id < other.id ? -1 : 1)
  );
  for (const name of GROUPS) {
    groups[name].sort((one, other) => {
      if (one.distance_m === null && other.distance_m === null) return one.id < other.id ? -1 : 1;
      return byDistance(one, other);
    });
  }
  return { lon, lat, radius_m: radius, adcode, total: features.length, groups };
};
