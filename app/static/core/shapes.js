/* The shapes of a record in world pixels: its parts, its bounds, where its symbols stand. */
import { worldX, worldY } from "./projection.js";

/**
 * Lon/lat rings or lines as flat arrays of world pixels.
 * @param {Position[]} coordinates
 * @returns {Float64Array}
 */
const flatten = (coordinates) => {
  const flat = new Float64Array(coordinates.length * 2);
  coordinates.forEach(([lon, lat], index) => {
    flat[index * 2] = worldX(lon);
    flat[index * 2 + 1] = worldY(lat);
  });
  return flat;
};

/**
 * The lines and rings of a geometry.
 * @param {Geometry | null} geometry
 * @returns {Float64Array[]}
 */
export const geometryParts = (geometry) => {
  switch (geometry?.type) {
    case "Point": return [flatten([geometry.coordinates])];
    case "MultiPoint": return geometry.coordinates.map((/** @type {Position} */ point) => flatten([point]));
    case "LineString": return [flatten(geometry.coordinates)];
    case "MultiLineString": case "Polygon": return geometry.coordinates.map(flatten);
    case "MultiPolygon": return geometry.coordinates.flat().map(flatten);
    case "GeometryCollection": return (geometry.geometries ?? []).flatMap(geometryParts);
    default: return [];
  }
};

/**
 * Points, lines and rings of a geometry as flat world-pixel arrays.
 * @param {Geometry | null} geometry
 * @returns {Shape}
 */
export const splitGeometry = (geometry) => {
  /** @type {Shape} */
  const shape = { points: [], lines: [], rings: [] };
  const visit = (/** @type {Geometry | null} */ part) => {
    if (!part) return;
    if (part.type === "GeometryCollection") part.geometries?.forEach(visit);
    else if (part.type.endsWith("Point")) shape.points.push(...geometryParts(part));
    else if (part.type.endsWith("LineString")) shape.lines.push(...geometryParts(part));
    else shape.rings.push(...geometryParts(part));
  };
  visit(geometry);
  return shape;
};

/**
 * The box of a shape: left, top, right, bottom.
 * @param {Shape} shape
 * @returns {Box}
 */
export const boundsOf = (shape) => {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const flat of [...shape.points, ...shape.lines, ...shape.rings]) {
    for (let index = 0; index < flat.length; index += 2) {
      box[0] = Math.min(box[0], flat[index]);
      box[1] = Math.min(box[1], flat[index + 1]);
      box[2] = Math.max(box[2], flat[index]);
      box[3] = Math.max(box[3], flat[index + 1]);
    }
  }
  return box;
};

/**
 * Half-way along the longest line, where its symbol stands.
 * @param {Float64Array[]} lines
 * @returns {Point}
 */
const middle = (lines) => {
  const length = (/** @type {Float64Array} */ flat) => {
    let sum = 0;
    for (let index = 2; index < flat.length; index += 2) {
      sum += Math.hypot(flat[index] - flat[index - 2], flat[index + 1] - flat[index - 1]);
    }
    return sum;
  };
  const longest = lines.reduce((best, flat) => (length(flat) > length(best) ? flat : best));
  let left = length(longest) / 2;
  for (let index = 2; index < longest.length; index += 2) {
    const [x1, y1, x2, y2] = longest.slice(index - 2, index + 2);
    const step = Math.hypot(x2 - x1, y2 - y1);
    if (step >= left) {
      const share = step === 0 ? 0 : left / step;
      return [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
    }
    left -= step;
  }
  return [longest[0], longest[1]];
};

/**
 * Where the symbols of a shape stand.
 * @param {Shape} shape
 * @param {Box} box
 * @returns {Point[]}
 */
export const anchorsOf = (shape, box) => {
  if (shape.points.length) return shape.points.map((flat) => [flat[0], flat[1]]);
  if (shape.lines.length) return [middle(shape.lines)];
  return [[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]];
};
