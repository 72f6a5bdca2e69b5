/* The page of what lies near, in a site of plain files: the answer is computed here. */
import { countSentence } from "../core/count-words.js";
import { setParts, writeQuery } from "../core/address.js";
import { Messages } from "../core/messages.js";
import { NearAnswer } from "../core/near-answer.js";
import { findNear } from "../core/nearness.js";
import { findPlaces } from "../core/near-places.js";
import { nearText } from "../core/near-words.js";
import { promiseState, withClocks } from "../core/promise-clock.js";
import { FACETS, recordsOf } from "../core/records.js";
import { aheadOn, CURRENT, DISTANCE, sayNext } from "../core/relevance.js";
import { sitePlace } from "../core/site-place.js";
import { element } from "../parts/element.js";
import { part } from "../parts/find.js";
import { FileChoice } from "./file-choice.js";
import { setNearAtlas } from "./near-page.js";
import { SiteNearAtlas } from "./site-near-atlas.js";

const RADII_M = [500, 1000, 2000, 5000, 10_000, 20_000];
const DEFAULT_RADIUS_M = 2000;
const OPEN = new Set(["perhaps", "district"]);
const ORDER = [...FACETS, "asof", "q", "area", "near", "r", "sort", "sel"];
const DAY = /** @type {const} */ ({ year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });

const read = (/** @type {string} */ id) => JSON.parse(document.getElementById(id)?.textContent || "null");

/** @typedef {{lon: number, lat: number, name: string}} Asked */
/**
 * @typedef {object} NearAbout
 * @property {MapSite} site
 * @property {Record<string, string>} symbols
 * @property {number} year
 * @property {Record<string, import("../core/relevance.js").Wait>} waits
 * @property {Record<string, string | undefined>} former_ids
 * @property {Record<string, {rule: string, other: string}>} orders
 * @property {[string, number, number][]} examples
 */

class NearPage {
  /** @param {HTMLElement} root */
  constructor(root) {
    /** @type {NearAbout} */
    this.about = read("about");
    /** @type {Collection} */
    this.catalogue = read("catalogue");
    /** @type {Reference} */
    this.reference = read("reference");
    withClocks(this.catalogue.features, this.reference);
    this.records = recordsOf(this.catalogue);
    this.base = read("base");
    const { lang } = this.about.site;
    this.messages = new Messages(lang, read(`messages-${lang}`) ?? {});
    this.answer = new NearAnswer(this.messages, this.reference, this.catalogue.features, this.about.year);
    this.places = read("places").map((/** @type {[string, string, number, number, ...string[]]} */ [name, kind, lon, lat, ...keys]) => ({ name, kind, lon, lat, keys }));
    /** @type {Asked | null} */
    this.place = null;
    /** @type {number | null} */
    this.radius = DEFAULT_RADIUS_M;
    this.sort = DISTANCE;
    /** @type {string | null} */
    this.selected = null;
    this.written = "";
    this.choice = new FileChoice(this.records, this.reference, {
      onChange: (isFromPanel) => this.write(isFromPanel), opens: false,
    });
    this.chosen = element("p", { className: "site-note", role: "status" });
    this.fold = element("summary", { "data-folds-filters": "1", text: this.messages.say("Filters") });
    this.filters = element("details", { className: "near-filters", children: [this.fold, this.choice.panel.root] });
    this.input = element("input", {
      id: "near-input", type: "search", autocomplete: "off", enterkeyhint: "search", "aria-controls": "near-found",
      on: { input: () => this.search() },
    });
    this.found = element("ul", { id: "near-found", className: "near-found" });
    this.status = element("p", { className: "site-note", role: "status" });
    this.told = element("div", { className: "near-told", "aria-live": "polite" });
    this.listed = element("div", { className: "near-listed" });
    const around = element("div", { className: "near-around" });
    this.tries = this.examples();
    const first = element("div", {
      className: "near-first", children: [
        this.form(), this.found, this.tries, this.status, this.filters, this.choice.tags, this.chosen, this.told,
      ],
    });
    root.replaceChildren(first, around, this.listed);
    this.atlas = new SiteNearAtlas(around, {
      site: this.about.site, onAsk: (at) => this.askAt(at), onSelect: (id) => this.setSelected(id),
    });
    setNearAtlas(this.atlas);
    this.choice.setWords(this.messages, () => this.atlas.map?.getBounds() ?? null);
    globalThis.addEventListener("hashchange", () => this.follow());
    this.follow();
  }

  form() {
    const { messages } = this;
    const locate = "geolocation" in navigator && globalThis.isSecureContext
      ? element("button", {
        type: "button", text: messages.say("My position"), on: { click: () => this.locate() },
      })
      : null;
    this.select = element("select", {
      id: "near-radius",
      on: { change: () => this.setRadius() },
      children: [...RADII_M, null].map((metres) => element("option", {
        value: metres === null ? "all" : String(metres), text: this.answer.radius(metres),
      })),
    });
    return element("form", {
      className: "near-form",
      on: {
        submit: (event) => {
          event.preventDefault();
          const [first] = findPlaces(this.places, this.input.value);
          if (first) this.ask(first);
        },
      },
      children: [
        element("label", { for: "near-input", text: messages.say("A place: name, pinyin, English, or longitude and latitude") }),
        this.input,
        element("button", { type: "submit", text: messages.say("Search") }),
        locate,
        element("label", { for: "near-radius", text: messages.say("Radius") }),
        this.select,
      ],
    });
  }

  /* Places to press below an empty search. */
  examples() {
    return element("p", {
      className: "near-examples",
      children: [
        element("span", { text: this.messages.say("For example:") }),
        ...this.about.examples.map(([name, lon, lat]) => element("button", {
          type: "button", text: name, on: { click: () => this.ask({ lon, lat, name }) },
        })),
      ],
    });
  }

  /** @param {string} sort */
  setSort(sort) {
    this.sort = sort;
    this.write();
    const way = this.listed.querySelector(".near-order button");
    if (way instanceof HTMLElement) way.focus();
  }

  setRadius() {
    const value = this.select?.value;
    this.radius = value === "all" ? null : Number(value);
    this.write();
  }

  search() {
    const { messages } = this;
    const text = this.input.value.trim();
    const places = findPlaces(this.places, text);
    this.found.replaceChildren(...places.map((place) => element("li", {
      children: [element("button", {
        type: "button", on: { click: () => this.ask(place) },
        children: [element("b", { text: place.name }), element("small", { text: place.kind })],
      })],
    })));
    this.status.textContent = text && !places.length ? messages.say("Nothing found. Try another spelling.") : "";
  }

  locate() {
    const { messages } = this;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.ask({ lon: coords.longitude, lat: coords.latitude, name: messages.say("My position") }),
      () => { this.status.textContent = messages.say("Your position could not be found. Type a place instead."); },
    );
  }

  /**
   * Ask about a place that was put on the map.
   * @param {{lon: number, lat: number}} at
   */
  askAt(at) {
    const text = nearText(at, false);
    const [lon, lat] = text.split(",").map(Number);
    this.ask({ lon, lat, name: text.replace(",", ", ") });
  }

  /**
   * Ask about a place; the card of a project that was looked at from another one closes.
   * @param {Asked} place
   * @param {string | null} [selected]
   */
  ask({ lon, lat, name }, selected = null) {
    this.place = { lon, lat, name };
    this.selected = selected;
    this.input.value = name;
    this.found.replaceChildren();
    this.write();
  }

  /* Take the question from the address, as the app's links write it. */
  follow() {
    const { hash, search } = globalThis.location;
    const text = hash.length > 1 ? hash.slice(1) : search.slice(1);
    if (text === this.written && text) return;
    const asked = new URLSearchParams(text);
    this.choice.take(asked);
    const wanted = asked.get("sel") ?? "";
    this.selected = this.records.has(wanted) ? wanted : this.about.former_ids[wanted] ?? null;
    this.sort = asked.get("sort") === CURRENT ? CURRENT : DISTANCE;
    const [lon, lat] = (asked.get("near") ?? "").split(",").map(Number.parseFloat);
    const radius = asked.get("r");
    if (radius === "all") this.radius = null;
    else if (Number(radius) >= 100) this.radius = Math.min(Number(radius), 100_000);
    if (this.select) {
      const value = this.radius === null ? "all" : String(this.radius);
      if (![...this.select.options].some((one) => one.value === value)) {
        this.select.append(element("option", { value, text: this.answer.radius(this.radius) }));
      }
      this.select.value = value;
    }
    if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180) this.ask({ lon, lat, name: `${lon}, ${lat}` }, this.selected);
    else this.write();
  }

  /* Keep the question in the address, the place rounded so that no doorway is given away. */
  writeAddress() {
    const asked = new URLSearchParams();
    setParts(asked, {
      ...this.choice.parts,
      near: this.place && nearText(this.place, false),
      r: this.place && (this.radius === null ? "all" : String(this.radius)),
      sort: this.sort === DISTANCE ? null : this.sort,
      sel: this.selected,
    });
    this.written = writeQuery(asked, ORDER);
    globalThis.history.replaceState(null, "", this.written ? `#${this.written}` : globalThis.location.pathname);
  }

  /** @param {string | null} id */
  setSelected(id) {
    this.selected = id;
    this.writeAddress();
  }

  /* What the rule counts, as of the day that is asked for. */
  ahead() {
    const { newest } = this.reference;
    const { lang } = this.about.site;
    const day = this.choice.asof || newest?.day || `${this.about.year}-12-31`;
    const said = day === newest?.day
      ? this.messages.pick(newest.name_zh, newest.name_en)
      : new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-US", DAY).format(new Date(`${day}T00:00:00Z`));
    return aheadOn(this.about.waits, {
      day, said, stateOf: (id) => promiseState(/** @type {Feature} */ (this.records.get(id)), day),
    });
  }

  /**
   * Tell what lies near of what the filters leave; the panel knows what it told itself.
   * @param {boolean} [isFromPanel]
   */
  write(isFromPanel = false) {
    this.writeAddress();
    const left = this.choice.answer();
    this.choice.write(left.count, isFromPanel);
    this.chosen.textContent = this.choice.isAny ? countSentence(this.messages, left) : "";
    const shown = left.isWhole ? null : left.shown.map(({ properties }) => properties.id);
    const about = { messages: this.messages, shown, selected: this.selected, ...this.choice.where };
    if (!this.place) {
      this.atlas.around(null, about);
      return;
    }
    const { lon, lat } = this.place;
    const nearness = findNear(left.shown, {
      lon, lat, radius_m: this.radius, districts: this.base?.districts?.features ?? [],
    });
    this.tries.hidden = true;
    const ahead = this.ahead();
    const next = sayNext(nearness.groups, ahead);
    this.told.replaceChildren(...[
      next ? element("p", { className: "near-next", text: next }) : null,
      element("h2", { text: this.answer.sentence(nearness) }),
      element("p", { className: "site-note", text: this.answer.sum(nearness) }),
    ].filter((one) => one !== null));
    const sections = this.answer.sections(nearness, this.sort === CURRENT ? ahead : null);
    this.listed.replaceChildren(...sections.map((section) => this.section(section)));
    this.atlas.around(nearness, about);
  }

  /** @param {import("../core/near-answer.js").NearSection} section */
  section({ slug, title, note, items }) {
    const head = [element("h3", { text: title }), element("span", { text: String(items.length) })];
    const list = element("ol", { className: "near-items", children: items.map((item) => this.item(item)) });
    const said = note ? element("p", { className: "site-note", text: note }) : null;
    if (slug === "near") {
      return element("section", {
        className: "near-section", children: [element("header", { children: head }), this.order(), list],
      });
    }
    return element("details", {
      className: "near-section", open: OPEN.has(slug) ? "" : null,
      children: [element("summary", { children: head }), said, list],
    });
  }

  /* The rule of the order, and the way to the other one. */
  order() {
    const { rule, other } = this.about.orders[this.sort];
    const turned = this.sort === CURRENT ? DISTANCE : CURRENT;
    return element("p", {
      className: "near-order",
      children: [
        element("span", { text: rule }),
        element("button", { type: "button", text: other, on: { click: () => this.setSort(turned) } }),
      ],
    });
  }

  /** @param {import("../core/near-answer.js").NearItem} item */
  item({ id, feature, name, distance, direction, state, details }) {
    const { sector, status } = feature.properties;
    return element("li", {
      children: [
        element("img", {
          src: this.about.symbols[`${sector}-${status}`], alt: "", width: "30", height: "30", loading: "lazy",
        }),
        element("div", {
          children: [
            element("a", { href: sitePlace(this.about.site, id), "data-near-id": id, text: name }),
            element("span", { className: "near-far", text: [distance, direction].filter(Boolean).join(" ") }),
            element("small", { text: [state, ...details].join(" · ") }),
          ],
        }),
      ],
    });
  }
}

export const page = new NearPage(part("#near-page", HTMLElement));
