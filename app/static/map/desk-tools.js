/* The planner's buttons on the map: look in an area that is drawn, measure, read coordinates. */
import { areaM2, lengthM } from "../core/geodesy.js";
import { sayArea, sayLength } from "../core/measure-words.js";
import { writeArea } from "../core/areas.js";
import { iconOf } from "../parts/icon.js";
import { element } from "../parts/element.js";
import { CoordinateBox } from "./coordinate-box.js";
import { Sketch } from "./sketch.js";

/** @typedef {import("./sketch.js").Kind} Kind */

const WIDTHS_M = [50, 100, 200, 500, 1000, 2000];
const RULER = "M3 15 15 3l6 6L9 21zM7 11l2 2M10 8l3 3M13 5l2 2";
const ICON = "M4 7V4h3M10 4h4M17 4h3v3M20 10v4M20 17v3h-3M14 20h-4M7 20H4v-3M4 14v-4";

export class DeskTools extends L.Control {
  /**
   * `onArea(text)` hears of the area that is drawn, empty where it is taken away; null: nothing is
   * offered. `zone` is the survey's system, null where it is unknown.
   * @param {HTMLElement} frame
   * @param {{onArea: ((text: string) => void) | null, zone: import("../core/geodesy.js").Zone | null}} host
   */
  constructor(frame, { onArea, zone }) {
    super({ position: "topright" });
    this.frame = frame;
    this.onArea = onArea;
    this.zone = zone;
    this._box = element("div", { className: "city-tools city-desk leaflet-bar", hidden: onArea ? null : "" });
    this._within = 200;
  }

  /** @param {L.Map} map */
  onAdd(map) {
    L.DomEvent.disableClickPropagation(this._box);
    L.DomEvent.disableScrollPropagation(this._box);
    /** @type {L.Map} */
    this.map = map;
    /** @type {Sketch} */
    this.sketch = new Sketch(map, this.frame);
    /** @type {CoordinateBox} */
    this.coordinates = new CoordinateBox(map, this.frame);
    return this._box;
  }

  /* Whether clicks set corners now, and select nothing. */
  get isBusy() {
    return Boolean(this.sketch?.isActive || this.coordinates?.isActive);
  }

  get cursor() {
    return this.isBusy ? "crosshair" : "";
  }

  /**
   * Write the buttons anew in a language.
   * @param {Messages} messages
   */
  setMessages(messages) {
    /** @type {Messages} */
    this.messages = messages;
    const menu = element("fieldset", {
      className: "city-bases city-area-menu", hidden: "", children: [element("legend", { text: messages.say("Show only an area") })],
    });
    const label = messages.say("Show only an area");
    const opener = element("button", {
      type: "button", className: "city-area-open", "aria-label": label, title: label, "aria-expanded": "false", children: [iconOf(ICON, "")],
      on: { click: () => this.open(Boolean(menu.hidden)) },
    });
    const row = (/** @type {string} */ text, /** @type {Kind | "seen"} */ kind) => element("button", {
      type: "button", value: kind, text, on: { click: () => this.draw(kind) },
    });
    const width = element("select", {
      "aria-label": messages.say("Distance on both sides of the line"),
      on: { change: () => { this._within = Number(width.value); } },
      children: WIDTHS_M.map((metres) => element("option", {
        value: String(metres), text: `${metres} m`, selected: metres === this._within ? "" : null,
      })),
    });
    /** @type {HTMLElement} */
    this.remover = element("button", {
      type: "button", className: "is-remove", text: messages.say("Show the whole city again"), hidden: "",
      on: { click: () => { this.open(false); this.onArea?.(""); } },
    });
    menu.append(
      row(messages.say("Rectangle"), "box"),
      row(messages.say("Polygon"), "shape"),
      element("div", { className: "city-area-line", children: [row(messages.say("Along a line"), "line"), width] }),
      row(messages.say("What the map shows"), "seen"),
      this.remover,
    );
    /** @type {HTMLElement} */
    this.menu = menu;
    /** @type {HTMLElement} */
    this.opener = opener;
    const measure = this.measureMenu();
    for (const { menu: one, opener: its } of [{ menu, opener }, measure]) {
      one.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        DeskTools.toggle(one, its, false);
        its.focus();
      });
    }
    if (this.coordinates.isActive) this.coordinates.open(messages, this.zone);
    this._box.replaceChildren(opener, menu, measure.opener, measure.menu);
  }

  /* The button and menu of what is measured. */
  measureMenu() {
    const { messages } = this;
    const label = messages.say("Measure or read coordinates");
    const menu = element("fieldset", { className: "city-bases city-measure-menu", hidden: "", children: [element("legend", { text: label })] });
    const opener = element("button", {
      type: "button", className: "city-measure-open", "aria-label": label, title: label, "aria-expanded": "false", children: [iconOf(RULER, "")],
      on: {
        click: () => {
          this.open(false);
          DeskTools.toggle(menu, opener, Boolean(menu.hidden));
        },
      },
    });
    const row = (/** @type {string} */ text, /** @type {string} */ value, /** @type {() => void} */ act) => element("button", {
      type: "button", value, text,
      on: {
        click: () => {
          DeskTools.toggle(menu, opener, false);
          this.coordinates.close();
          act();
        },
      },
    });
    menu.append(
      row(messages.say("Length on the map"), "length", () => this.measure("line")),
      row(messages.say("Area on the map"), "area", () => this.measure("shape")),
      row(messages.say("Coordinates"), "coordinates", () => {
        this.sketch.stop();
        this.coordinates.open(messages, this.zone);
      }),
    );
    /** @type {{menu: HTMLElement, opener: HTMLElement}} */
    this.measuring = { menu, opener };
    return this.measuring;
  }

  /**
   * Measure what is drawn: it stays on the map, with its measure, until the next or Esc.
   * @param {"line" | "shape"} kind
   */
  measure(kind) {
    const { messages } = this;
    const hint = kind === "line"
      ? messages.say("Set points; the length follows the ellipsoid") : messages.say("Set corners; the area follows the ellipsoid");
    const say = (/** @type {Point[]} */ corners) => {
      if (corners.length < 2) return hint;
      if (kind === "line") return sayLength(messages, lengthM(corners));
      return corners.length < 3 ? hint : sayArea(messages, areaM2(corners));
    };
    this.sketch.start(kind, messages, {
      hint, onChange: (corners) => this.sketch.say(say(corners)), isKept: true, onDone: () => {},
    });
  }

  /**
   * @param {HTMLElement} menu
   * @param {HTMLElement} opener
   * @param {boolean} isOpen
   */
  static toggle(menu, opener, isOpen) {
    menu.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) menu.querySelector("button")?.focus();
  }

  /** @param {boolean} isOpen */
  open(isOpen) {
    if (isOpen) DeskTools.toggle(this.measuring.menu, this.measuring.opener, false);
    DeskTools.toggle(this.menu, this.opener, isOpen);
  }

  /**
   * Which area filters now.
   * @param {string | null | undefined} area
   */
  setArea(area) {
    this.opener.classList.toggle("is-on", Boolean(area));
    this.remover.hidden = !area;
  }

  /** @param {Kind | "seen"} kind */
  draw(kind) {
    const { messages } = this;
    this.open(false);
    this.coordinates.close();
    if (kind === "seen") {
      const bounds = this.map.getBounds();
      this.tell("box", [[bounds.getWest(), bounds.getSouth()], [bounds.getEast(), bounds.getNorth()]]);
      return;
    }
    const hints = {
      box: messages.say("Set two opposite corners"),
      shape: messages.say("Set the corners one after another"),
      line: messages.say("Set the points of the line"),
    };
    this.sketch.start(kind, messages, { hint: hints[kind], onDone: (corners) => this.tell(kind, corners) });
  }

  /**
   * Tell the area of corners.
   * @param {Kind} kind
   * @param {Point[]} corners
   */
  tell(kind, corners) {
    let told = corners;
    if (kind === "box") {
      const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
      told = [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
    }
    this.onArea?.(writeArea({ kind, within_m: kind === "line" ? this._within : 0, corners: told, project: null }));
  }
}
