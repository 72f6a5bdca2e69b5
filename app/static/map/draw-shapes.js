/* Areas and lines of the records: the sector by colour, the status by stripes and edges. */
import { inks, sectorColour, statusStyle } from "../core/symbols.js";
import { tracePart } from "./canvas-ink.js";
import { SOFT_FROM_METRES, VAGUE_FROM_METRES } from "./draw-uncertainty.js";

export const drawArea = (context, frame, feature, isActive) => {
  const colour = sectorColour(feature.sector);
  context.beginPath();
  for (const flat of feature.shape.rings) tracePart(context, frame, flat, true);
  context.fillStyle = `${colour}${isActive ? "40" : "26"}`;
  context.fill("evenodd");
  context.strokeStyle = colour;
  context.lineWidth = isActive ? 2.6 : 1.6;
  context.setLineDash(feature.accuracy >= SOFT_FROM_METRES ? [7, 5] : []);
  context.stroke();
  context.setLineDash([]);
};

export const drawLine = (context, frame, feature, isActive) => {
  const colour = sectorColour(feature.sector);
  const style = statusStyle(feature.status).line;
  const isSoft = feature.accuracy >= SOFT_FROM_METRES;
  const width = (frame.zoom < 11 ? 3.6 : 5) * (isActive ? 1.35 : 1);
  const path = () => {
    context.beginPath();
    for (const flat of feature.shape.lines) tracePart(context, frame, flat, false);
  };
  context.save();
  context.lineJoin = "round";
  context.lineCap = "round";
  path();
  context.strokeStyle = inks().casing;
  context.lineWidth = width + 3;
  context.stroke();
  if (isActive) {
    context.strokeStyle = `${colour}44`;
    context.lineWidth = width + 10;
    context.stroke();
  }
  context.globalAlpha = feature.accuracy >= VAGUE_FROM_METRES ? 0.78 : 1;
  context.lineCap = isSoft ? "butt" : "round";
  context.setLineDash(isSoft ? [width * 2.4, width * 1.5] : []);
  context.strokeStyle = colour;
  if (style === "edged") {
    context.lineWidth = width + 2;
    context.stroke();
    context.strokeStyle = inks().paper;
    context.lineWidth = width - 1;
    context.stroke();
    context.strokeStyle = colour;
    context.lineWidth = width - 2.6;
    context.stroke();
  } else {
    context.lineWidth = style === "hollow-dotted" ? width * 0.7 : width;
    context.stroke();
    context.setLineDash([]);
    if (style.startsWith("hollow")) {
      context.strokeStyle = inks().paper;
      context.lineWidth = width * 0.42;
      context.stroke();
    } else if (style === "striped") {
      context.strokeStyle = inks().paper;
      context.lineWidth = width * 0.26;
      context.setLineDash([width * 1.1, width * 1.5]);
      context.stroke();
    }
  }
  context.restore();
};
