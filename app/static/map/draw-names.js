/* All names of the map by one rule: what is most important first, none upon another. */
import { cutLines, LabelRoom, placeLabels, spotsAlong, spotsBeside } from "../core/label-room.js";
import { measures, mostNames } from "../core/measures.js";
import { FONT, inks } from "../core/symbols.js";
import { drawLabel } from "./canvas-ink.js";

const EDGE = 4;
const ABOVE_LINE = 0.62;
const BADGE = 7.5;
const RADII_APART = 3;

/** @type {Map<string, number>} */
const widths = new Map();

/** @typedef {{radius: number, focus: import("./focus.js").Focus, nameOf: (one: Drawn) => string, size: number}} NamedHow */
/** @typedef {NamedHow & {ground: GroundName[], furniture: Box[], taken?: Box[], fromZoom: number}} NamesHow */

/**
 * The width of a text; each is measured once.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {Pick<NameStyle, "size" | "weight">} style
 */
const widthOf = (context, text, { size, weight }) => {
  const font = `${weight} ${size}px ${FONT}`;
  const key = `${font} ${text}`;
  const kept = widths.get(key);
  if (kept !== undefined) return kept;
  context.font = font;
  const { width } = context.measureText(text);
  widths.set(key, width);
  return width;
};

/**
 * The lines of a record as they are seen, in pixels.
 * @param {Frame} frame
 * @param {Drawn} record
 */
const seenLines = (frame, { shape }) => cutLines(
  shape.lines.map((flat) => flat.map((value, index) => (index % 2 ? frame.y(value) : frame.x(value)))),
  frame.seen,
);

/**
 * The labels of the projects: the active ones first, then by their rank.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Stack[]} stacks
 * @param {NamedHow} how
 */
const projectLabels = (context, frame, stacks, { radius, focus, nameOf, size }) => stacks
  .map((stack) => ({ stack, feature: focus.leaderOf(stack.members) }))
  .toSorted((one, other) => Number(focus.isActive(other.feature)) - Number(focus.isActive(one.feature))
    || one.feature.row - other.feature.row)
  .map(({ stack: { x, y }, feature }) => {
    const isActive = focus.isActive(feature);
    const weight = isActive ? 600 : 500;
    const text = nameOf(feature);
    const { ink: colour, halo } = inks();
    const spots = () => {
      const width = widthOf(context, text, { size, weight });
      const offset = measures.line.near_width / 2 + size * ABOVE_LINE;
      const along = feature.shape.lines.length
        ? spotsAlong(seenLines(frame, feature), { width, size, offset }) : [];
      const gap = radius * 1.4 + EDGE + (isActive ? radius * 0.8 : 0);
      return [...along, ...spotsBeside(x, y, { width, size, gap })];
    };
    const named = { of: feature.id, x, y, apart: radius * RADII_APART };
    return { text, size, weight, colour, halo, spots, isCounted: true, isNeeded: isActive, named, id: feature.id };
  });

/**
 * Draw the names of the projects and of the ground; the ground's give way, and none stands beneath
 * what lies over the map. Returns what is named.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Stack[]} stacks
 * @param {NamesHow} how
 * @returns {string[]}
 */
export const drawNames = (context, frame, stacks, { ground, furniture, taken, radius, focus, nameOf, size, fromZoom }) => {
  const [left, top, right, bottom] = frame.seen;
  const room = new LabelRoom([left + EDGE, top + EDGE, right - EDGE, bottom - EDGE]);
  room.take(taken ?? stacks.flatMap(({ x, y, members }) => [
    [x - radius, y - radius, x + radius, y + radius],
    ...(members.length > 1 ? [[x + radius, y - radius * 0.95 - BADGE, x + radius * 1.15 + BADGE, y]] : []),
  ]));
  room.take(furniture.map(([from, high, to, low]) => [left + from, top + high, left + to, top + low]));
  const isAll = frame.zoom >= fromZoom || stacks.length <= measures.few;
  const most = isAll ? Infinity : mostNames(frame.zoom, { width: right - left, height: bottom - top });
  const projects = placeLabels(
    projectLabels(context, frame, stacks, { radius, focus, nameOf, size }), room, most,
  );
  const measured = ground.map(({ spotsOf, ...label }) => ({
    ...label, spots: () => spotsOf(widthOf(context, label.text, label)),
  }));
  for (const { label, spot } of [...placeLabels(measured, room), ...projects]) {
    context.save();
    context.translate(spot.x, spot.y);
    context.rotate(spot.angle);
    drawLabel(context, label.text, 0, 0, label);
    context.restore();
  }
  return projects.map(({ label }) => label.id);
};
