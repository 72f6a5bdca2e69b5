/* How unsure a place is: its outline over the whole city, a soft ground where it is looked at. */
import { isVague, measures } from "../core/measures.js";
import { sectorColour } from "../core/symbols.js";
import { tracePart } from "./canvas-ink.js";

/** @param {number} share */
const hexOpacity = (share) => Math.round(share * 255).toString(16).padStart(2, "0");

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} opacity
 */
const strokeEdge = (context, opacity) => {
  const { edge_width: width, edge_dash: dash } = measures.uncertainty;
  context.globalAlpha = Math.min(1, opacity);
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {{colour: string, reach: number, strength: number, isQuiet: boolean}} how
 */
const drawSoftCircle = (context, x, y, { colour, reach, strength, isQuiet }) => {
  const table = measures.uncertainty;
  context.beginPath();
  context.arc(x, y, reach, 0, Math.PI * 2);
  if (!isQuiet) {
    context.globalAlpha = Math.min(1, strength);
    const soft = context.createRadialGradient(x, y, reach * table.inner, x, y, reach);
    soft.addColorStop(0, colour + hexOpacity(table.fill_from));
    soft.addColorStop(1, colour + hexOpacity(table.fill_to));
    context.fillStyle = soft;
    context.fill();
    context.fillStyle = colour;
  }
  strokeEdge(context, isQuiet ? table.quiet_edge : table.edge * strength);
};

/**
 * A band along lines, as wide as they may be off.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {ArrayLike<number>[]} lines
 * @param {{reach: number, opacity: number}} how
 */
const drawBand = (context, frame, lines, { reach, opacity }) => {
  context.globalAlpha = opacity;
  context.lineWidth = reach * 2;
  context.lineCap = context.lineJoin = "round";
  context.beginPath();
  for (const flat of lines) tracePart(context, frame, flat, false);
  context.stroke();
};

/**
 * Whether the ground of an unsure place is left away: over the whole city, or where it would
 * tint all that is seen; not where few projects are shown.
 * @param {number} reach
 * @param {Frame} frame
 */
const isTooMuch = (reach, { zoom, seen: [left, top, right, bottom] }) =>
  zoom < measures.uncertainty.quiet_until_zoom
  || reach > Math.min(right - left, bottom - top) * measures.uncertainty.quiet_share;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Inked} feature
 * @param {{radius: number, isActive: boolean, isFew: boolean}} how
 */
export const drawUncertainty = (context, frame, feature, { radius, isActive, isFew }) => {
  const table = measures.uncertainty;
  const reach = feature.accuracy * frame.pixelsPerMetre;
  if (reach < radius * table.from_radius) return;
  const isQuiet = !isActive && !isFew && isTooMuch(reach, frame);
  const isVeryVague = isVague(feature.accuracy);
  context.save();
  const colour = sectorColour(feature.sector);
  context.fillStyle = context.strokeStyle = colour;
  if (feature.shape.lines.length) {
    const own = isVeryVague ? table.vague_corridor : table.corridor;
    const opacity = isActive ? table.active_corridor : own;
    if (!isQuiet) drawBand(context, frame, feature.shape.lines, { reach, opacity });
  } else {
    const own = isVeryVague ? table.vague_strength : 1;
    for (const [x, y] of feature.anchors) {
      drawSoftCircle(context, frame.x(x), frame.y(y), {
        colour, reach, strength: isActive ? table.active_strength : own, isQuiet,
      });
    }
  }
  context.restore();
};
