/* The coordinates under the pointer in three systems, copied by a click; a place gone to by its own. */
import { fromGcj02, fromSurvey, toGcj02, toSurvey } from "../core/geodesy.js";
import { element } from "../parts/element.js";

const CLOSE_ZOOM = 15;

/**
 * A system of coordinates: how places go into it and come from it, and the button that shows one.
 * @typedef {object} System
 * @property {string} slug
 * @property {string} name
 * @property {number} decimals
 * @property {(place: Point) => Point} to
 * @property {(place: Point) => Point} from
 * @property {HTMLButtonElement} button
 */

export class CoordinateBox {
  /**
   * @param {L.Map} map
   * @param {HTMLElement} frame
   */
  constructor(map, frame) {
    this.map = map;
    this.isActive = false;
    /** @type {L.CircleMarker | null} */
    this.pin = null;
    /** @type {System[]} */
    this.systems = [];
    this.said = element("p", { role: "status", className: "city-coordinates-said" });
    this.box = element("section", { className: "city-coordinates", hidden: "" });
    frame.append(this.box);
    map.on("mousemove", ({ latlng }) => { if (!this.pin) this.show([latlng.lng, latlng.lat]); });
    map.on("move", () => { if (!this.pin && this.isActive && !this.box.contains(document.activeElement)) this.showCentre(); });
    map.on("click", ({ latlng }) => { if (this.isActive) this.hold([latlng.lng, latlng.lat]); });
    frame.addEventListener("keydown", (event) => {
      if (!this.isActive || event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    }, { capture: true });
  }

  /**
   * `zone` is the survey's, null where it has none that we compute.
   * @param {Messages} messages
   * @param {import("../core/geodesy.js").Zone | null} zone
   */
  open(messages, zone) {
    /** @type {Messages} */
    this.messages = messages;
    this.isActive = true;
    /** @type {Omit<System, "button">[]} */
    const systems = [
      { slug: "wgs84", name: messages.say("WGS 84 / CGCS2000"), decimals: 6, to: (place) => place, from: (place) => place },
      { slug: "gcj02", name: messages.say("GCJ-02 (Amap, Tencent)"), decimals: 6, to: toGcj02, from: fromGcj02 },
    ];
    if (zone) {
      systems.splice(1, 0, {
        slug: "survey", name: messages.say("Survey, {name}", { name: zone.name }), decimals: 1,
        to: (place) => toSurvey(place, zone), from: (place) => fromSurvey(place, zone),
      });
    }
    this.systems = systems.map((one) => {
      const system = { ...one, button: element("button", { type: "button", value: one.slug, on: { click: () => this.copy(system) } }) };
      return system;
    });
    this.build();
    this.box.hidden = false;
    this.showCentre();
  }

  close() {
    this.isActive = false;
    this.box.hidden = true;
    this.pin?.remove();
    this.pin = null;
    this.map.getContainer().focus({ preventScroll: true });
  }

  build() {
    const { messages, systems } = this;
    this.said.textContent = "";
    const choice = element("select", {
      "aria-label": messages.say("System"), children: systems.map(({ slug, name }) => element("option", { value: slug, text: name })),
    });
    const input = element("input", {
      type: "text", autocomplete: "off", "aria-label": messages.say("Longitude and latitude, or east and north"),
      placeholder: messages.say("Longitude and latitude, or east and north"),
    });
    this.box.setAttribute("aria-label", messages.say("Coordinates"));
    this.box.replaceChildren(
      element("p", {
        className: "city-coordinates-head",
        children: [
          element("strong", { text: messages.say("Coordinates") }),
          element("button", { type: "button", className: "is-close", "aria-label": messages.say("Close"), text: "✕", on: { click: () => this.close() } }),
        ],
      }),
      element("dl", { children: systems.flatMap(({ name, button }) => [element("dt", { text: name }), element("dd", { children: [button] })]) }),
      element("form", {
        children: [choice, input, element("button", { type: "submit", text: messages.say("Go there") })],
        on: {
          submit: (event) => {
            event.preventDefault();
            this.goTo(systems[choice.selectedIndex], input.value);
          },
        },
      }),
      this.said,
    );
    L.DomEvent.disableClickPropagation(this.box);
  }

  showCentre() {
    const { lng, lat } = this.map.getCenter();
    this.show([lng, lat]);
  }

  /**
   * Write a place in every system.
   * @param {Point} place
   */
  show(place) {
    if (!this.isActive) return;
    for (const { button, to, decimals } of this.systems) {
      const text = to(place).map((value) => value.toFixed(decimals)).join(", ");
      button.textContent = text;
      button.title = this.messages.say("Copy {text}", { text });
    }
  }

  /**
   * Hold a place that was clicked, until another is.
   * @param {Point} place
   */
  hold(place) {
    this.pin?.remove();
    this.pin = L.circleMarker([place[1], place[0]], { radius: 6, color: "#b3261e", weight: 2.5, fillOpacity: 0.2, interactive: false, renderer: L.svg() }).addTo(this.map);
    this.show(place);
  }

  /** @param {{button: HTMLButtonElement}} system */
  async copy({ button }) {
    const text = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      this.said.textContent = this.messages.say("Copied: {text}", { text });
    } catch {
      globalThis.getSelection()?.selectAllChildren(button);
      this.said.textContent = this.messages.say("The browser did not allow it; the text is selected");
    }
  }

  /**
   * Go to what is typed in a system.
   * @param {System} system
   * @param {string} text
   */
  goTo(system, text) {
    const numbers = text.trim().split(/[\s,，;；]+/).map(Number);
    /** @type {Point} */
    const place = numbers.length === 2 && numbers.every(Number.isFinite) ? system.from(/** @type {Point} */ (numbers)) : [Number.NaN, 0];
    if (!(Math.abs(place[0]) <= 180 && Math.abs(place[1]) <= 85)) {
      this.said.textContent = this.messages.say("This is no coordinate of {system}: {text}", { system: system.name, text });
      return;
    }
    this.said.textContent = "";
    this.map.setView([place[1], place[0]], Math.max(this.map.getZoom(), CLOSE_ZOOM), { animate: false });
    this.hold(place);
  }
}
