/* The projects on the map: fetched once, drawn on canvas, told only what is shown and selected. */
import { BoxGrid } from "../core/box-grid.js";
import { distanceToSegment, isInside } from "../core/hits.js";
import { compareRanks, measures, radiusAt, rankOf } from "../core/measures.js";
import { cutLines } from "../core/label-room.js";
import { anchorsOf, boundsOf, splitGeometry } from "../core/shapes.js";
import { themeName } from "../core/symbols.js";
import { toLatLngBounds } from "./bounds.js";
import { CanvasLayer } from "./canvas-layer.js";
import { drawManyDots, drawManyShapes } from "./draw-many.js";
import { drawLinks, drawRings } from "./draw-marks.js";
import { drawNames } from "./draw-names.js";
import { drawArea, drawLine } from "./draw-shapes.js";
import { dotStacks, drawStacks, stackSymbols } from "./draw-symbols.js";
import { drawUncertainty } from "./draw-uncertainty.js";
import { Focus } from "./focus.js";
import { KeptPicture } from "./kept-picture.js";

/** @typedef {import("../core/measures.js").Rank} Rank */
/** @typedef {{size: number, fromZoom: number}} LabelsHow */

const DOT = 3;
const LABEL_ZOOM = 12.25;
const HIT_SLACK = 5;
const MARGIN = 40;

/**
 * @param {Feature} feature
 * @param {number} row Its row in the catalogue.
 * @returns {Drawn}
 */
const toDrawn = (feature, row) => {
  const shape = splitGeometry(feature.geometry);
  const box = boundsOf(shape);
  const { id, sector, status, place } = feature.properties;
  return {
    row, id, sector, status, shape, box,
    properties: feature.properties,
    anchors: anchorsOf(shape, box),
    accuracy: place?.accuracy_m ?? 0,
    rank: rankOf(feature.properties),
    isShown: true,
  };
};

export class ProjectLayer extends CanvasLayer {
  /** @param {L.RendererOptions} options */
  constructor(options) {
    super(options);
    /** @type {Drawn[]} */
    this._features = [];
    /** @type {Map<string, Drawn>} */
    this._byId = new Map();
    this._focus = new Focus();
    /** @type {Stack[]} */
    this._stacks = [];
    this._count = 0;
    /** @type {LabelsHow} */
    this._labels = { size: measures.names.size, fromZoom: LABEL_ZOOM };
    /** @type {Messages | null} */
    this._messages = null;
    /** @type {(frame: Frame) => GroundName[]} */
    this._ground = () => [];
    /** @type {() => Box[]} */
    this._furniture = () => [];
    this._grid = new BoxGrid([]);
    this._farthest = 0;
    this._kept = new KeptPicture();
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
    this._features = collection.features.flatMap((feature, row) => (feature.geometry ? [toDrawn(feature, row)] : []))
      .toSorted((one, other) => compareRanks(one.rank, other.rank));
    this._byId = new Map(this._features.map((feature) => [feature.id, feature]));
    this._grid = new BoxGrid(this._features.map(({ box }) => box));
    this._farthest = this._features.reduce((most, { accuracy }) => Math.max(most, accuracy), 0);
    return this.show(null);
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
    this._count = 0;
    for (const feature of this._features) {
      feature.isShown = marks === null || marks[feature.row] > 0;
      if (feature.isShown) this._count += 1;
    }
    this._version += 1;
    this.redrawNow();
    return this;
  }

  shownCount() {
    return this._count;
  }

  /* The records that have a place. */
  placed() {
    return this._features;
  }

  /** @param {string | null} id */
  select(id) {
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
    this.marks = marks ?? { rings: [], lines: [] };
    this._version += 1;
    return this.redraw();
  }

  /**
   * The bounds of a record; null where it has no place.
   * @param {string} id
   */
  boundsOf(id) {
    const feature = this._byId.get(id);
    return feature ? toLatLngBounds(feature.box) : null;
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
    const seen = [min.x / scale, min.y / scale, max.x / scale, max.y / scale];
    const isIn = (/** @type {Drawn} */ { box, anchors, shape }) =>
      (box[0] >= seen[0] && box[2] <= seen[2] && box[1] >= seen[1] && box[3] <= seen[3])
      || anchors.some(([x, y]) => x >= seen[0] && x <= seen[2] && y >= seen[1] && y <= seen[3])
      || cutLines(shape.lines, seen).length > 0;
    let count = 0;
    for (const one of this._within(seen)) {
      if (!one.isShown || !isIn(one)) continue;
      marks[one.row] = 1;
      count += 1;
    }
    return count;
  }

  /* The bounds of all that is shown; null where nothing of it has a place. */
  shownBounds() {
    const shown = this._features.filter((feature) => feature.isShown);
    if (!shown.length) return null;
    const sides = [Math.min, Math.min, Math.max, Math.max];
    return toLatLngBounds(sides.map((choose, side) => shown.reduce(
      (found, { box }) => choose(found, box[side]), shown[0].box[side])));
  }

  /**
   * How unsure the place of a record is, in metres.
   * @param {string} id
   */
  accuracyOf(id) {
    return this._byId.get(id)?.accuracy ?? 0;
  }

  /**
   * The records whose box touches a box of world pixels.
   * @param {Box} box
   */
  _within(box) {
    return this._grid.find(box).map((number) => this._features[number]);
  }

  /**
   * The shown records that something of is seen of in a frame, the most important first.
   * @param {Frame} frame
   */
  _visible(frame) {
    const halo = this._farthest * frame.pixelsPerMetre + MARGIN;
    const box = [-halo + frame.left, -halo + frame.top, frame.width + halo + frame.left, frame.height + halo + frame.top];
    return this._within(box.map((pixels) => pixels / frame.scale))
      .filter((feature) => feature.isShown && ProjectLayer.isNear(frame, feature));
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
    const visible = this._visible(frame);
    this._kept.key = null;
    if (visible.length > measures.many) {
      this._drawMany(context, frame, visible);
      this._kept.keep(key, this._container);
      this._drawFocus(context, frame);
    } else this._drawEach(context, frame, visible);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {Drawn[]} visible
   */
  _drawEach(context, frame, visible) {
    const radius = radiusAt(frame.zoom);
    const focus = this._focus;
    // The most important stand above the others.
    const upwards = visible.toReversed();
    const isFew = this._count <= measures.few;
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
    this._stacks = stackSymbols(frame, visible, radius);
    drawStacks(context, frame, this._stacks, { radius, focus });
    this.named = this._drawNames(context, frame, this._stacks, { radius, focus });
    drawLinks(context, frame, this.marks.lines);
  }

  /**
   * Too many to tell apart: shapes look by look, a square for a symbol; nobody is in focus.
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {Drawn[]} visible
   */
  _drawMany(context, frame, visible) {
    const upwards = visible.toReversed();
    drawManyShapes(context, frame, upwards);
    drawRings(context, frame, this.marks.rings);
    drawManyDots(context, frame, upwards, DOT);
    this._stacks = [];
    const focus = new Focus();
    this.named = this._drawNames(context, frame, dotStacks(frame, visible), { radius: DOT, focus, isDots: true });
    drawLinks(context, frame, this.marks.lines);
  }

  /**
   * What the reader has selected or points at, over the picture of the many.
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   */
  _drawFocus(context, frame) {
    const focus = this._focus;
    const radius = radiusAt(frame.zoom);
    const active = [focus.selected, focus.hovered]
      .map((id) => this._byId.get(id ?? "")).filter((feature) => feature !== undefined)
      .filter(({ isShown }) => isShown);
    for (const feature of active) {
      if (feature.shape.rings.length) drawArea(context, frame, feature, true);
      if (feature.shape.lines.length) drawLine(context, frame, feature, true);
    }
    const stacks = stackSymbols(frame, active, radius);
    drawStacks(context, frame, stacks, { radius, focus });
    this._drawNames(context, frame, stacks, { radius, focus, ground: [] });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {Stack[]} stacks
   * @param {{radius: number, focus: Focus, isDots?: boolean, ground?: GroundName[]}} how
   */
  _drawNames(context, frame, stacks, { radius, focus, isDots = false, ground = this._ground(frame) }) {
    return drawNames(context, frame, stacks, {
      ground, furniture: this._furniture(), radius, isDots, focus, nameOf: (feature) => this._nameOf(feature), ...this._labels,
    });
  }

  /**
   * @param {Frame} frame
   * @param {Drawn} feature
   */
  static isNear(frame, { box, accuracy }) {
    const halo = accuracy * frame.pixelsPerMetre + MARGIN;
    return frame.x(box[2]) > -halo && frame.x(box[0]) < frame.width + halo
      && frame.y(box[3]) > -halo && frame.y(box[1]) < frame.height + halo;
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
    if (!this._map || !this._bounds) return [];
    const layerPoint = this._map.containerPointToLayerPoint(containerPoint);
    const corner = this._bounds.getTopLeft();
    const { x, y } = layerPoint.subtract(corner);
    const zoom = this._map.getZoom();
    const scale = 2 ** zoom;
    const origin = this._map.getPixelOrigin().add(corner);
    const [worldX, worldY] = [(x + origin.x) / scale, (y + origin.y) / scale];
    const slack = (HIT_SLACK + 3) / scale;
    const touched = this._within([worldX - slack, worldY - slack, worldX + slack, worldY + slack])
      .filter((feature) => feature.isShown);
    const isDotted = this._kept.key !== null;
    const points = isDotted
      ? touched.flatMap((feature) => feature.anchors.map(([atX, atY]) => (
        { members: [feature], distance: Math.hypot(atX - worldX, atY - worldY) * scale })))
      : this._stacks.map((stack) => ({ members: stack.members, distance: Math.hypot(stack.x - x, stack.y - y) }));
    const reach = (isDotted ? DOT : radiusAt(zoom)) + HIT_SLACK;
    const stacks = points.filter(({ distance }) => distance <= reach)
      .toSorted((one, other) => one.distance - other.distance);
    const ids = stacks.flatMap(({ members }) => members.map((member) => member.id));
    const known = new Set(ids);
    for (const feature of touched) {
      if (known.has(feature.id)) continue;
      const isOnLine = feature.shape.lines.some((flat) => {
        for (let index = 2; index < flat.length; index += 2) {
          const distance = distanceToSegment(
            worldX, worldY, flat[index - 2], flat[index - 1], flat[index], flat[index + 1],
          );
          if (distance <= slack) return true;
        }
        return false;
      });
      if (isOnLine || (stacks.length === 0 && isInside(worldX, worldY, feature.shape.rings))) {
        ids.push(feature.id);
      }
    }
    return ids;
  }
}
