/* How the ways and borders of the base map are drawn, on the map and in its legend. */
import { grown, measures } from "../core/measures.js";
import { tracePart } from "./canvas-ink.js";

/** @typedef {{colour: string, width: number, dash?: number[], isClosed?: boolean}} WayStyle */

/**
 * Stroke lines of world pixels.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {ArrayLike<number>[]} parts
 * @param {WayStyle} style
 */
export const strokeParts = (context, frame, parts, { colour, width, dash = [], isClosed = false }) => {
  context.beginPath();
  for (const flat of parts) tracePart(context, frame, flat, isClosed);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {ArrayLike<number>[]} parts
 * @param {Colours} colours
 */
export const drawRailway = (context, frame, parts, colours) => {
  const { railway, railway_gap: gap, railway_dash: dash } = measures.ground;
  strokeParts(context, frame, parts, { colour: colours.railway, width: railway });
  strokeParts(context, frame, parts, { colour: colours.land, width: gap, dash });
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {ArrayLike<number>[]} parts
 * @param {Colours} colours
 */
export const drawMetro = (context, frame, parts, colours) =>
  strokeParts(context, frame, parts, { colour: colours.metro, width: grown(measures.ground.metro, frame.zoom) });

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {ArrayLike<number>[]} parts
 * @param {Colours} colours
 * @param {boolean} [isClosed]
 */
export const drawBorder = (context, frame, parts, colours, isClosed = false) => {
  const { border, border_halo: halo, border_dash: dash } = measures.ground;
  strokeParts(context, frame, parts, { colour: colours.halo, width: halo, isClosed });
  strokeParts(context, frame, parts, { colour: colours.border, width: border, dash, isClosed });
};

/**
 * A metro station: a ring where built, dotted where planned.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {{isBuilt: boolean, radius: number, colours: Colours}} how
 */
export const drawStation = (context, x, y, { isBuilt, radius, colours }) => {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fillStyle = colours.station_fill;
  context.fill();
  context.strokeStyle = isBuilt ? colours.station : colours.station_planned;
  context.lineWidth = measures.stations.width;
  context.setLineDash(isBuilt ? [] : measures.stations.planned_dash);
  context.stroke();
  context.setLineDash([]);
};
