/* The signs painted on canvas, each painted once. */
import { measures } from "../core/measures.js";
import { inks, sectorColour, sectorGlyph, statusStyle, themeName } from "../core/symbols.js";
import { contextOf } from "./canvas-ink.js";

/** @type {Map<string, Path2D>} */
const paths = new Map();
/** @type {Map<string, {image: HTMLCanvasElement, half: number}>} */
const sprites = new Map();
const MOST_CIRCLES = 160; // every zoom has its own
/** @type {Map<string, {image: HTMLCanvasElement, half: number}>} */
const circles = new Map();

/** @param {string | null} sector */
const glyphPath = (sector) => {
  const glyph = sectorGlyph(sector);
  if (!glyph) return null;
  const path = paths.get(glyph) ?? new Path2D(glyph);
  paths.set(glyph, path);
  return path;
};

/**
 * The outline of a symbol around the origin.
 * @param {CanvasRenderingContext2D} context
 * @param {string} shape
 * @param {number} radius
 */
const tracePlate = (context, shape, radius) => {
  context.beginPath();
  if (shape === "square") {
    const half = radius * measures.symbol.square;
    context.roundRect(-half, -half, half * 2, half * 2, radius * measures.symbol.round);
  } else {
    context.arc(0, 0, radius, 0, Math.PI * 2);
  }
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} ring
 * @param {number} radius
 * @param {string} colour
 */
const drawRing = (context, ring, radius, colour) => {
  if (ring === "none") return;
  context.strokeStyle = colour;
  context.lineWidth = Math.max(measures.symbol.least_ring_width, radius * measures.symbol.ring_width);
  context.beginPath();
  const outer = radius * measures.symbol.ring;
  if (ring === "progress") context.arc(0, 0, outer, -Math.PI / 2, Math.PI);
  else context.arc(0, 0, outer, 0, Math.PI * 2);
  context.stroke();
};

/**
 * Draw a symbol around (0, 0) with the given radius in pixels.
 * @param {CanvasRenderingContext2D} context
 * @param {string | null} sector
 * @param {string} status
 * @param {number} radius
 */
const paint = (context, sector, status, radius) => {
  const colour = sectorColour(sector);
  const style = statusStyle(status);
  const hollow = style.fill !== "solid";
  context.lineCap = "round";
  context.fillStyle = inks().paper;
  tracePlate(context, style.shape, radius + measures.symbol.rim);
  context.fill();
  drawRing(context, style.ring, radius, colour);
  tracePlate(context, style.shape, radius - (hollow ? radius * (1 - measures.symbol.hollow) : 0));
  context.fillStyle = hollow ? inks().paper : colour;
  context.fill();
  if (hollow) {
    context.strokeStyle = colour;
    context.lineWidth = radius * measures.symbol.hollow_width;
    context.setLineDash(style.fill === "dotted" ? measures.symbol.hollow_dots.map((share) => radius * share) : []);
    context.stroke();
    context.setLineDash([]);
  }
  const glyph = glyphPath(sector);
  if (!glyph) return;
  const scale = (radius * measures.symbol.glyph) / measures.symbol.glyph_box;
  context.save();
  context.scale(scale, scale);
  context.translate(-measures.symbol.glyph_box / 2, -measures.symbol.glyph_box / 2);
  context.fillStyle = hollow ? colour : inks().paper;
  context.fill(glyph, "evenodd");
  context.restore();
};

/**
 * A symbol painted once and kept, at the pixel ratio of the screen: its picture and half its side.
 * @param {string | null} sector
 * @param {string} status
 * @param {number} radius
 * @param {number} ratio
 */
export const symbolSprite = (sector, status, radius, ratio) => {
  const key = `${themeName()}|${sector}|${status}|${radius}|${ratio}`;
  const kept = sprites.get(key);
  if (kept) return kept;
  const half = Math.ceil(radius * measures.symbol.ring + radius * 0.2 + 2);
  const image = document.createElement("canvas");
  image.width = image.height = Math.ceil(half * 2 * ratio);
  const context = contextOf(image);
  context.scale(ratio, ratio);
  context.translate(half, half);
  paint(context, sector, status, radius);
  const sprite = { image, half };
  sprites.set(key, sprite);
  return sprite;
};

/**
 * The broken outline of a circle, as wide as a place is unsure; nearly the same ones are one picture.
 * @param {string} colour
 * @param {number} reach
 * @param {number} ratio
 */
export const circleSprite = (colour, reach, ratio) => {
  const radius = Math.round(reach);
  const key = `${colour}|${radius}|${ratio}`;
  const kept = circles.get(key);
  if (kept) return kept;
  const { edge_width: width, edge_dash: dash } = measures.uncertainty;
  const half = radius + 2;
  const image = document.createElement("canvas");
  image.width = image.height = Math.ceil(half * 2 * ratio);
  const context = contextOf(image);
  context.scale(ratio, ratio);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.beginPath();
  context.arc(half, half, radius, 0, Math.PI * 2);
  context.stroke();
  const sprite = { image, half };
  if (circles.size >= MOST_CIRCLES) circles.clear();
  circles.set(key, sprite);
  return sprite;
};
