/* The embedded base map: ground, water, roads, railways, borders, stations and their names. */
import { grown, measures } from "../core/measures.js";
import { geometryParts } from "../core/shapes.js";
import { baseColours } from "../core/symbols.js";
import { tracePart } from "./canvas-ink.js";
import { CanvasLayer } from "./canvas-layer.js";
import { groundNames } from "./ground-names.js";
import { drawBorder, drawMetro, drawRailway, drawStation, strokeParts } from "./ground-ways.js";

/**
 * Whether a feature is drawn at this zoom.
 * @param {Ground} feature
 * @param {number} zoom
 */
const isSeen = ({ properties }, zoom) => zoom >= (properties.min_zoom ?? 0);

export class BaseMap extends CanvasLayer {
  /** @param {L.RendererOptions} options */
  constructor(options) {
    super({ pane: "tilePane", ...options });
    /** @type {GroundLayers | null} */
    this._data = null;
    /** @type {Messages | null} */
    this._messages = null;
    this._isOverlay = false;
  }

  /**
   * Take the layers of the base map and the language of its names.
   * @param {GroundFiles} layers
   * @param {Messages} messages
   */
  setData(layers, messages) {
    this._data = Object.fromEntries(
      Object.entries(layers).map(([name, collection]) => [
        name,
        collection.features.map((feature) => ({
          parts: geometryParts(feature.geometry),
          geometry: feature.geometry.type,
          properties: feature.properties,
        })),
      ]),
    );
    return this.setMessages(messages);
  }

  /** @param {Messages} messages */
  setMessages(messages) {
    this._messages = messages;
    return this.redraw();
  }

  /**
   * Over online tiles only borders and stations are drawn, without the ground.
   * @param {boolean} isOverlay
   */
  setOverlayOnly(isOverlay) {
    this._isOverlay = isOverlay;
    return this.redraw();
  }

  attribution() {
    return this._messages
      ? this._messages.say(
        "© OpenStreetMap contributors (ODbL) · Districts: Tianditu GS(2024)0650 · Natural Earth",
      )
      : "";
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   */
  draw(context, frame) {
    if (!this._data) return;
    const colours = baseColours();
    context.lineCap = "round";
    context.lineJoin = "round";
    if (!this._isOverlay) this._drawGround(context, frame, colours);
    this._drawBorders(context, frame, colours);
    this._drawStations(context, frame, colours);
  }

  /**
   * @param {string} name
   * @param {(feature: Ground) => void} visit
   */
  _each(name, visit) {
    for (const feature of this._data?.[name] ?? []) visit(feature);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {Ground} feature
   * @param {string} colour
   */
  _fill(context, frame, feature, colour) {
    context.beginPath();
    for (const flat of feature.parts) tracePart(context, frame, flat, true);
    context.fillStyle = colour;
    context.fill("evenodd");
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {Ground} feature
   * @param {import("./ground-ways.js").WayStyle} style
   */
  _stroke(context, frame, feature, style) {
    strokeParts(context, frame, feature.parts, { ...style, isClosed: feature.geometry.endsWith("Polygon") });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {Colours} colours
   */
  _drawGround(context, frame, colours) {
    context.fillStyle = colours.outside;
    context.fillRect(0, 0, frame.width, frame.height);
    this._each("districts", (feature) => this._fill(context, frame, feature, colours.land));
    this._each("water", (feature) => {
      if (!isSeen(feature, frame.zoom)) return;
      const isWater = feature.properties.kind === "water";
      this._fill(context, frame, feature, isWater ? colours.water : colours.park);
    });
    const { ground } = measures;
    const { zoom } = frame;
    this._each("river", (feature) =>
      this._stroke(context, frame, feature, { colour: colours.river, width: grown(ground.river, zoom) }));
    const road = grown(ground.road, zoom);
    this._drawNetwork(context, frame, colours);
    if (zoom >= ground.roads_from_zoom) {
      this._each("roads", (feature) => {
        if (!isSeen(feature, zoom)) return;
        this._stroke(context, frame, feature, { colour: colours.road_edge, width: road + ground.road_edge });
      });
      this._each("roads", (feature) => {
        if (isSeen(feature, zoom)) this._stroke(context, frame, feature, { colour: colours.road, width: road });
      });
    }
    this._each("railways", (feature) => drawRailway(context, frame, feature.parts, colours));
    this._each("metro", (feature) => drawMetro(context, frame, feature.parts, colours));
  }

  /**
   * Streams, and the trunk roads and railways of the region; dashed where their course is rough.
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {Colours} colours
   */
  _drawNetwork(context, frame, colours) {
    const { stream, highway, main_line: mainLine, rough_dash: rough } = measures.ground;
    this._each("streams", (feature) => {
      if (!isSeen(feature, frame.zoom)) return;
      this._stroke(context, frame, feature, { colour: colours.river, width: grown(stream, frame.zoom) });
    });
    this._each("highways", (feature) => {
      if (!isSeen(feature, frame.zoom)) return;
      const dash = feature.properties.schematic ? rough : [];
      this._stroke(context, frame, feature, { colour: colours.road_edge, width: grown(highway, frame.zoom), dash });
    });
    this._each("main-lines", (feature) => {
      if (!isSeen(feature, frame.zoom)) return;
      const dash = feature.properties.schematic ? rough : [];
      this._stroke(context, frame, feature, { colour: colours.railway, width: mainLine, dash });
    });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {Colours} colours
   */
  _drawBorders(context, frame, colours) {
    this._each("districts", (feature) => drawBorder(context, frame, feature.parts, colours, true));
  }

  /**
   * Metro stations: a ring where built, dotted where planned; named by `names`.
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {Colours} colours
   */
  _drawStations(context, frame, colours) {
    const { stations } = measures;
    if (frame.zoom < stations.from_zoom) return;
    const radius = frame.zoom < stations.near_from_zoom ? stations.far_radius : stations.near_radius;
    this._each("stations", ({ parts: [at], properties }) => {
      const [x, y] = [frame.x(at[0]), frame.y(at[1])];
      if (x < -60 || y < -20 || x > frame.width + 60 || y > frame.height + 20) return;
      drawStation(context, x, y, { isBuilt: properties.state === "built", radius, colours });
    });
  }

  /**
   * What the ground is called in a frame; the projects' layer writes it between its own names.
   * @param {Frame} frame
   * @returns {GroundName[]}
   */
  names(frame) {
    if (!this._data || !this._messages || this._isOverlay) return [];
    const messages = this._messages;
    const pick = (/** @type {Named} */ { name_zh: zh, name_en: en }) => messages.pick(zh, en);
    return groundNames(frame, this._data, { pick, colours: baseColours() });
  }
}
