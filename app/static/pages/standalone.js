/* A file of its own: filters, search and language beside the same map, list and card. */
import { countSentence } from "../core/count-words.js";
import { areaName } from "../core/area-words.js";
import { readArea } from "../core/areas.js";
import { choiceName, facetName } from "../core/facet-words.js";
import { readChoices, writeChoices } from "../core/facet-codes.js";
import { ProjectFilter } from "../core/filter.js";
import { later } from "../core/later.js";
import { Messages } from "../core/messages.js";
import { withClocks } from "../core/promise-clock.js";
import { FACETS, recordsOf } from "../core/records.js";
import { Atlas } from "../map/atlas.js";
import { FileAddress } from "./file-address.js";
import { FileStory } from "./file-story.js";
import { SiteHead } from "./site-head.js";
import "./print.js";
import { element } from "../parts/element.js";
import { AreaForm } from "../parts/area-form.js";
import { FilterPanel } from "../parts/filter-panel.js";

/** @typedef {{sector: string | null, status: string}} Sign */

/** @type {Record<string, ((slug: string) => Sign) | undefined>} */
const SIGNS = {
  sector: (slug) => ({ sector: slug, status: "completed" }),
  status: (slug) => ({ sector: null, status: slug }),
};

const MAX_QUERY_LENGTH = 100;

/** @typedef {"zh" | "en"} FileLang */
/** @typedef {{title: string, subtitle: string, as_of: string, accuracy_note: string, sources: string, privacy: string}} FileWords */

/**
 * @typedef {object} About
 * @property {FileWords} zh
 * @property {FileWords} en
 * @property {Record<string, string>} query
 * @property {import("./file-story.js").ToldStory | null} story
 * @property {Record<string, string | undefined>} [former_ids]
 * @property {string | null} link_base
 * @property {MapSite} [site] The site that the map is a page of; its frame is written already.
 */

/** @type {Record<string, Vocabulary | undefined>} */
const NAMED = { sector: "sectors", status: "statuses", accuracy: "accuracy_classes", promise: "promise_states" };

export class Standalone {
  /** @type {Record<string, Set<string>>} */
  filters = {};
  q = "";
  /** @type {string | null} */
  selected = null;
  /** @type {Camera | null} */
  camera = null;
  /** @type {FileLang} */
  lang = "zh";
  /** @type {Messages} */
  messages = later();
  /** @type {HTMLAnchorElement | null} */
  live = null;
  /** @type {SiteHead | null} */
  siteHead = null;

  /** @param {HTMLElement} root */
  constructor(root) {
    const read = (/** @type {string} */ id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");
    /** @type {About} */
    this.about = read("about");
    /** @type {Collection} */
    this.catalogue = read("catalogue");
    /** @type {Reference} */
    this.reference = read("reference");
    this.tables = { zh: read("messages-zh"), en: {} };
    withClocks(this.catalogue.features, this.reference);
    this.records = recordsOf(this.catalogue);
    this.filter = new ProjectFilter(this.records);
    this.version = 1;
    this.address = new FileAddress();
    this.takeQuery(this.address.isGiven ? this.address.parameters : new URLSearchParams(this.about.query));
    this.head = element("header", { className: "city-masthead" });
    this.opensStory = Boolean(this.about.story) && !this.address.isGiven;
    this.tale = new FileStory(this.about.story, { onStep: (number) => this.tell(number) });
    this.panel = new FilterPanel({ onChange: (chosen) => this.choose(chosen) });
    this.panelVersion = 0;
    this.fold = element("summary", { className: "file-filters-title" });
    const side = element("details", {
      className: "file-filters", open: "", children: [this.fold, this.panel.root],
    });
    if (globalThis.matchMedia("(max-width: 900px)").matches) side.open = false;
    this.count = element("p", { className: "city-count", role: "status" });
    this.tags = element("div", { className: "file-tags" });
    this.foot = element("footer", { className: "file-foot" });
    const stage = element("div");
    const main = element(this.about.site ? "div" : "main", {
      className: "file-main", children: [element("div", { className: "file-line", children: [this.count, this.tags] }), stage],
    });
    const body = element("div", { className: "file-body", children: [side, main] });
    const head = this.about.site && !this.about.story ? document.querySelector(".site-head") : null;
    if (head) {
      this.siteHead = new SiteHead(head, {
        panel: this.panel, side, fold: this.fold,
        showMap: () => this.atlas.container?.focus({ preventScroll: true }),
      });
    }
    if (this.about.site) root.replaceChildren(this.tale.root, body);
    else root.append(this.head, this.tale.root, body, this.foot);
    this.atlas = new Atlas(stage, {
      select: (id) => {
        this.selected = id;
        this.linkLive();
      },
      camera: () => this.linkLive(),
      area: (area) => this.panel.setArea(area),
    }, { address: this.address });
    globalThis.addEventListener("hashchange", () => this.follow());
    if (this.opensStory) {
      // A story is opened to be told: its first step, the map as large as the window.
      side.open = false;
      root.classList.add("is-story");
      this.tale.step = 0;
      this.tell(0);
    } else this.speak();
  }

  /**
   * Take a view from parameters; what is unknown is passed over.
   * @param {URLSearchParams} parameters
   */
  takeQuery(parameters) {
    const known = Object.fromEntries(FACETS.map((facet) => [facet, new Set(this.choicesOf(facet))]));
    this.filters = Object.fromEntries(FACETS.map((facet) => [
      facet, readChoices(facet, parameters.get(facet) ?? "", known[facet]),
    ]));
    this.q = (parameters.get("q") ?? "").trim().slice(0, MAX_QUERY_LENGTH);
    this.area = readArea(parameters.get("area") ?? "") ? parameters.get("area") : "";
    this.asof = /^\d{4}-\d{2}-\d{2}$/.test(parameters.get("asof") ?? "") ? parameters.get("asof") ?? "" : "";
    const former = this.about.former_ids ?? {};
    const wanted = parameters.get("sel");
    this.selected = wanted !== null && this.records.has(wanted) ? wanted : former[wanted ?? ""] ?? null;
    const [lat, lon, zoom] = ["lat", "lon", "z"].map((name) => Number.parseFloat(parameters.get(name) ?? ""));
    const isCamera = Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && zoom >= 7 && zoom <= 18;
    this.camera = isCamera ? { lat, lon, zoom } : null;
    this.lang = this.about.site?.lang ?? (parameters.get("lang") === "en" ? "en" : "zh");
    this.address.parameters = new URLSearchParams();
    if (isCamera) this.address.setOwnPart({ lat: parameters.get("lat"), lon: parameters.get("lon"), z: parameters.get("z") });
  }

  follow() {
    if (globalThis.location.hash === this.address.written) return;
    this.takeQuery(new URLSearchParams(globalThis.location.hash.slice(1)));
    this.version += 1;
    this.speak();
  }

  /**
   * @param {string} facet
   * @returns {string[]}
   */
  choicesOf(facet) {
    const named = NAMED[facet];
    if (named) return this.reference[named].map(({ slug }) => slug);
    return this.filter.choices(facet);
  }

  /* Write everything anew in the language. */
  speak() {
    this.messages = new Messages(this.lang, this.tables[this.lang]);
    document.documentElement.lang = this.lang === "zh" ? "zh-CN" : "en";
    const { messages } = this;
    const words = this.about[this.lang];
    if (!this.about.site) document.title = words.title;
    const other = this.lang === "zh" ? "en" : "zh";
    this.head.replaceChildren(
      element("div", {
        className: "city-title",
        children: [element("h1", { text: words.title }), element("p", { text: words.subtitle })],
      }),
      element("button", {
        type: "button", className: "file-language", lang: other === "zh" ? "zh-CN" : "en",
        text: other === "zh" ? "中文" : "English",
        on: { click: () => { this.lang = other; this.speak(); } },
      }),
    );
    this.tale.write(messages);
    this.fold.textContent = messages.say("Filters");
    this.siteHead?.setWords(messages);
    this.panel.setAreaForm(new AreaForm(messages, {
      records: () => this.records, seen: () => this.atlas.map?.getBounds() ?? null,
    }));
    const notes = [words.as_of, words.accuracy_note, words.sources, words.privacy]
      .map((text) => element("p", { text }));
    this.live = this.about.link_base
      ? element("a", { text: messages.say("Open this view in the live map"), href: this.about.link_base })
      : null;
    this.foot.replaceChildren(...notes, ...(this.live ? [element("p", { children: [this.live] })] : []));
    this.apply();
  }

  /**
   * Show the view of a step, or the file's own, in the reader's language.
   * @param {number} number
   */
  tell(number) {
    const { lang } = this;
    const step = this.about.story?.steps[number];
    this.takeQuery(new URLSearchParams(step ? step.view : this.about.query));
    this.lang = lang;
    this.version += 1;
    this.speak();
  }

  /**
   * Take what the reader chose in the panel.
   * @param {Choice} chosen
   */
  choose({ q, area, asof, ...chosen }) {
    this.q = q ?? "";
    this.area = area;
    this.asof = asof ?? "";
    this.filters = Object.fromEntries(FACETS.map((facet) => [facet, new Set(chosen[facet])]));
    this.apply({ isFromPanel: true });
  }

  /* Show what the filters leave, and say how much that is; the panel knows what it told us. */
  apply({ isFromPanel = false } = {}) {
    if (!isFromPanel) this.panelVersion += 1;
    const answer = this.filter.answer({ ...this.filters, q: this.q, area: this.area ?? "", asof: this.asof });
    this.writePanel(answer.count);
    this.siteHead?.search.write(this.q);
    this.count.textContent = countSentence(this.messages, answer);
    this.writeTags();
    const parts = writeChoices(Object.fromEntries(FACETS.map((facet) => [facet, this.filters[facet]])));
    this.address.setOwnPart({ ...parts, asof: this.asof, q: this.q, area: this.area, lang: this.lang === "zh" || this.about.site ? null : this.lang });
    this.atlas.update({
      sources: {
        catalogue: "#catalogue", base: "#base", reference: "#reference", messages: `#messages-${this.lang}`,
      },
      lang: this.lang,
      shown: answer.isWhole ? null : answer.shown.map(({ properties }) => properties.id),
      version: this.version,
      selected: this.selected,
      area: this.area,
      base: "embedded",
      camera: this.camera,
      home: this.about.link_base,
      site: this.about.site ?? null,
      errors: this.about.link_base ? `${this.about.link_base}about` : null,
    }).then(() => this.linkLive());
  }

  /** @param {(facet: string) => Map<string, number>} count */
  writePanel(count) {
    const { messages } = this;
    this.panel.update({
      version: this.panelVersion,
      label: messages.say("Filters"),
      search: {
        label: messages.say("Search"),
        placeholder: messages.say("Name, pinyin or initials"),
        skip: messages.say("Skip the filters"),
      },
      facets: FACETS.map((facet) => {
        const counts = count(facet);
        return {
          facet,
          title: facetName(this.reference, messages, facet),
          is_open: facet in SIGNS,
          note: facet === "promise" ? this.sayDay() : null,
          choices: this.choicesOf(facet).map((slug) => ({
            slug, name: choiceName(this.reference, messages, facet, slug), count: counts.get(slug) ?? 0, sign: SIGNS[facet]?.(slug),
          })),
        };
      }),
      chosen: { ...Object.fromEntries(FACETS.map((facet) => [facet, [...this.filters[facet]]])), q: this.q, area: this.area ?? "", asof: this.asof },
    });
  }

  /* As of when it is said what became of the promises. */
  sayDay() {
    const { newest } = this.reference;
    const date = this.asof && this.asof !== newest?.day ? this.asof : this.messages.pick(newest?.name_zh, newest?.name_en);
    return this.messages.say("As of {date}", { date });
  }

  writeTags() {
    const { messages } = this;
    const tag = (/** @type {string} */ text, /** @type {string} */ label, /** @type {() => void} */ on, className = "") => element("button", {
      type: "button", className, "aria-label": label, text: `${text} ✕`, on: { click: () => { on(); this.apply(); } },
    });
    const tags = FACETS.flatMap((facet) => [...this.filters[facet]].map((slug) => {
      const name = choiceName(this.reference, messages, facet, slug);
      const label = messages.say("Remove the filter {facet}: {name}", { facet: facetName(this.reference, messages, facet), name });
      return tag(name, label, () => { this.filters[facet].delete(slug); });
    }));
    const clearText = () => { this.q = ""; };
    if (this.q) tags.push(tag(`“${this.q}”`, messages.say("Remove the search"), clearText, "is-query"));
    if (this.area) {
      const name = areaName(messages, this.area, (id) => this.nameOf(id));
      tags.push(tag(name, messages.say("Remove the area"), () => { this.area = ""; }));
    }
    if (this.asof) tags.push(tag(this.sayDay(), messages.say("Remove the day"), () => { this.asof = ""; }));
    if (tags.length) {
      tags.push(element("button", {
        type: "button", className: "is-plain", text: messages.say("Clear all filters"),
        on: {
          click: () => {
            for (const facet of FACETS) this.filters[facet].clear();
            clearText();
            this.area = "";
            this.apply();
          },
        },
      }));
    }
    this.tags.replaceChildren(...tags);
  }

  /**
   * @param {string} id
   * @returns {string}
   */
  nameOf(id) {
    const one = this.records.get(id)?.properties;
    return one ? this.messages.pick(one.name_zh, one.name_en) : id;
  }

  linkLive() {
    const { link_base: base } = this.about;
    if (!this.live || !base) return;
    const query = this.address.query();
    this.live.href = query ? `${base}?${query}` : base;
  }
}
