/* The signs painted on canvas, each painted once. */
import { inks, sectorColour, sectorGlyph, statusStyle, themeName } from "../core/symbols.js";

const GLYPH_BOX = 24;
const paths = new Map();
const sprites = new Map();

const glyphPath = (sector) => {
  const glyph = sectorGlyph(sector);
  if (!glyph) return null;
  if (!paths.has(sector)) paths.set(sector, new Path2D(glyph));
  return paths.get(sector);
};

/* The outline of a symbol around the origin. */
const tracePlate = (context, shape, radius) => {
  context.beginPath();
  if (shape === "square") {
    const half = radius * 0.92;
    context.roundRect(-half, -half, half * 2, half * 2, radius * 0.38);
  } else {
    context.arc(0, 0, radius, 0, Math.PI * 2);
  }
};

const drawRing = (context, ring, radius, colour) => {
  if (ring === "none") return;
  context.strokeStyle = colour;
  context.lineWidth = Math.max(1.4, radius * 0.17);
  context.beginPath();
  const outer = radius * 1.34;
  if (ring === "progress") context.arc(0, 0, outer, -Math.PI / 2, Math.PI);
  else context.arc(0, 0, outer, 0, Math.PI * 2);
  context.stroke();
};

/* Draw a symbol around (0, 0) with the given radius in pixels. */
const paint = (context, sector, status, radius) => {
  const colour = sectorColour(sector);
  const style = statusStyle(status);
  const hollow = style.fill !== "solid";
  context.lineCap = "round";
  context.fillStyle = inks().paper;
  tracePlate(context, style.shape, radius + 1.6);
  context.fill();
  drawRing(context, style.ring, radius, colour);
  tracePlate(context, style.shape, radius - (hollow ? radius * 0.08 : 0));
  context.fillStyle = hollow ? inks().paper : colour;
  context.fill();
  if (hollow) {
    context.strokeStyle = colour;
    context.lineWidth = radius * 0.19;
    context.setLineDash(style.fill === "dotted" ? [radius * 0.12, radius * 0.42] : []);
    context.stroke();
    context.setLineDash([]);
  }
  const glyph = glyphPath(sector);
  if (!glyph) return;
  const scale = (radius * 1.22) / GLYPH_BOX;
  context.save();
  context.scale(scale, scale);
  context.translate(-GLYPH_BOX / 2, -GLYPH_BOX / 2);
  context.fillStyle = hollow ? colour : inks().paper;
  context.fill(glyph, "evenodd");
  context.restore();
};

/* A symbol painted once and kept, at the pixel ratio of the screen: its picture and half its side. */
export const symbolSprite = (sector, status, radius, ratio) => {
  const key = `${themeName()}|${sector}|${status}|${radius}|${ratio}`;
  const kept = sprites.get(key);
  if (kept) return kept;
  const half = Math.ceil(radius * 1.34 + radius * 0.2 + 2);
  const image = document.createElement("canvas");
  image.width = image.height = Math.ceil(half * 2 * ratio);
  const context = image.getContext("2d");
  context.scale(ratio, ratio);
  context.translate(half, half);
  paint(context, sector, status, radius);
  const sprite = { image, half };
  sprites.set(key, sprite);
  return sprite;
};
