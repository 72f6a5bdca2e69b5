/* Areas and lines of the records: the sector by colour, the status by stripes and edges. */
import { isSoft, isVague, measures } from "../core/measures.js";
import { inks, sectorColour, statusStyle } from "../core/symbols.js";
import { tracePart } from "./canvas-ink.js";

const BEAD = 0.01; // a dash so short that its round ends make a dot

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Inked} feature
 * @param {boolean} isActive
 */
export const drawArea = (context, frame, feature, isActive) => {
  const colour = sectorColour(feature.sector);
  context.beginPath();
  for (const flat of feature.shape.rings) tracePart(context, frame, flat, true);
  const table = measures.area;
  context.save();
  context.fillStyle = colour;
  context.globalAlpha = isActive ? table.active_fill : table.fill;
  context.fill("evenodd");
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = isActive ? table.active_width : table.width;
  context.setLineDash(isSoft(feature.accuracy) ? table.soft_dash : []);
  context.stroke();
  context.restore();
};

/**
 * Stroke the path that the context holds as a line of such a record.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Inked} feature
 * @param {boolean} isActive
 */
const inkLine = (context, frame, feature, isActive) => {
  const colour = sectorColour(feature.sector);
  const style = statusStyle(feature.status).line;
  const table = measures.line;
  const isDashed = isSoft(feature.accuracy);
  const own = frame.zoom < table.near_from_zoom ? table.far_width : table.near_width;
  const width = own * (isActive ? table.active : 1);
  context.save();
  context.lineJoin = "round";
  context.lineCap = "round";
  context.strokeStyle = inks().casing;
  context.lineWidth = width + table.casing;
  context.stroke();
  if (isActive) {
    context.strokeStyle = colour;
    context.globalAlpha = table.glow_opacity;
    context.lineWidth = width + table.glow;
    context.stroke();
  }
  context.globalAlpha = isVague(feature.accuracy) ? table.vague_opacity : 1;
  context.lineCap = isDashed ? "butt" : "round";
  context.setLineDash(isDashed ? table.soft_dash.map((share) => width * share) : []);
  context.strokeStyle = colour;
  if (style === "edged") {
    context.lineWidth = width + table.edge_out;
    context.stroke();
    context.strokeStyle = inks().paper;
    context.lineWidth = width - table.edge_gap;
    context.stroke();
    context.strokeStyle = colour;
    context.lineWidth = width - table.edge_in;
    context.stroke();
  } else {
    context.lineWidth = style === "hollow-dotted" ? width * table.dotted : width;
    context.stroke();
    context.setLineDash([]);
    if (style.startsWith("hollow")) {
      context.strokeStyle = inks().paper;
      context.lineWidth = width * table.hollow;
      context.stroke();
    } else if (style === "beaded") {
      // Beads, which nobody takes for the gaps of an unsure place.
      context.strokeStyle = inks().paper;
      context.lineWidth = width * table.bead;
      context.lineCap = "round";
      context.setLineDash([BEAD, width * table.bead_gap]);
      context.stroke();
    }
  }
  context.restore();
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Inked} feature
 * @param {boolean} isActive
 */
export const drawLine = (context, frame, feature, isActive) => {
  context.beginPath();
  for (const flat of feature.shape.lines) tracePart(context, frame, flat, false);
  inkLine(context, frame, feature, isActive);
};
