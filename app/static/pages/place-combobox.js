/* The field that finds a place: what the server offers as a list to choose from. */
import { later } from "../core/later.js";
import { element } from "../parts/element.js";
import { iconOf } from "../parts/icon.js";
import { isAborted } from "../core/faults.js";

/** @typedef {{lon: number, lat: number, name: string, kind: string, district: string | null, said?: string | null, is_alike?: boolean}} FoundPlace */
/** @typedef {{place?: FoundPlace, choose: () => void, text?: string}} Option */

/**
 * @typedef {object} SearchHost
 * @property {(place: FoundPlace) => void} onChoose
 * @property {(text: string) => void} onSay Gets a text for the status.
 * @property {(text: string) => void} onHear Gets a text for assistive tools.
 */

const PAUSE_MS = 120;

export class PlaceCombobox {
  /** @param {SearchHost} host */
  constructor({ onChoose, onSay, onHear }) {
    this.onChoose = onChoose;
    this.onSay = onSay;
    this.onHear = onHear;
    /** @type {Option[]} */
    this.options = [];
    this.active = -1;
    this.datum = "wgs84";
    this.isOnlineOffered = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {AbortController | undefined} */
    this.asking = undefined;
    /** @type {Messages} */
    this.messages = later();
    /** @type {HTMLInputElement} */
    this.input = later();
    /** @type {HTMLUListElement} */
    this.list = later();
  }

  /** @param {Messages} messages */
  build(messages) {
    this.messages = messages;
    this.input = element("input", {
      id: "near-input", type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": "near-options", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      enterkeyhint: "search", "aria-describedby": "near-hint",
      on: {
        input: () => this.ask(),
        keydown: (event) => this.press(event),
        focus: () => this.input.select(),
        blur: () => { setTimeout(() => this.close(), PAUSE_MS); },
      },
    });
    this.list = element("ul", {
      id: "near-options", role: "listbox", hidden: "", "aria-label": messages.say("Places found"),
      on: { mousedown: (event) => event.preventDefault() },
    });
    return element("div", { className: "near-box", children: [
      iconOf("M10.5 4.500a6 6 0 1 1 0 12a6 6 0 1 1 0-12M15 15l5 5", "near-icon"), this.input, this.list,
    ] });
  }

  /**
   * Say what may be typed; what was typed is not kept.
   * @param {string} text
   */
  invite(text) {
    this.input.placeholder = text;
    if (document.activeElement !== this.input) this.input.value = "";
  }

  /** @param {string} slug */
  setDatum(slug) {
    this.datum = slug;
    this.ask();
  }

  /* Ask the server what the text may mean, once the fingers rest. */
  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), PAUSE_MS);
  }

  async search({ isOnline = false } = {}) {
    clearTimeout(this.timer);
    const text = this.input.value.trim();
    this.asking?.abort();
    if (!text) {
      this.show([], "");
      return;
    }
    this.asking = new AbortController();
    const query = new URLSearchParams({ q: text, lang: this.messages.lang, datum: this.datum });
    if (isOnline) query.set("online", "1");
    const report = new URLSearchParams(globalThis.location.search).get("report");
    if (report) query.set("report", report);
    try {
      const address = new URL(`places?${query}`, document.baseURI);
      const answer = await fetch(address, { signal: this.asking.signal, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const { places, notice, online } = await answer.json();
      this.isOnlineOffered = online && !isOnline;
      this.show(places, notice);
    } catch (fault) {
      if (!isAborted(fault)) {
        this.show([], this.messages.say("The search could not be reached. Try again, or tap the map."));
      }
    }
  }

  /**
   * @param {FoundPlace[]} places
   * @param {string | null} notice
   */
  show(places, notice) {
    const { messages } = this;
    this.options = places.map((place) => ({ place, choose: () => this.choose(place) }));
    if (this.isOnlineOffered && this.input.value.trim()) {
      this.options.push({ choose: () => this.search({ isOnline: true }), text: messages.say("Search online") });
    }
    const isEmpty = !this.options.length;
    this.list.replaceChildren(...this.options.map((option, index) => this.option(option, index)));
    this.list.hidden = isEmpty;
    this.input.setAttribute("aria-expanded", String(!isEmpty));
    this.activate(-1);
    const isNothing = isEmpty && !notice && this.input.value.trim();
    this.onSay(isNothing
      ? messages.say("Nothing found. Try another spelling, or tap the map.") : notice ?? "");
    this.onHear(places.length
      ? messages.count("{n} place found; the down arrow chooses", "{n} places found; the down arrow chooses", places.length)
      : "");
  }

  /**
   * @param {Option} option
   * @param {number} index
   */
  option({ place, choose, text }, index) {
    const children = place
      ? [
        element("span", { className: "near-option-name", text: place.name }),
        element("span", { className: "near-option-kind", text: [place.kind, place.district].filter(Boolean).join(" · ") }),
      ]
      : [element("span", { className: "near-option-name", text })];
    return element("li", {
      id: `near-option-${index}`, role: "option", "aria-selected": "false", children, on: { click: choose },
    });
  }

  /** @param {number} index */
  activate(index) {
    this.active = index;
    [...this.list.children].forEach((item, number) => {
      item.setAttribute("aria-selected", String(number === index));
    });
    if (index < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", `near-option-${index}`);
      this.list.children[index].scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {KeyboardEvent} event */
  async press(event) {
    const count = this.options.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!count) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.activate((this.active + step + (this.active < 0 && step < 0 ? 1 : 0) + count) % count);
    } else if (event.key === "Escape") {
      if (this.list.hidden) this.input.value = "";
      this.close();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (this.active < 0) await this.search();
      const option = this.options[Math.max(0, this.active)];
      // A name that is only similar is looked at before it is taken: Enter once more takes it.
      if (this.active < 0 && option?.place?.is_alike) this.activate(0);
      else option?.choose();
    }
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
  }

  /** @param {FoundPlace} place */
  choose(place) {
    this.close();
    this.options = [];
    this.input.value = "";
    this.onSay(place.said ?? "");
    this.input.blur();
    this.onChoose(place);
  }
}
