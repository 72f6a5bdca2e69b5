/* The embedded base map: ground, water, roads, railways, borders, stations and their names. */
import { worldX, worldY } from "../core/projection.js";
import { geometryParts } from "../core/shapes.js";
import { baseColours } from "../core/symbols.js";
import { drawLabel, tracePart } from "./canvas-ink.js";
import { CanvasLayer } from "./canvas-layer.js";

export class BaseMap extends CanvasLayer {
  constructor(options) {
    super({ pane: "tilePane", ...options });
    this._data = null;
    this._messages = null;
    this._isOverlay = false;
  }

  /* Take the layers of the base map and the language of its names. */
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

  setMessages(messages) {
    this._messages = messages;
    return this.redraw();
  }

  /* Over online tiles only borders and stations are drawn, without the ground. */
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

  draw(context, frame) {
    if (!this._data) return;
    const colours = baseColours();
    context.lineCap = "round";
    context.lineJoin = "round";
    if (!this._isOverlay) this._drawGround(context, frame, colours);
    this._drawBorders(context, frame, colours);
    this._drawStations(context, frame, colours);
    if (!this._isOverlay) this._drawLabels(context, frame, colours);
  }

  _each(name, visit) {
    for (const feature of this._data[name] ?? []) visit(feature);
  }

  _fill(context, frame, feature, colour) {
    context.beginPath();
    for (const flat of feature.parts) tracePart(context, frame, flat, true);
    context.fillStyle = colour;
    context.fill("evenodd");
  }

  _stroke(context, frame, feature, { colour, width, dash = [] }) {
    context.beginPath();
    for (const flat of feature.parts) tracePart(context, frame, flat, feature.geometry.endsWith("Polygon"));
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.stroke();
    context.setLineDash([]);
  }

  _drawGround(context, frame, colours) {
    context.fillStyle = colours.outside;
    context.fillRect(0, 0, frame.width, frame.height);
    this._each("districts", (feature) => this._fill(context, frame, feature, colours.land));
    this._each("water", (feature) => {
      const isWater = feature.properties.kind === "water";
      this._fill(context, frame, feature, isWater ? colours.water : colours.park);
    });
    const growth = Math.max(0, frame.zoom - 9);
    this._each("river", (feature) =>
      this._stroke(context, frame, feature, { colour: colours.river, width: 1.6 + growth * 0.9 }));
    const road = 1.1 + growth * 0.75;
    if (frame.zoom >= 10.5) {
      this._each("roads", (feature) =>
        this._stroke(context, frame, feature, { colour: colours.road_edge, width: road + 1.4 }));
      this._each("roads", (feature) =>
        this._stroke(context, frame, feature, { colour: colours.road, width: road }));
    }
    this._each("railways", (feature) => {
      this._stroke(context, frame, feature, { colour: colours.railway, width: 1.8 });
      this._stroke(context, frame, feature, { colour: colours.land, width: 0.9, dash: [6, 6] });
    });
    this._each("metro", (feature) =>
      this._stroke(context, frame, feature, { colour: colours.metro, width: 2.2 + growth * 0.3 }));
  }

  _drawBorders(context, frame, colours) {
    this._each("districts", (feature) => {
      this._stroke(context, frame, feature, { colour: colours.halo, width: 2.6 });
      this._stroke(context, frame, feature, { colour: colours.border, width: 1, dash: [7, 3, 1.5, 3] });
    });
  }

  /* Metro stations: a ring where built, dotted where planned; named when near. */
  _drawStations(context, frame, colours) {
    if (frame.zoom < 11) return;
    const named = new Set();
    this._each("stations", ({ parts: [at], properties }) => {
      const [x, y] = [frame.x(at[0]), frame.y(at[1])];
      if (x < -60 || y < -20 || x > frame.width + 60 || y > frame.height + 20) return;
      const isBuilt = properties.state === "built";
      context.beginPath();
      context.arc(x, y, frame.zoom < 13 ? 2.6 : 4, 0, Math.PI * 2);
      context.fillStyle = colours.station_fill;
      context.fill();
      context.strokeStyle = isBuilt ? colours.station : colours.station_planned;
      context.lineWidth = 1.4;
      context.setLineDash(isBuilt ? [] : [1.5, 1.8]);
      context.stroke();
      context.setLineDash([]);
      if (frame.zoom < 13 || named.has(properties.name_zh)) return;
      named.add(properties.name_zh);
      drawLabel(context, this._messages.pick(properties.name_zh, properties.name_en), x + 8, y, {
        colour: colours.station, halo: colours.halo, size: 11, align: "left",
      });
    });
  }

  _drawLabels(context, frame, colours) {
    const pick = (properties) => this._messages.pick(properties.name_zh, properties.name_en);
    if (frame.zoom < 13.5) {
      this._each("districts", ({ properties }) => {
        if (!properties.label) return;
        const [lon, lat] = properties.label;
        drawLabel(context, pick(properties), frame.x(worldX(lon)), frame.y(worldY(lat)), {
          colour: colours.label, halo: colours.land, size: frame.zoom < 10 ? 12 : 13.5, weight: 500,
        });
      });
    }
    if (frame.zoom >= 12.5) this._drawRoadNames(context, frame, colours, pick);
    if (frame.zoom >= 11.5) this._drawWaterNames(context, frame, colours, pick);
  }

  _drawWaterNames(context, frame, colours, pick) {
    this._each("water", (feature) => {
      const { properties } = feature;
      if (!properties.name_zh || frame.zoom < 13) return;
      const flat = feature.parts[0];
      let [x, y] = [0, 0];
      for (let index = 0; index < flat.length; index += 2) {
        x += flat[index];
        y += flat[index + 1];
      }
      const count = flat.length / 2;
      drawLabel(context, pick(properties), frame.x(x / count), frame.y(y / count), {
        colour: colours.water_label, halo: colours.halo, size: 11,
      });
    });
  }

  _drawRoadNames(context, frame, colours, pick) {
    const taken = [];
    this._each("roads", (feature) => {
      const text = pick(feature.properties);
      if (!text) return;
      const flat = feature.parts[0];
      const middle = Math.floor(flat.length / 4) * 2;
      const before = Math.max(0, middle - 2);
      const [x1, y1] = [frame.x(flat[before]), frame.y(flat[before + 1])];
      const [x2, y2] = [frame.x(flat[middle]), frame.y(flat[middle + 1])];
      const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
      if (x < -50 || y < -20 || x > frame.width + 50 || y > frame.height + 20) return;
      if (taken.some(([a, b]) => Math.abs(a - x) < 80 && Math.abs(b - y) < 24)) return;
      taken.push([x, y]);
      let angle = Math.atan2(y2 - y1, x2 - x1);
      if (angle > Math.PI / 2) angle -= Math.PI;
      if (angle < -Math.PI / 2) angle += Math.PI;
      context.save();
      context.translate(x, y);
      context.rotate(angle);
      drawLabel(context, text, 0, 0, { colour: colours.road_label, halo: colours.halo, size: 11 });
      context.restore();
    });
  }
}
