/* The legend: every sign once, drawn by the code that draws the map. */
import { measures } from "../core/measures.js";
import { baseColours } from "../core/symbols.js";
import { element } from "../parts/element.js";
import { symbolPicture } from "../parts/symbol-picture.js";
import { contextOf } from "./canvas-ink.js";
import { drawDiscs } from "./draw-crowds.js";
import { drawArea, drawLine } from "./draw-shapes.js";
import { drawStacks } from "./draw-symbols.js";
import { drawUncertainty } from "./draw-uncertainty.js";
import { Focus } from "./focus.js";
import { drawBorder, drawMetro, drawRailway, drawStation } from "./ground-ways.js";

const ZOOM = 12;
const [WIDTH, HEIGHT] = [40, 22];
const MIDDLE = HEIGHT / 2;
const LINE = Float64Array.of(3, MIDDLE + 4, 20, MIDDLE - 3, WIDTH - 3, MIDDLE + 2);
const AREA = Float64Array.of(8, 4, 32, 3, 35, 17, 12, 19);

/**
 * @param {number} ratio
 * @returns {Frame}
 */
const frameOf = (ratio) => ({
  zoom: ZOOM, ratio, width: WIDTH, height: HEIGHT, pixelsPerMetre: 0.009, seen: [0, 0, WIDTH, HEIGHT],
  scale: 1, left: 0, top: 0, x: (value) => value, y: (value) => value,
});

/**
 * A small canvas with what `paint` draws on it; it is decoration, the words beside it speak.
 * @param {(context: CanvasRenderingContext2D, frame: Frame) => void} paint
 */
const sample = (paint) => {
  const ratio = Math.max(2, globalThis.devicePixelRatio || 1);
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH * ratio;
  canvas.height = HEIGHT * ratio;
  canvas.className = "city-sample-sign";
  canvas.setAttribute("aria-hidden", "true");
  const context = contextOf(canvas);
  context.scale(ratio, ratio);
  paint(context, frameOf(ratio));
  return canvas;
};

/**
 * @param {Partial<Inked>} more
 * @returns {Inked}
 */
const record = (more) => ({
  id: "sample", sector: null, status: "completed", accuracy: 0, anchors: [[WIDTH / 2, MIDDLE]],
  shape: { points: [], lines: [], rings: [] }, ...more,
});
/**
 * @param {string} status
 * @param {number} [accuracy]
 */
const lineRecord = (status, accuracy = 0) => record({ status, accuracy, shape: { points: [], lines: [LINE], rings: [] } });
/**
 * @param {string} status
 * @param {number} [accuracy]
 */
const lineSample = (status, accuracy) =>
  sample((context, frame) => drawLine(context, frame, lineRecord(status, accuracy), false));

const circleSample = () => sample((context, frame) => {
  const accuracy = (MIDDLE - 1) / frame.pixelsPerMetre;
  drawUncertainty(context, frame, record({ accuracy }), { radius: 1, isActive: false, isFew: true });
  context.beginPath();
  context.arc(WIDTH / 2, MIDDLE, 2.5, 0, Math.PI * 2);
  context.fill();
});

const areaSample = () => sample((context, frame) => drawArea(context, frame, record({
  shape: { points: [], lines: [], rings: [AREA] },
}), false));

const stackSample = () => sample((context, frame) => drawStacks(context, frame, [
  { x: WIDTH / 2 - 4, y: MIDDLE + 3, worldX: 0, worldY: 0, members: [record({}), record({ id: "two" }), record({ id: "three" })] },
], { radius: 7, focus: new Focus() }));

const SECTORS = ["culture-tourism", "roads", "industry"];
/** @param {boolean} isSoft */
const crowdSample = (isSoft) => sample((context) => drawDiscs(context, [
  { x: WIDTH / 2, y: MIDDLE, size: 24, radius: 9.5, shares: [0, 0.5, 0.8, 1], isSoft },
], { sectors: SECTORS, symbolRadius: 9 }));

/** @param {(context: CanvasRenderingContext2D, frame: Frame, parts: Float64Array[], colours: Colours) => void} paint */
const groundSample = (paint) => sample((context, frame) => paint(context, frame, [LINE], baseColours()));

/** @param {boolean} isBuilt */
const stationSample = (isBuilt) => sample((context) =>
  drawStation(context, WIDTH / 2, MIDDLE, { isBuilt, radius: measures.stations.near_radius, colours: baseColours() }));

/**
 * @param {Messages} messages
 * @param {Reference} vocabulary
 */
export const mapLegend = (messages, vocabulary) => {
  const nameOf = (/** @type {Term} */ term) => messages.pick(term.name_zh, term.name_en);
  const entry = (/** @type {Element[]} */ pictures, /** @type {string} */ text) =>
    element("li", { children: [...pictures, element("span", { text })] });
  const list = (/** @type {string} */ className, /** @type {Element[]} */ items) =>
    element("ul", { className, children: items });
  const title = (/** @type {string} */ text) => element("h3", { text });
  return element("details", {
    className: "city-legend",
    children: [
      element("summary", { text: messages.say("Legend") }),
      element("div", {
        children: [
          title(messages.say("Status, of a place and of a line")),
          list("is-status", vocabulary.statuses.map((term) =>
            entry([symbolPicture(null, term.slug), lineSample(term.slug)], nameOf(term)))),
          title(messages.say("Sector")),
          list("is-sector", vocabulary.sectors.map((term) => entry([symbolPicture(term.slug, "completed")], nameOf(term)))),
          title(messages.say("How sure the place is")),
          list("is-place", [
            entry([lineSample("completed")], messages.say("Without gaps: off by less than 1 km")),
            entry([lineSample("completed", measures.soft_from_m)], messages.say("With gaps: off by 1 km or more")),
            entry([circleSample()], messages.say("Broken circle: it may lie anywhere inside")),
            entry([areaSample()], messages.say("An area that is known")),
            entry([stackSample()], messages.say("A number: so many projects here; click to choose")),
            entry([crowdSample(false)], messages.say("A number in a ring: so many that cannot be told apart here, the ring parted by their sectors; zoom in")),
            entry([crowdSample(true)], messages.say("The ring broken: most of them are only roughly placed")),
          ]),
          title(messages.say("Base map")),
          list("is-ground", [
            entry([groundSample(drawRailway)], messages.say("Railway")),
            entry([groundSample(drawMetro)], messages.say("Metro line in service")),
            entry([stationSample(true)], messages.say("Station in service")),
            entry([stationSample(false)], messages.say("Station planned or being built")),
            entry([groundSample(drawBorder)], messages.say("District border")),
          ]),
        ],
      }),
    ],
  });
};
