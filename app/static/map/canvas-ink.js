/* What every layer draws with: the trace of a line, a name with its halo. */
import { haloWidth } from "../core/measures.js";
import { FONT } from "../core/symbols.js";

/**
 * The context that draws on a canvas.
 * @param {HTMLCanvasElement} canvas
 */
export const contextOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

/**
 * Add a line or ring to the path of a context.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {ArrayLike<number>} flat
 * @param {boolean} close
 */
export const tracePart = (context, frame, flat, close) => {
  for (let index = 0; index < flat.length; index += 2) {
    const [x, y] = [frame.x(flat[index]), frame.y(flat[index + 1])];
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  if (close) context.closePath();
};

/**
 * Text with a halo, so that it reads on any ground.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {Omit<NameStyle, "weight"> & {weight?: number, align?: CanvasTextAlign}} style
 */
export const drawLabel = (context, text, x, y, { colour, halo, size, weight = 400, align = "center" }) => {
  context.font = `${weight} ${size}px ${FONT}`;
  context.textAlign = align;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.strokeStyle = halo;
  context.lineWidth = haloWidth(size);
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
};
