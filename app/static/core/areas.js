/* Where a reader looks: a rectangle, a polygon, a corridor or near something; the server's own rule. */
import { distanceToSegment, isInside } from "./hits.js";

const DECIMALS = 5;
const MAX_CORNERS = 100;
const SPARE = 0.001;
const WITHIN_M = { min: 1, max: 50_000 };
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * @typedef {{kind: "box" | "shape" | "line" | "near", within_m: number, corners: Point[], project: string | null}} Area
 */

/** @typedef {{points: Float64Array[], lines: Float64Array[], rings: Float64Array[]}} Parts */

/** @param {number} value */
const short = (value) => {
  const text = value.toFixed(DECIMALS);
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
};

/**
 * An area as the short text of an address.
 * @param {Area} area
 * @returns {string}
 */
export const writeArea = ({ kind, within_m: within, corners, project }) => {
  const numbers = corners.flat().map(short);
  if (kind === "box" || kind === "shape") return [kind, ...numbers].join("_");
  return [kind, short(within), ...(project === null ? numbers : [project])].join("_");
};

/** Numbers no finer than they are written. @param {string[]} texts */
const readNumbers = (texts) => texts.map((text) => (NUMBER.test(text) ? Number(Number(text).toFixed(DECIMALS)) : Number.NaN));

/**
 * @param {number[]} numbers
 * @returns {Point[] | null}
 */
const readCorners = (numbers) => {
  if (numbers.length % 2) return null;
  /** @type {Point[]} */
  const corners = [];
  for (let at = 0; at < numbers.length; at += 2) {
    const [lon, lat] = [numbers[at], numbers[at + 1]];
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return null;
    corners.push([lon, lat]);
  }
  return corners;
};

/**
 * Whether corners enclose nothing: all of them lie on one line.
 * @param {Point[]} corners
 */
const isFlat = ([[x, y], ...others]) => {
  const away = others.find(([lon, lat]) => lon !== x || lat !== y);
  if (!away) return true;
  return others.every(([lon, lat]) => Math.abs((away[0] - x) * (lat - y) - (away[1] - y) * (lon - x)) < 1e-12);
};

const LEAST = { box: 2, shape: 3, line: 2, near: 1 };

/**
 * An area from the text of an address; null where it is none.
 * @param {string} text
 * @returns {Area | null}
 */
export const readArea = (text) => {
  const [kind, ...texts] = text.split("_");
  if (kind !== "box" && kind !== "shape" && kind !== "line" && kind !== "near") return null;
  let within = 0;
  if (kind === "line" || kind === "near") {
    [within] = readNumbers(texts.splice(0, 1));
    if (!(within >= WITHIN_M.min && within <= WITHIN_M.max)) return null;
  }
  if (kind === "near" && texts.length === 1) {
    return ID.test(texts[0]) ? { kind, within_m: within, corners: [], project: texts[0] } : null;
  }
  const corners = readCorners(readNumbers(texts));
  if (!corners || corners.length > MAX_CORNERS) return null;
  const distinct = new Set(corners.map(String)).size;
  if (distinct < LEAST[kind]) return null;
  if (kind === "near" && corners.length !== 1) return null;
  if (kind === "shape" && isFlat(corners)) return null;
  if (kind === "box") {
    const [low, high] = corners;
    if (corners.length !== 2 || !(low[0] < high[0] && low[1] < high[1])) return null;
  }
  return { kind, within_m: within, corners, project: null };
};

/**
 * The corners of an area's outline, where it has one.
 * @param {Area} area
 * @returns {Point[]}
 */
const outlineOf = ({ kind, corners }) => {
  if (kind !== "box") return corners;
  const [[west, south], [east, north]] = corners;
  return [[west, south], [east, south], [east, north], [west, north]];
};

/**
 * Metres a degree of longitude and latitude has at a latitude.
 * @param {number} lat
 */
const metresAt = (lat) => {
  const angle = (lat * Math.PI) / 180;
  return {
    lon: 111_412.84 * Math.cos(angle) - 93.5 * Math.cos(3 * angle),
    lat: 111_132.954 - 559.822 * Math.cos(2 * angle) + 1.175 * Math.cos(4 * angle),
  };
};

/**
 * The parts of a geometry in metres of a scale.
 * @param {Geometry | null} geometry
 * @param {{lon: number, lat: number}} scale
 * @returns {Parts}
 */
export const partsOf = (geometry, scale) => {
  /** @type {Parts} */
  const parts = { points: [], lines: [], rings: [] };
  const flatten = (/** @type {Position[]} */ coordinates) =>
    Float64Array.from(coordinates.flatMap(([lon, lat]) => [lon * scale.lon, lat * scale.lat]));
  const visit = (/** @type {Geometry | null} */ one) => {
    switch (one?.type) {
      case "Point": parts.points.push(flatten([one.coordinates])); break;
      case "MultiPoint": parts.points.push(...one.coordinates.map((/** @type {Position} */ at) => flatten([at]))); break;
      case "LineString": parts.lines.push(flatten(one.coordinates)); break;
      case "MultiLineString": parts.lines.push(...one.coordinates.map(flatten)); break;
      case "Polygon": parts.rings.push(...one.coordinates.map(flatten)); break;
      case "MultiPolygon": parts.rings.push(...one.coordinates.flat().map(flatten)); break;
      case "GeometryCollection": one.geometries?.forEach(visit); break;
      default:
    }
  };
  visit(geometry);
  return parts;
};

/**
 * Whether two lines between points cross.
 * @param {number[]} one
 * @param {number[]} other
 */
const isCrossing = ([ax, ay, bx, by], [cx, cy, dx, dy]) => {
  const side = (/** @type {number[]} */ [x1, y1, x2, y2, x, y]) => Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));
  return side([ax, ay, bx, by, cx, cy]) !== side([ax, ay, bx, by, dx, dy])
    && side([cx, cy, dx, dy, ax, ay]) !== side([cx, cy, dx, dy, bx, by]);
};

/**
 * The distance between two pieces of line, in their units.
 * @param {number[]} one
 * @param {number[]} other
 */
const distanceBetween = (one, other) => {
  if (isCrossing(one, other)) return 0;
  const [ax, ay, bx, by] = one;
  const [cx, cy, dx, dy] = other;
  return Math.min(
    distanceToSegment(ax, ay, cx, cy, dx, dy), distanceToSegment(bx, by, cx, cy, dx, dy),
    distanceToSegment(cx, cy, ax, ay, bx, by), distanceToSegment(dx, dy, ax, ay, bx, by),
  );
};

/**
 * The pieces of all lines, rings and points; a point is a piece without length.
 * @param {Parts} parts
 * @returns {number[][]}
 */
const piecesOf = ({ points, lines, rings }) => [
  ...points.map(([x, y]) => [x, y, x, y]),
  ...[...lines, ...rings].flatMap((flat) => {
    const pieces = [];
    for (let at = 2; at < flat.length; at += 2) pieces.push([flat[at - 2], flat[at - 1], flat[at], flat[at + 1]]);
    return pieces;
  }),
];

/**
 * Whether two shapes touch or come within a distance.
 * @param {Parts} one
 * @param {Parts} other
 * @param {number} within
 */
const isWithin = (one, other, within) => {
  const [pieces, others] = [piecesOf(one), piecesOf(other)];
  if (pieces.some(([x, y]) => isInside(x, y, other.rings))) return true;
  if (others.some(([x, y]) => isInside(x, y, one.rings))) return true;
  return pieces.some((piece) => others.some((another) => distanceBetween(piece, another) <= within));
};

/**
 * The geometry that an area lies in or around; null where its project has no place.
 * @param {Area} area
 * @param {(id: string) => Geometry | null} placeOf
 * @returns {Geometry | null}
 */
export const geometryOf = (area, placeOf) => {
  const corners = outlineOf(area);
  if (area.project !== null) return placeOf(area.project);
  if (area.kind === "near") return { type: "Point", coordinates: corners[0] };
  if (area.kind === "line") return { type: "LineString", coordinates: corners };
  return { type: "Polygon", coordinates: [[...corners, corners[0]]] };
};

/**
 * The box of parts: west, south, east, north.
 * @param {Parts} parts
 * @returns {Box}
 */
const boxOf = (parts) => {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const flat of [...parts.points, ...parts.lines, ...parts.rings]) {
    for (let at = 0; at < flat.length; at += 2) {
      box[0] = Math.min(box[0], flat[at]);
      box[1] = Math.min(box[1], flat[at + 1]);
      box[2] = Math.max(box[2], flat[at]);
      box[3] = Math.max(box[3], flat[at + 1]);
    }
  }
  return box;
};

/**
 * A test of records for an area: what has no place is left, beside the map.
 * @param {Area} area
 * @param {import("./records.js").Records} records
 * @returns {(feature: Feature, row: number) => boolean}
 */
export const areaTest = (area, records) => {
  const { isPlaced } = records;
  const geometry = geometryOf(area, (id) => records.get(id)?.geometry ?? null);
  if (!geometry) return (_, row) => !isPlaced[row];
  const degrees = boxOf(partsOf(geometry, { lon: 1, lat: 1 }));
  const scale = metresAt((degrees[1] + degrees[3]) / 2);
  const asked = partsOf(geometry, scale);
  const [west, south, east, north] = boxOf(asked);
  const { within_m: within } = area;
  // A little more than what can be near, in degrees: most records are passed over by it.
  const [aside, above] = [within / scale.lon + SPARE, within / scale.lat + SPARE];
  const around = [degrees[0] - aside, degrees[1] - above, degrees[2] + aside, degrees[3] + above];
  return (feature, row) => {
    if (!isPlaced[row]) return true;
    if (records.isBeside(row, around)) return false;
    if (area.kind === "box" && records.isInside(row, degrees)) return true;
    const parts = partsOf(feature.geometry, scale);
    const box = boxOf(parts);
    const isNear = box[0] <= east + within && box[2] >= west - within && box[1] <= north + within && box[3] >= south - within;
    return isNear && isWithin(asked, parts, within);
  };
};
