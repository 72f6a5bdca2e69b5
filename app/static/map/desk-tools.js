/* The planner's buttons on the map: look in an area that is drawn. */
import { writeArea } from "../core/areas.js";
import { iconOf } from "../parts/icon.js";
import { element } from "../parts/element.js";
import { Sketch } from "./sketch.js";

const WIDTHS_M = [50, 100, 200, 500, 1000, 2000];
const ICON = "M4 7V4h3M10 4h4M17 4h3v3M20 10v4M20 17v3h-3M14 20h-4M7 20H4v-3M4 14v-4";

export class DeskTools extends L.Control {
  /* `onArea(text)` hears of the area that is drawn, empty where it is taken away; null: nothing is offered. */
  constructor(frame, { onArea }) {
    super({ position: "topright" });
    Object.assign(this, { frame, onArea });
    this._box = element("div", { className: "city-tools city-desk leaflet-bar", hidden: onArea ? null : "" });
    this._within = 200;
  }

  onAdd(map) {
    L.DomEvent.disableClickPropagation(this._box);
    L.DomEvent.disableScrollPropagation(this._box);
    this.sketch = new Sketch(map, this.frame);
    return this._box;
  }

  /* Whether clicks set corners now, and select nothing. */
  get isBusy() {
    return this.sketch?.isActive ?? false;
  }

  get cursor() {
    return this.isBusy ? "crosshair" : "";
  }

  /* Write the buttons anew in a language. */
  setMessages(messages) {
    this.messages = messages;
    const menu = element("fieldset", {
      className: "city-bases city-area-menu", hidden: "", children: [element("legend", { text: messages.say("Show only an area") })],
    });
    const label = messages.say("Show only an area");
    const opener = element("button", {
      type: "button", className: "city-area-open", "aria-label": label, title: label, "aria-expanded": "false", children: [iconOf(ICON, "")],
      on: { click: () => this.open(menu.hidden) },
    });
    const row = (text, kind) => element("button", {
      type: "button", value: kind, text, on: { click: () => this.draw(kind) },
    });
    const width = element("select", {
      "aria-label": messages.say("Distance on both sides of the line"),
      on: { change: () => { this._within = Number(width.value); } },
      children: WIDTHS_M.map((metres) => element("option", {
        value: String(metres), text: `${metres} m`, selected: metres === this._within ? "" : null,
      })),
    });
    this.remover = element("button", {
      type: "button", className: "is-remove", text: messages.say("Show the whole city again"), hidden: "",
      on: { click: () => { this.open(false); this.onArea(""); } },
    });
    menu.append(
      row(messages.say("Rectangle"), "box"),
      row(messages.say("Polygon"), "shape"),
      element("div", { className: "city-area-line", children: [row(messages.say("Along a line"), "line"), width] }),
      row(messages.say("What the map shows"), "seen"),
      this.remover,
    );
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.open(false);
      opener.focus();
    });
    Object.assign(this, { menu, opener });
    this._box.replaceChildren(opener, menu);
  }

  open(isOpen) {
    this.menu.hidden = !isOpen;
    this.opener.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.menu.querySelector("button")?.focus();
  }

  /* Which area filters now. */
  setArea(area) {
    this.opener.classList.toggle("is-on", Boolean(area));
    this.remover.hidden = !area;
  }

  draw(kind) {
    const { messages } = this;
    this.open(false);
    if (kind === "seen") {
      const bounds = this._map.getBounds();
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

  /* Tell the area of corners. */
  tell(kind, corners) {
    let told = corners;
    if (kind === "box") {
      const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
      told = [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
    }
    this.onArea(writeArea({ kind, within_m: kind === "line" ? this._within : 0, corners: told, project: null }));
  }
}
