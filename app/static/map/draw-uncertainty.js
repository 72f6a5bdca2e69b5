/* How unsure a place is, drawn as a soft circle or band. */
import { sectorColour } from "../core/symbols.js";
import { tracePart } from "./canvas-ink.js";

/* From here a place is soft: its line is dashed. */
export const SOFT_FROM_METRES = 1000;

/* From here it is vague: drawn lighter still. */
export const VAGUE_FROM_METRES = 3000;

const drawSoftCircle = (context, x, y, reach, strength) => {
  const colour = context.fillStyle;
  context.globalAlpha = Math.min(1, strength);
  const soft = context.createRadialGradient(x, y, reach * 0.2, x, y, reach);
  soft.addColorStop(0, `${colour}24`);
  soft.addColorStop(1, `${colour}05`);
  context.fillStyle = soft;
  context.beginPath();
  context.arc(x, y, reach, 0, Math.PI * 2);
  context.fill();
  context.globalAlpha = Math.min(1, 0.34 * strength);
  context.lineWidth = 1;
  context.setLineDash([3, 5]);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
  context.fillStyle = colour;
};

export const drawUncertainty = (context, frame, feature, { radius, isActive }) => {
  const reach = feature.accuracy * frame.pixelsPerMetre;
  if (reach < radius * 1.3) return;
  const colour = sectorColour(feature.sector);
  context.save();
  context.fillStyle = context.strokeStyle = colour;
  if (feature.shape.lines.length) {
    context.globalAlpha = feature.accuracy >= VAGUE_FROM_METRES ? 0.045 : 0.09;
    context.lineWidth = reach * 2;
    context.lineCap = context.lineJoin = "round";
    context.beginPath();
    for (const flat of feature.shape.lines) tracePart(context, frame, flat, false);
    context.stroke();
  } else {
    const strength = feature.accuracy >= VAGUE_FROM_METRES ? 0.5 : 1;
    for (const [x, y] of feature.anchors) {
      drawSoftCircle(context, frame.x(x), frame.y(y), reach, isActive ? 1.6 : strength);
    }
  }
  context.restore();
};
