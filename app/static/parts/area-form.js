/* The area by keyboard: what the map shows, four sides, or all within a distance of something. */
import { areaName } from "../core/area-words.js";
import { readArea, writeArea } from "../core/areas.js";
import { element } from "./element.js";

const MOST_OFFERED = 12;
const NEAR_M = 500;

export class AreaForm {
  /**
   * @param {Messages} messages
   * @param {object} host
   * @param {() => import("../core/records.js").Records | null} host.records Gives the records, once they are there.
   * @param {() => L.LatLngBounds | null} host.seen Gives the bounds of the map, or null.
   * @param {((text: string, lang: Lang) => Promise<{lon: number, lat: number} | null>) | null} [host.findPlace] Finds a place, where there is a server to ask.
   */
  constructor(messages, { records, seen, findPlace = null }) {
    this.messages = messages;
    this.records = records;
    this.seen = seen;
    this.findPlace = findPlace;
    /** @type {(area: string) => void} */
    this.onChange = () => {};
    this.root = element("details");
    this.build();
  }

  get features() {
    return this.records()?.features ?? [];
  }

  build() {
    const { messages } = this;
    /** @type {HTMLElement} */
    this.now = element("p", { className: "city-area-now", hidden: "" });
    /** @type {HTMLElement} */
    this.fault = element("p", { className: "city-area-fault", role: "alert", hidden: "" });
    /** @type {HTMLInputElement[]} */
    this.sides = ["west", "south", "east", "north"].map((side) => element("input", {
      type: "text", inputmode: "decimal", name: side, autocomplete: "off", size: "9",
    }));
    const names = [messages.say("West"), messages.say("South"), messages.say("East"), messages.say("North")];
    /** @type {HTMLInputElement} */
    this.metres = element("input", {
      type: "number", min: "1", max: "50000", step: "1", name: "within", value: String(NEAR_M),
    });
    /** @type {HTMLElement} */
    this.offers = element("datalist", { id: "city-area-offers" });
    /** @type {HTMLInputElement} */
    this.near = element("input", {
      type: "text", name: "near-what", list: "city-area-offers", autocomplete: "off",
      placeholder: messages.say("Project, place or lon, lat"),
      on: { input: (event) => { event.stopPropagation(); this.offer(); } },
    });
    const button = (/** @type {string} */ text, /** @type {() => void} */ on) => element("button", { type: "button", text, on: { click: on } });
    this.root = element("details", {
      "data-facet": "area",
      children: [
        element("summary", { text: messages.say("Area") }),
        element("div", {
          className: "city-area-form",
          children: [
            this.now,
            button(messages.say("What the map shows"), () => this.takeSeen()),
            element("fieldset", {
              children: [
                element("legend", { text: messages.say("All near something") }),
                element("label", { children: [element("span", { text: messages.say("Within, in metres") }), this.metres] }),
                element("label", { children: [element("span", { text: messages.say("Of") }), this.near] }),
                this.offers,
                button(messages.say("Show what is near"), () => this.takeNear()),
              ],
            }),
            element("fieldset", {
              children: [
                element("legend", { text: messages.say("Four sides, in degrees") }),
                ...this.sides.map((input, at) => element("label", { children: [element("span", { text: names[at] }), input] })),
                button(messages.say("Show what is inside"), () => this.takeSides()),
              ],
            }),
            this.fault,
          ],
        }),
      ],
    });
    this.root.addEventListener("keydown", (event) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      if (event.key !== "Enter" || input.tagName !== "INPUT") return;
      event.preventDefault();
      if (this.sides.includes(input)) this.takeSides();
      else this.takeNear();
    });
  }

  /**
   * Show the area that filters now.
   * @param {string | null} text
   */
  show(text) {
    const area = text ? readArea(text) : null;
    this.now.hidden = !area;
    this.now.replaceChildren();
    this.fault.hidden = true;
    if (!text || !area) return;
    this.root.open = true;
    this.now.append(
      element("span", { text: areaName(this.messages, text, (id) => this.nameOf(id)) }),
      element("button", {
        type: "button", className: "is-plain", text: this.messages.say("Remove"), on: { click: () => this.onChange("") },
      }),
    );
    if (area.kind === "box") area.corners.flat().forEach((value, at) => { this.sides[at].value = String(value); });
    if (area.within_m) this.metres.value = String(area.within_m);
  }

  /** @param {string} id */
  nameOf(id) {
    const one = this.records()?.get(id)?.properties;
    return one ? this.messages.pick(one.name_zh, one.name_en) : id;
  }

  /** @param {string} text */
  say(text) {
    this.fault.textContent = text;
    this.fault.hidden = false;
  }

  /**
   * Take an area if it is one.
   * @param {import("../core/areas.js").Area} area
   * @param {string} text
   */
  take(area, text) {
    const written = writeArea(area);
    if (readArea(written)) this.onChange(written);
    else this.say(text);
  }

  takeSeen() {
    const bounds = this.seen();
    if (!bounds) return;
    /** @type {Point[]} */
    const corners = [[bounds.getWest(), bounds.getSouth()], [bounds.getEast(), bounds.getNorth()]];
    this.take({ kind: "box", within_m: 0, corners, project: null }, "");
  }

  takeSides() {
    const [west, south, east, north] = this.sides.map(({ value }) => Number.parseFloat(value));
    const text = this.messages.say("Four numbers are needed: west before east, south before north.");
    this.take({ kind: "box", within_m: 0, corners: [[west, south], [east, north]], project: null }, text);
  }

  /* Offer the projects whose names have what is typed. */
  offer() {
    const typed = this.near.value.trim().toLowerCase();
    /** @type {string[]} */
    const found = [];
    for (const { properties } of typed ? this.features : []) {
      const name = this.messages.pick(properties.name_zh, properties.name_en);
      if (name.toLowerCase().includes(typed)) found.push(name);
      if (found.length === MOST_OFFERED) break;
    }
    this.offers.replaceChildren(...found.map((value) => element("option", { value })));
  }

  /* A project by its name or an only part of it, a pair of coordinates, or a place that the server knows. */
  async takeNear() {
    const { messages } = this;
    const typed = this.near.value.trim();
    const within = Number.parseFloat(this.metres.value);
    /** @type {import("../core/areas.js").Area} */
    const area = { kind: "near", within_m: within, corners: [], project: null };
    const fault = messages.say("A distance of 1 to 50,000 m is needed.");
    if (!typed) {
      this.say(messages.say("A project, a place or coordinates are needed."));
      return;
    }
    const id = this.findProject(typed);
    const numbers = typed.split(/[\s,，]+/).map(Number);
    if (id) this.take({ ...area, project: id }, fault);
    else if (numbers.length === 2 && numbers.every(Number.isFinite)) this.take({ ...area, corners: [/** @type {Point} */ (numbers)] }, fault);
    else {
      const place = await this.findPlace?.(typed, messages.lang).catch(() => null);
      if (place) this.take({ ...area, corners: [[place.lon, place.lat]] }, fault);
      else this.say(messages.say("Nothing of this name is known: {text}", { text: typed }));
    }
  }

  /** @param {string} typed */
  findProject(typed) {
    const wanted = typed.toLowerCase();
    const names = (/** @type {Feature} */ { properties: { name_zh: zh, name_en: en } }) => [zh, en].flatMap((name) => (name ? [name.toLowerCase()] : []));
    const same = this.features.find((one) => names(one).includes(wanted));
    if (same) return same.properties.id;
    const alike = this.features.filter((one) => names(one).some((name) => name.includes(wanted)));
    return alike.length === 1 ? alike[0].properties.id : null;
  }
}
