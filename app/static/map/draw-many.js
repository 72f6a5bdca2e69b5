/* Many records at once: lines of one look are one path, points of one colour one run of squares. */
import { isSoft, isVague } from "../core/measures.js";
import { sectorColour } from "../core/symbols.js";
import { drawArea, inkLine } from "./draw-shapes.js";

const PATH_LINES = 400;
const STEP_PX = 1;

/**
 * Add a line to the path, without the points that no eye can tell from the one before.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {ArrayLike<number>} flat
 */
const traceCoarse = (context, { scale, left, top }, flat) => {
  let [lastX, lastY] = [Infinity, Infinity];
  for (let index = 0; index < flat.length; index += 2) {
    const x = flat[index] * scale - left;
    const y = flat[index + 1] * scale - top;
    const isLast = index + 2 === flat.length;
    if (index === 0) context.moveTo(x, y);
    else if (isLast || Math.abs(x - lastX) > STEP_PX || Math.abs(y - lastY) > STEP_PX) context.lineTo(x, y);
    else continue;
    [lastX, lastY] = [x, y];
  }
};

/**
 * The records parted by how they look, each look in pieces that a path may hold.
 * @param {Drawn[]} features
 * @returns {Drawn[][]}
 */
const groupByLook = (features) => {
  /** @type {Map<string, Drawn[][]>} */
  const groups = new Map();
  for (const feature of features) {
    const { sector, status, accuracy } = feature;
    const look = `${sector}|${status}|${isSoft(accuracy)}|${isVague(accuracy)}`;
    const pieces = groups.get(look) ?? [];
    const last = pieces.at(-1);
    if (last && last.length < PATH_LINES) last.push(feature);
    else pieces.push([feature]);
    groups.set(look, pieces);
  }
  return [...groups.values()].flat();
};

/**
 * Draw areas and lines of many records.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Drawn[]} features
 */
export const drawManyShapes = (context, frame, features) => {
  for (const feature of features) if (feature.shape.rings.length) drawArea(context, frame, feature, false);
  for (const piece of groupByLook(features.filter(({ shape }) => shape.lines.length))) {
    context.beginPath();
    for (const { shape } of piece) for (const flat of shape.lines) traceCoarse(context, frame, flat);
    inkLine(context, frame, piece[0], false);
  }
};

/**
 * A small square for each point, colour by colour.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Drawn[]} features
 * @param {number} size
 */
export const drawManyDots = (context, { scale, left, top }, features, size) => {
  /** @type {Map<string | null, Drawn[]>} */
  const groups = new Map();
  for (const feature of features) {
    const members = groups.get(feature.sector);
    if (members) members.push(feature);
    else groups.set(feature.sector, [feature]);
  }
  for (const [sector, members] of groups) {
    context.fillStyle = sectorColour(sector);
    for (const { anchors } of members) {
      for (const [x, y] of anchors) {
        context.fillRect(x * scale - left - size / 2, y * scale - top - size / 2, size, size);
      }
    }
  }
};
