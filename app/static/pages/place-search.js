/* The question of the nearby page: the place, how far is near, what few need. */
import { later } from "../core/later.js";
import { load } from "../core/load.js";
import { Messages } from "../core/messages.js";
import { NO_CAMERA, go, goTo, setExact, setTold } from "./near-place.js";
import { PlaceCombobox } from "./place-combobox.js";
import { findPosition } from "./position.js";
import { element } from "../parts/element.js";
import { iconOf } from "../parts/icon.js";

/**
 * @typedef {object} PlaceQuestion
 * @property {Lang} lang
 * @property {string} messages
 * @property {boolean} exact
 * @property {string | null} near
 * @property {string} radius
 * @property {{value: string, label: string}[]} radii
 * @property {{name: string, near: string}[]} examples
 * @property {string} sentence
 * @property {Box} bounds
 * @property {string} city
 */

export class PlaceSearch {
  /** @type {PlaceQuestion} */
  data = later();
  /** @type {Messages} */
  messages = later();
  locate = element("button");
  status = element("p");
  live = element("p");
  radii = element("div");
  box = element("div");
  exactBox = element("input");
  copied = element("span");
  panel = element("div");

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.heard = "";
    this.combobox = new PlaceCombobox({
      onChoose: (place) => goTo(place),
      onSay: (text) => { this.status.textContent = text; },
      onHear: (text) => { this.live.textContent = text; },
    });
  }

  /** @param {PlaceQuestion} data */
  async update(data) {
    this.data = data;
    const messages = new Messages(data.lang, await load(data.messages));
    if (this.data !== data) return;
    if (this.messages?.lang !== data.lang) {
      this.messages = messages;
      this.build();
    }
    setTold({ isExact: data.exact, radius: data.radius });
    this.exactBox.checked = data.exact;
    this.box.classList.toggle("has-place", Boolean(data.near));
    this.combobox.invite(data.near
      ? this.messages.say("Another place")
      : this.messages.say("Station, street, district or coordinates"));
    for (const button of this.radii.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === data.radius));
    }
    if (data.sentence !== this.heard) {
      this.heard = data.sentence;
      this.live.textContent = data.sentence;
    }
  }

  /* Ask the browser where we are: only now, only once, and only here. */
  findMe() {
    this.locate.setAttribute("aria-busy", "true");
    findPosition(this.messages, {
      bounds: this.data.bounds, city: this.data.city, onFound: goTo,
      onSay: (text) => { this.status.textContent = text; },
      onEnd: () => this.locate.removeAttribute("aria-busy"),
    });
  }

  build() {
    const { messages, data } = this;
    this.locate = element("button", {
      type: "button", className: "near-locate", on: { click: () => this.findMe() },
      children: [
        iconOf("M12 4v3M12 17v3M4 12h3M17 12h3M12 8a4 4 0 1 1 0 8a4 4 0 1 1 0-8", "near-icon"),
        element("span", { className: "near-locate-text", text: messages.say("Use my position") }),
      ],
    });
    this.status = element("p", { className: "near-status", role: "status" });
    this.live = element("p", { className: "city-hidden", "aria-live": "polite" });
    this.radii = element("div", {
      className: "near-radii", role: "group", "aria-label": messages.say("How far is near"),
      children: data.radii.map(({ value, label }) => element("button", {
        type: "button", value, text: label, "aria-pressed": "false",
        on: { click: () => go({ r: value, ...NO_CAMERA }) },
      })),
    });
    this.box = element("div", {
      className: "near-ask",
      children: [
        element("div", {
          className: "near-form", role: "search",
          children: [
            element("label", { for: "near-input", text: messages.say("Where?") }),
            this.moreToggle(),
            this.combobox.build(messages),
            this.locate,
          ],
        }),
        element("p", {
          className: "city-hidden", id: "near-hint",
          text: messages.say("Chinese characters, pinyin, initials, English, or coordinates"),
        }),
        this.more(),
        this.status,
        this.examples(),
        this.radii,
        this.live,
      ],
    });
    this.root.replaceChildren(this.box);
  }

  examples() {
    const { messages, data } = this;
    return element("p", {
      className: "near-examples",
      children: [
        element("span", { text: messages.say("For example:") }),
        ...data.examples.map(({ name, near }) => element("button", {
          type: "button", text: name,
          on: {
            click: () => {
              const [lon, lat] = near.split(",").map(Number);
              goTo({ lon, lat });
            },
          },
        })),
      ],
    });
  }

  moreToggle() {
    const toggle = element("button", {
      type: "button", className: "near-more-toggle", "aria-expanded": "false", "aria-controls": "near-more",
      text: this.messages.say("Coordinates and sharing"),
      on: {
        click: () => {
          this.panel.hidden = !this.panel.hidden;
          toggle.setAttribute("aria-expanded", String(!this.panel.hidden));
        },
      },
    });
    return toggle;
  }

  /* What few need: coordinates of other maps, the exact place in the link. */
  more() {
    const { messages } = this;
    const datums = [
      ["wgs84", messages.say("WGS 84: GPS, Tianditu, OpenStreetMap")],
      ["gcj02", messages.say("GCJ-02: Gaode (Amap), Tencent")],
      ["bd09", messages.say("BD-09: Baidu")],
    ];
    this.exactBox = element("input", {
      type: "checkbox",
      on: { change: () => setExact(this.data.near, this.exactBox.checked) },
    });
    this.copied = element("span", { className: "near-copied", role: "status" });
    this.panel = element("div", {
      className: "near-more", id: "near-more", hidden: "",
      children: [
        element("fieldset", {
          children: [
            element("legend", { text: messages.say("Coordinates I type were copied from") }),
            ...datums.map(([slug, text]) => {
              const input = element("input", {
                type: "radio", name: "near-datum", value: slug,
                on: { change: () => this.combobox.setDatum(slug) },
              });
              input.checked = slug === this.combobox.datum;
              return element("label", { children: [input, element("span", { text })] });
            }),
          ],
        }),
        element("label", {
          children: [this.exactBox, element("span", {
            text: messages.say("Exact place in the link (otherwise to about 10 m)"),
          })],
        }),
        element("p", {
          children: [
            element("button", {
              type: "button", text: messages.say("Copy the link"), on: { click: () => this.copy() },
            }),
            this.copied,
          ],
        }),
      ],
    });
    return this.panel;
  }

  async copy() {
    const { messages } = this;
    try {
      await navigator.clipboard.writeText(globalThis.location.href);
      this.copied.textContent = messages.say("Copied");
    } catch {
      this.copied.textContent = messages.say("The browser did not allow it; copy the address above");
    }
  }

}
