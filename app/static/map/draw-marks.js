/* The marks of the reader's own question: rings and lines. */
import { worldX, worldY } from "../core/projection.js";

/**
 * The rings of the reader's own question, under the symbols.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Marks["rings"]} rings
 */
export const drawRings = (context, frame, rings) => {
  for (const { lon, lat, radius_m: reach } of rings) {
    context.beginPath();
    context.arc(frame.x(worldX(lon)), frame.y(worldY(lat)),
      reach * frame.pixelsPerMetre, 0, Math.PI * 2);
    context.fillStyle = "#1F5A7A12";
    context.fill();
    context.strokeStyle = "#1F5A7A";
    context.lineWidth = 1.4;
    context.setLineDash([2, 4]);
    context.stroke();
    context.setLineDash([]);
  }
};

/**
 * The lines from the asked place to the nearest point, over the symbols.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Marks["lines"]} lines
 */
export const drawLinks = (context, frame, lines) => {
  const at = (/** @type {Position} */ [lon, lat]) => [frame.x(worldX(lon)), frame.y(worldY(lat))];
  for (const { from, to } of lines) {
    const [[x1, y1], [x2, y2]] = [at(from), at(to)];
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.strokeStyle = "#22262A";
    context.lineWidth = 1.6;
    context.setLineDash([5, 4]);
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    context.arc(x2, y2, 3.5, 0, Math.PI * 2);
    context.fillStyle = "#22262A";
    context.fill();
  }
};
