/* The projects on the map: fetched once, drawn on canvas, told only what is shown and selected. */
import { Crowds } from "../core/crowds.js";
import { measures, radiusAt } from "../core/measures.js";
import { PlaceTable } from "../core/place-table.js";
import { recordsOf } from "../core/records.js";
import { ShownPlaces } from "../core/shown-places.js";
import { themeName } from "../core/symbols.js";
import { toLatLngBounds } from "./bounds.js";
import { CanvasLayer } from "./canvas-layer.js";
import { crowdReach, discRadius, drawCrowds, drawPointed, drawShapes } from "./draw-crowds.js";
import { drawLinks, drawRings } from "./draw-marks.js";
import { drawNames } from "./draw-names.js";
import { drawArea, drawLine } from "./draw-shapes.js";
import { drawStacks, stackSymbols } from "./draw-symbols.js";
import { drawUncertainty } from "./draw-uncertainty.js";
import { Focus } from "./focus.js";
import { KeptPicture } from "./kept-picture.js";

/** @typedef {{size: number, fromZoom: number}} LabelsHow */

const LABEL_ZOOM = 12.25;
const HIT_SLACK = 5;
const MOST_NAMED = 400;
const KEEP_AFTER_MS = 60;

export class ProjectLayer extends CanvasLayer {
  /** @param {L.RendererOptions} options */
  constructor(options) {
    super(options);
    this._places = new ShownPlaces();
    this._focus = new Focus();
    /** @type {Stack[]} */
    this._stacks = [];
    /** @type {Crowds | null} */
    this._crowds = null;
    /** @type {LabelsHow} */
    this._labels = { size: measures.names.size, fromZoom: LABEL_ZOOM };
    /** @type {Messages | null} */
    this._messages = null;
    /** @type {(frame: Frame) => GroundName[]} */
    this._ground = () => [];
    /** @type {() => Box[]} */
    this._furniture = () => [];
    /** @type {(symbols: Box[]) => void} */
    this._settle = () => {};
    this._kept = new KeptPicture();
    this._keeping = 0;
    this._version = 0;
    /** @type {string[]} */
    this.named = [];
    /** @type {Marks} */
    this.marks = { rings: [], lines: [] };
  }

  /**
   * Take the catalogue: a FeatureCollection of records.
   * @param {Collection} collection
   */
  setData(collection) {
    this._places = new ShownPlaces(new PlaceTable(collection.features, recordsOf(collection)));
    return this.show(null);
  }

  get _table() {
    return this._places.table;
  }

  /** @param {Messages} messages */
  setMessages(messages) {
    this._messages = messages;
    this._version += 1;
    return this.redraw();
  }

  /**
   * How large names are, and from which zoom all of them are tried.
   * @param {LabelsHow} labels
   */
  setLabels(labels) {
    this._labels = labels;
    this._version += 1;
    return this.redraw();
  }

  /**
   * Where the names of the ground come from: a function of the frame.
   * @param {(frame: Frame) => GroundName[]} ground
   */
  setGround(ground) {
    this._ground = ground;
    this._version += 1;
    return this.redraw();
  }

  /**
   * What stands over the map, asked at every drawing: no name is put beneath it.
   * @param {() => Box[]} furniture
   */
  setFurniture(furniture) {
    this._furniture = furniture;
    return this.clearFurniture();
  }

  /**
   * What finds its place over the map where it covers no symbol, at every drawing and before the names do.
   * @param {(symbols: Box[]) => void} settle
   */
  setSettling(settle) {
    this._settle = settle;
  }

  /* What stands over the map has changed: names find their room anew. */
  clearFurniture() {
    this._version += 1;
    return this.redraw();
  }

  /**
   * Show the records that are marked, by their rows in the catalogue; null shows all. Drawn at once.
   * @param {Uint8Array | null} marks
   */
  show(marks) {
    this._places.show(marks);
    this._version += 1;
    this.redrawNow();
    return this;
  }

  shownCount() {
    return this._places.count;
  }

  /* The places of all records. */
  placed() {
    return this._table;
  }

  /** @param {string | null} id */
  select(id) {
    if (this._focus.selected === id) return this;
    this._focus.selected = id;
    return this.redraw();
  }

  /** @param {string | null} id */
  hover(id) {
    if (this._focus.hovered === id) return;
    this._focus.hovered = id;
    this.redraw();
  }

  /**
   * Lines and rings of the reader's own question, drawn with the projects.
   * @param {Marks | null} marks
   */
  setMarks(marks) {
    const isNone = (/** @type {Marks | null} */ one) => !one?.rings.length && !one?.lines.length;
    if (isNone(marks) && isNone(this.marks)) return this;
    this.marks = marks ?? { rings: [], lines: [] };
    this._version += 1;
    return this.redraw();
  }

  /**
   * The bounds of a record; null where it has no place.
   * @param {string} id
   */
  boundsOf(id) {
    const row = this._table.rowOf(id);
    return row < 0 ? null : toLatLngBounds([...this._table.boxOf(row)]);
  }

  /**
   * Mark the shown records that have a symbol, or a part of their line, in what is seen of the map.
   * @param {Uint8Array} marks By rows of the catalogue.
   * @returns {number} How many they are.
   */
  markInSight(marks) {
    if (!this._map) return 0;
    const zoom = this._map.getZoom();
    const bounds = this._map.getPixelBounds();
    const [min, max] = [bounds.getTopLeft(), bounds.getBottomRight()];
    const scale = 2 ** zoom;
    return this._places.markWithin([min.x / scale, min.y / scale, max.x / scale, max.y / scale], marks);
  }

  /* The bounds of all that is shown; null where nothing of it has a place. */
  shownBounds() {
    const box = this._places.box();
    return box && toLatLngBounds(box);
  }

  /**
   * How unsure the place of a record is, in metres.
   * @param {string} id
   */
  accuracyOf(id) {
    return this._table.accuracies[this._table.rowOf(id)] ?? 0;
  }

  /** @override */
  isCostly() {
    return this._crowds !== null;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   */
  draw(context, frame) {
    const { zoom, left, top, width, height, ratio } = frame;
    const key = [this._version, themeName(), zoom, left, top, width, height, ratio].join();
    if (this._kept.key === key) {
      this._kept.put(context);
      this._drawFocus(context, frame);
      return;
    }
    const visible = this._places.visible(frame);
    this._kept.key = null;
    clearTimeout(this._keeping);
    if (visible.length > measures.many) {
      this._drawMany(context, frame, visible);
      const keep = () => this._kept.keep(key, this._container);
      // To copy a canvas waits for its ink; where nobody is in focus that may come after the frame.
      if (this._focus.isNone) this._keeping = setTimeout(() => { if (this._focus.isNone) keep(); }, KEEP_AFTER_MS);
      else keep();
      this._drawFocus(context, frame);
    } else this._drawEach(context, frame, visible);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {Uint32Array} rows
   */
  _drawEach(context, frame, rows) {
    const radius = radiusAt(frame.zoom);
    const focus = this._focus;
    const visible = Array.from(rows, (row) => this._table.drawnOf(row));
    // The most important stand above the others.
    const upwards = visible.toReversed();
    const isFew = this._places.count <= measures.few;
    for (const feature of upwards) {
      drawUncertainty(context, frame, feature, { radius, isActive: focus.isActive(feature), isFew });
    }
    for (const feature of upwards) {
      if (feature.shape.rings.length) drawArea(context, frame, feature, focus.isActive(feature));
    }
    for (const feature of upwards) {
      if (feature.shape.lines.length) drawLine(context, frame, feature, focus.isActive(feature));
    }
    drawRings(context, frame, this.marks.rings);
    this._crowds = null;
    this._stacks = stackSymbols(frame, visible, radius);
    drawStacks(context, frame, this._stacks, { radius, focus });
    this._settleAround(frame, this._stacks.map(({ x, y }) => [x - radius, y - radius, x + radius, y + radius]));
    this.named = this._drawNames(context, frame, this._stacks, { radius, focus });
    drawLinks(context, frame, this.marks.lines);
  }

  /**
   * Too many to tell apart: shapes look by look, crowds with their count; nobody is in focus.
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {Uint32Array} rows
   */
  _drawMany(context, frame, rows) {
    const { scale, left, top, width, height } = frame;
    const radius = radiusAt(frame.zoom);
    const reach = crowdReach(radius);
    drawShapes(context, frame, this._table, { rows, radius });
    drawRings(context, frame, this.marks.rings);
    const box = [left - reach, top - reach, left + width + reach, top + height + reach];
    const crowds = new Crowds(this._table, rows, { box: box.map((pixels) => pixels / scale), reach: reach / scale });
    drawCrowds(context, frame, this._table, { crowds, radius });
    this._stacks = [];
    this._crowds = crowds;
    this.named = this._nameSingles(context, frame, crowds, radius);
    drawLinks(context, frame, this.marks.lines);
  }

  /**
   * @param {Frame} frame
   * @param {Box[]} symbols
   */
  _settleAround({ seen: [left, top] }, symbols) {
    this._settle(symbols.map(([from, high, to, low]) => [from - left, high - top, to - left, low - top]));
  }

  /**
   * Of many only those that stand alone are named, the most important first; all symbols keep their room.
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {Crowds} crowds
   * @param {number} radius
   */
  _nameSingles(context, frame, crowds, radius) {
    const [left, top, right, bottom] = frame.seen;
    /** @type {Box[]} */
    const taken = [];
    /** @type {Stack[]} */
    const alone = [];
    crowds.sizes.forEach((size, crowd) => {
      const [x, y] = [frame.x(crowds.xs[crowd]), frame.y(crowds.ys[crowd])];
      if (x < left || x > right || y < top || y > bottom) return;
      const reach = size > 1 ? discRadius(size, radius) : radius;
      taken.push([x - reach, y - reach, x + reach, y + reach]);
      if (size === 1 && alone.length < MOST_NAMED) {
        const [worldX, worldY] = [crowds.xs[crowd], crowds.ys[crowd]];
        alone.push({ x, y, worldX, worldY, members: [this._table.drawnOf(crowds.leaders[crowd])] });
      }
    });
    this._settleAround(frame, taken);
    return this._drawNames(context, frame, alone, { radius, focus: new Focus(), taken });
  }

  /**
   * What the reader has selected or points at, over the picture of the many.
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   */
  _drawFocus(context, frame) {
    const focus = this._focus;
    const radius = radiusAt(frame.zoom);
    const rows = [focus.selected, focus.hovered].map((id) => this._table.rowOf(id));
    const active = [...new Set(rows)].filter((row) => this._places.shown[row]).map((row) => this._table.drawnOf(row));
    for (const feature of active) drawUncertainty(context, frame, feature, { radius, isActive: true, isFew: true });
    for (const feature of active) {
      if (feature.shape.rings.length) drawArea(context, frame, feature, true);
      if (feature.shape.lines.length) drawLine(context, frame, feature, true);
    }
    // Whoever is pointed at in a crowd does not hide its count.
    const inCrowd = this._crowds?.crowdsOf(rows[1]).filter((crowd) => this._crowds?.sizes[crowd] !== 1) ?? [];
    for (const crowd of inCrowd) {
      const { xs, ys, sizes } = /** @type {Crowds} */ (this._crowds);
      drawPointed(context, { x: frame.x(xs[crowd]), y: frame.y(ys[crowd]), size: sizes[crowd] }, radius);
    }
    const alone = active.filter(({ id, row }) => id === focus.selected || row !== rows[1] || !inCrowd.length);
    const stacks = stackSymbols(frame, alone, radius);
    drawStacks(context, frame, stacks, { radius, focus });
    this._drawNames(context, frame, stacks, { radius, focus, ground: [] });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {Stack[]} stacks
   * @param {{radius: number, focus: Focus, taken?: Box[], ground?: GroundName[]}} how
   */
  _drawNames(context, frame, stacks, { radius, focus, taken, ground = this._ground(frame) }) {
    return drawNames(context, frame, stacks, {
      ground, furniture: this._furniture(), taken, radius, focus, nameOf: (feature) => this._nameOf(feature), ...this._labels,
    });
  }

  /**
   * @param {Drawn} feature
   * @returns {string}
   */
  _nameOf({ properties: { name_zh: zh, name_en: en } }) {
    return this._messages?.pick(zh, en) ?? zh ?? "";
  }

  /**
   * The ids at a point of the map's container, nearest symbols first.
   * @param {L.Point} containerPoint
   * @returns {string[]}
   */
  idsAt(containerPoint) {
    return this._rowsAt(containerPoint).map((row) => this._table.idOf(row));
  }

  /**
   * The id that stands first at a point of the map's container, and how many stand there.
   * @param {L.Point} containerPoint
   */
  firstAt(containerPoint) {
    const rows = this._rowsAt(containerPoint);
    return { id: rows.length ? this._table.idOf(rows[0]) : null, count: rows.length };
  }

  /**
   * The rows at a point of the map's container, nearest symbols first.
   * @param {L.Point} containerPoint
   * @returns {number[]}
   */
  _rowsAt(containerPoint) {
    const at = this._worldAt(containerPoint);
    if (!at) return [];
    const rows = this._symbolsAt(at);
    // A crowd says its number: what else passes beneath it is not counted in.
    if (this._crowds && rows.length) return rows;
    return this._places.rowsAt(at, { slack: (HIT_SLACK + 3) / at.scale, known: rows });
  }

  /**
   * Where a point of the container lies in the world, and how large the world is.
   * @param {L.Point} containerPoint
   */
  _worldAt(containerPoint) {
    if (!this._map || !this._bounds) return null;
    const scale = 2 ** this._map.getZoom();
    const { x, y } = this._map.containerPointToLayerPoint(containerPoint).add(this._map.getPixelOrigin());
    return { x: x / scale, y: y / scale, scale };
  }

  /**
   * The rows whose symbols are at a place, nearest first.
   * @param {{x: number, y: number, scale: number}} at
   * @returns {number[]}
   */
  _symbolsAt({ x, y, scale }) {
    const radius = radiusAt(this._map.getZoom());
    const crowd = this._crowdAt({ x, y, scale });
    if (this._crowds) return crowd === null ? [] : this._crowds.membersOf(crowd);
    return this._stacks
      .map((stack) => ({ members: stack.members, distance: Math.hypot(stack.worldX - x, stack.worldY - y) * scale }))
      .filter(({ distance }) => distance <= radius + HIT_SLACK)
      .toSorted((one, other) => one.distance - other.distance)
      .flatMap(({ members }) => members.map(({ row }) => row));
  }

  /**
   * The crowd whose symbol is at a place; null where there is none.
   * @param {{x: number, y: number, scale: number}} at
   */
  _crowdAt({ x, y, scale }) {
    const found = this._crowds?.nearestTo(x, y);
    if (!found) return null;
    const radius = radiusAt(this._map.getZoom());
    const size = this._crowds?.sizes[found.crowd] ?? 1;
    const reach = (size > 1 ? discRadius(size, radius) : radius) + HIT_SLACK;
    return found.distance * scale <= reach ? found.crowd : null;
  }

  /**
   * The bounds to look at so that those who stand as one at a point come apart; null where they
   * stand apart already, or at one place.
   * @param {L.Point} containerPoint
   */
  partingBounds(containerPoint) {
    const at = this._worldAt(containerPoint);
    const crowd = at && this._crowdAt(at);
    if (crowd === null || !this._crowds || this._crowds.sizes[crowd] < 2) return null;
    const box = this._crowds.boxOf(crowd);
    const spread = Math.max(box[2] - box[0], box[3] - box[1]) * 2 ** this._map.getMaxZoom();
    return spread > crowdReach(radiusAt(this._map.getMaxZoom())) ? toLatLngBounds(box) : null;
  }
}
