/* Many records at once: crowds with their count, lines and areas look by look, outlines of doubt as stamps. */
import { LineWalk } from "../core/line-walk.js";
import { measures } from "../core/measures.js";
import { FONT, inks, sectorColour } from "../core/symbols.js";
import { tracePart } from "./canvas-ink.js";
import { circleSprite, symbolSprite } from "./symbol-sprites.js";

/** @typedef {import("../core/place-table.js").PlaceTable} PlaceTable */
/** @typedef {import("../core/crowds.js").Crowds} Crowds */

const FULL = Math.PI * 2;
const CIRCLE_POINTS = 72;

/**
 * How far a crowd reaches, in pixels, where symbols have a radius.
 * @param {number} radius
 */
export const crowdReach = (radius) => radius * measures.crowd.reach + measures.crowd.reach_px;

/**
 * The size of the letters in a crowd's disc.
 * @param {number} radius
 */
const textSize = (radius) => Math.round(radius * measures.crowd.text + measures.crowd.text_px);

/**
 * The radius of the disc that holds a count.
 * @param {number} size
 * @param {number} radius
 */
export const discRadius = (size, radius) => Math.max(
  radius * measures.crowd.size,
  String(size).length * textSize(radius) * measures.crowd.digit + measures.crowd.ring + 1,
);

/**
 * Whether something of a row is longer or wider than a symbol, so that it is drawn itself.
 * @param {PlaceTable} table
 * @param {number} row
 * @param {number} least
 */
const isWide = ({ boxes }, row, least) =>
  boxes[4 * row + 2] - boxes[4 * row] > least || boxes[4 * row + 3] - boxes[4 * row + 1] > least;

/**
 * The more there are, the fainter each is; none is left away.
 * @param {number} opacity
 * @param {number} count
 * @param {number} many
 */
const faded = (opacity, count, many) => Math.max(measures.crowd.faintest, opacity * Math.min(1, Math.sqrt(many / count)));

/**
 * The areas while they are few: their grounds and outlines.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {PlaceTable} table
 * @param {number[]} rows
 */
const drawAreas = (context, frame, table, rows) => {
  const { fill, width, soft_dash: dash } = measures.area;
  context.save();
  context.lineWidth = width;
  for (const row of rows.toReversed()) {
    const { sector, isSoft } = table.looks[table.lookOf[row]];
    context.beginPath();
    for (const flat of table.ringsOf(row)) tracePart(context, frame, flat, true);
    context.fillStyle = context.strokeStyle = sectorColour(sector);
    context.globalAlpha = fill;
    context.fill("evenodd");
    context.globalAlpha = faded(1, rows.length, measures.crowd.many_circles);
    context.setLineDash(isSoft ? dash : []);
    context.stroke();
  }
  context.restore();
};

/* A path for each colour. */
class Pens {
  constructor() {
    /** @type {Map<string, Path2D>} */
    this.byColour = new Map();
  }

  /** @param {string} colour */
  of(colour) {
    const pen = this.byColour.get(colour) ?? new Path2D();
    this.byColour.set(colour, pen);
    return pen;
  }

  /**
   * Stroke them all; a line no wider than a pixel of the screen costs a tenth of a wider one.
   * @param {CanvasRenderingContext2D} context
   * @param {{width: number, opacity: number}} how
   */
  stroke(context, { width, opacity }) {
    context.save();
    context.lineWidth = width;
    context.lineCap = "butt";
    context.lineJoin = "bevel";
    context.globalAlpha = opacity;
    for (const [colour, pen] of this.byColour) {
      context.strokeStyle = colour;
      context.stroke(pen);
    }
    context.restore();
  }
}

/**
 * Lines and outlines: one thin stroke each, colour by colour, with gaps where the place is unsure;
 * what lies upon another that goes the same way is left away.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {PlaceTable} table
 * @param {{rows: number[], isRings: boolean}} how
 */
const drawLines = (context, frame, table, { rows, isRings }) => {
  const { partsFrom, ringsFrom, positionsFrom, positions, looks, lookOf } = table;
  const { line_width: widths, line_opacity: opacity, line_dash: dash, many_lines: many, hairlines_from: hairlines } = measures.crowd;
  const walk = new LineWalk(frame);
  const pens = new Pens();
  for (const row of rows) {
    const { sector, isSoft } = looks[lookOf[row]];
    const pen = pens.of(sectorColour(sector));
    const [from, to] = isRings ? [ringsFrom[row], partsFrom[row + 1]] : [partsFrom[row], ringsFrom[row]];
    walk.next();
    for (let part = from; part < to; part += 1) {
      walk.walk(positions, {
        from: positionsFrom[part], to: positionsFrom[part + 1], pen, dash: isSoft ? dash : null,
      });
    }
  }
  const own = frame.zoom < measures.line.near_from_zoom ? widths[0] : widths[1];
  pens.stroke(context, {
    width: rows.length >= hairlines ? 1 / frame.ratio : own, opacity: faded(opacity, rows.length, many),
  });
};

/**
 * Lines and areas of many rows, but for those that are no larger than a symbol.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {PlaceTable} table
 * @param {{rows: Uint32Array, radius: number}} how
 */
export const drawShapes = (context, frame, table, { rows, radius }) => {
  const { partsFrom, ringsFrom } = table;
  const least = (radius * measures.crowd.least_shape) / frame.scale;
  /** @type {number[][]} */
  const [lines, areas] = [[], []];
  for (const row of rows) {
    if (partsFrom[row] === partsFrom[row + 1] || !isWide(table, row, least)) continue;
    if (ringsFrom[row] > partsFrom[row]) lines.push(row);
    if (ringsFrom[row] < partsFrom[row + 1]) areas.push(row);
  }
  if (areas.length > measures.crowd.most_grounds) drawLines(context, frame, table, { rows: areas, isRings: true });
  else drawAreas(context, frame, table, areas);
  if (lines.length) drawLines(context, frame, table, { rows: lines, isRings: false });
};

/**
 * A circle as a line of world pixels.
 * @param {{worldX: number, worldY: number, reach: number}} circle
 */
const circleLine = ({ worldX, worldY, reach }) => Float64Array.from({ length: CIRCLE_POINTS * 2 + 2 }, (_, at) => {
  const angle = ((at >> 1) / CIRCLE_POINTS) * FULL;
  return at % 2 ? worldY + Math.sin(angle) * reach : worldX + Math.cos(angle) * reach;
});

/**
 * The outlines of how unsure the places of single symbols are: small ones are stamps, large ones lines.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {{worldX: number, worldY: number, reach: number, colour: string}[]} circles
 */
const drawOutlines = (context, frame, circles) => {
  const { many_circles: many, most_circle_px: most, line_dash: dash } = measures.crowd;
  const opacity = faded(measures.uncertainty.quiet_edge, circles.length, many);
  const walk = new LineWalk(frame);
  const pens = new Pens();
  context.globalAlpha = opacity;
  for (const { worldX, worldY, reach, colour } of circles) {
    if (reach > most) {
      const flat = circleLine({ worldX, worldY, reach: reach / frame.scale });
      walk.next();
      walk.walk(flat, { from: 0, to: flat.length, pen: pens.of(colour), dash });
    } else {
      const { image, half } = circleSprite(colour, reach, frame.ratio);
      context.drawImage(image, frame.x(worldX) - half, frame.y(worldY) - half, half * 2, half * 2);
    }
  }
  context.globalAlpha = 1;
  pens.stroke(context, { width: 1 / frame.ratio, opacity });
};

/**
 * The rings of the crowds, colour by colour: each crowd's parted by the sectors of its members.
 * @param {CanvasRenderingContext2D} context
 * @param {{x: number, y: number, radius: number, shares: number[], isSoft: boolean}[]} discs
 * @param {(string | null)[]} sectors
 */
const drawRings = (context, discs, sectors) => {
  const { ring, soft_ring: soft, soft_dash: dash } = measures.crowd;
  context.lineCap = "butt";
  for (const isSoft of [false, true]) {
    context.lineWidth = isSoft ? soft : ring;
    context.setLineDash(isSoft ? dash : []);
    sectors.forEach((sector, kind) => {
      context.beginPath();
      for (const { x, y, radius, shares, isSoft: isOwn } of discs) {
        const share = shares[kind + 1] - shares[kind];
        if (isOwn !== isSoft || share <= 0) continue;
        const [from, to] = [shares[kind], shares[kind + 1]].map((at) => at * FULL - FULL / 4);
        const reach = radius - context.lineWidth / 2;
        context.moveTo(x + Math.cos(from) * reach, y + Math.sin(from) * reach);
        context.arc(x, y, reach, from, to);
      }
      context.strokeStyle = sectorColour(sector);
      context.stroke();
    });
  }
  context.setLineDash([]);
};

/**
 * @typedef {{x: number, y: number, size: number, radius: number, shares: number[], isSoft: boolean}} Disc
 */

/**
 * Discs with a count, each in a ring of its sectors; a broken ring where most places are unsure.
 * @param {CanvasRenderingContext2D} context
 * @param {Disc[]} discs
 * @param {{sectors: (string | null)[], symbolRadius: number}} how
 */
export const drawDiscs = (context, discs, { sectors, symbolRadius }) => {
  context.save();
  context.fillStyle = inks().paper;
  context.beginPath();
  for (const { x, y, radius } of discs) {
    context.moveTo(x + radius + measures.symbol.rim, y);
    context.arc(x, y, radius + measures.symbol.rim, 0, FULL);
  }
  context.fill();
  drawRings(context, discs, sectors);
  context.fillStyle = inks().ink;
  context.font = `600 ${textSize(symbolRadius)}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const { x, y, size } of discs) context.fillText(String(size), x, y + 0.5);
  context.restore();
};

/**
 * The crowds of more than one as discs in pixels of the frame.
 * @param {Frame} frame
 * @param {PlaceTable} table
 * @param {{crowds: Crowds, sectors: (string | null)[], radius: number}} how
 * @returns {Disc[]}
 */
const discsOf = (frame, { looks, lookOf, accuracies }, { crowds, sectors, radius }) => {
  const kindOfLook = looks.map(({ sector }) => sectors.indexOf(sector));
  const kinds = sectors.length;
  const tally = crowds.tally((row) => kindOfLook[lookOf[row]], kinds);
  const wide = crowdReach(radius) / frame.pixelsPerMetre;
  const unsure = crowds.tally((row) => Number(accuracies[row] > wide), 2);
  /** @type {Disc[]} */
  const discs = [];
  for (let crowd = 0; crowd < crowds.count; crowd += 1) {
    const size = crowds.sizes[crowd];
    if (size === 1) continue;
    const shares = [0];
    for (let kind = 0; kind < kinds; kind += 1) shares.push(shares[kind] + tally[crowd * kinds + kind] / size);
    discs.push({
      x: frame.x(crowds.xs[crowd]), y: frame.y(crowds.ys[crowd]), size,
      radius: discRadius(size, radius), shares, isSoft: unsure[crowd * 2 + 1] * 2 > size,
    });
  }
  return discs;
};

/**
 * Draw the crowds: one alone as its symbol in the outline of its doubt, several as a disc.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {PlaceTable} table
 * @param {{crowds: Crowds, radius: number}} how
 */
export const drawCrowds = (context, frame, table, { crowds, radius }) => {
  const { looks, lookOf, accuracies, partsFrom, ringsFrom } = table;
  const sectors = [...new Set(looks.map(({ sector }) => sector))];
  /** @type {number[]} */
  const single = [];
  crowds.sizes.forEach((size, crowd) => { if (size === 1) single.push(crowd); });
  const at = (/** @type {number} */ crowd) => ({ x: frame.x(crowds.xs[crowd]), y: frame.y(crowds.ys[crowd]) });
  const reachOf = (/** @type {number} */ crowd) => accuracies[crowds.leaders[crowd]] * frame.pixelsPerMetre;
  const unsure = single.filter((crowd) => {
    const row = crowds.leaders[crowd];
    return reachOf(crowd) >= radius * measures.uncertainty.from_radius && ringsFrom[row] === partsFrom[row];
  });
  drawOutlines(context, frame, unsure.map((crowd) => ({
    worldX: crowds.xs[crowd], worldY: crowds.ys[crowd], reach: reachOf(crowd),
    colour: sectorColour(looks[lookOf[crowds.leaders[crowd]]].sector),
  })));
  for (const crowd of single.toReversed()) {
    const { sector, status, isVague } = looks[lookOf[crowds.leaders[crowd]]];
    const { image, half } = symbolSprite(sector, status, radius, frame.ratio);
    const { x, y } = at(crowd);
    context.globalAlpha = isVague ? measures.stack.vague_opacity : 1;
    context.drawImage(image, x - half, y - half, half * 2, half * 2);
  }
  context.globalAlpha = 1;
  drawDiscs(context, discsOf(frame, table, { crowds, sectors, radius }), { sectors, symbolRadius: radius });
};

/**
 * A ring around the disc that holds what the reader points at.
 * @param {CanvasRenderingContext2D} context
 * @param {{x: number, y: number, size: number}} crowd
 * @param {number} radius
 */
export const drawPointed = (context, { x, y, size }, radius) => {
  context.beginPath();
  context.arc(x, y, discRadius(size, radius) + measures.symbol.rim + 1, 0, FULL);
  context.lineWidth = 2;
  context.strokeStyle = inks().ink;
  context.stroke();
};
