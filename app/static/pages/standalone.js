/* A file of its own: filters, search and language beside the same map, list and card. */
import { countSentence } from "../core/count-words.js";
import { later } from "../core/later.js";
import { Messages } from "../core/messages.js";
import { withClocks } from "../core/promise-clock.js";
import { recordsOf } from "../core/records.js";
import { Atlas } from "../map/atlas.js";
import { FileAddress } from "./file-address.js";
import { FileChoice } from "./file-choice.js";
import { FileStory } from "./file-story.js";
import { SiteHead } from "./site-head.js";
import "./print.js";
import { element } from "../parts/element.js";

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

export class Standalone {
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
    this.choice = new FileChoice(this.records, this.reference, { onChange: (isFromPanel) => this.apply(isFromPanel) });
    this.version = 1;
    this.address = new FileAddress();
    this.takeQuery(this.address.isGiven ? this.address.parameters : new URLSearchParams(this.about.query));
    this.head = element("header", { className: "city-masthead" });
    this.opensStory = Boolean(this.about.story) && !this.address.isGiven;
    this.tale = new FileStory(this.about.story, { onStep: (number) => this.tell(number) });
    this.fold = element("summary", { className: "file-filters-title" });
    const side = element("details", {
      className: "file-filters", open: "", children: [this.fold, this.choice.panel.root],
    });
    if (globalThis.matchMedia("(max-width: 900px)").matches) side.open = false;
    this.count = element("p", { className: "city-count", role: "status" });
    this.foot = element("footer", { className: "file-foot" });
    const stage = element("div");
    const main = element(this.about.site ? "div" : "main", {
      className: "file-main", children: [element("div", { className: "file-line", children: [this.count, this.choice.tags] }), stage],
    });
    const body = element("div", { className: "file-body", children: [side, main] });
    const head = this.about.site && !this.about.story ? document.querySelector(".site-head") : null;
    if (head) {
      this.siteHead = new SiteHead(head, {
        panel: this.choice.panel, side, fold: this.fold,
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
      area: (area) => this.choice.panel.setArea(area),
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
    this.choice.take(parameters);
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
    this.choice.setWords(messages, () => this.atlas.map?.getBounds() ?? null);
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

  /* Show what the filters leave, and say how much that is; the panel knows what it told us. */
  apply(isFromPanel = false) {
    const answer = this.choice.answer();
    this.choice.write(answer.count, isFromPanel);
    this.siteHead?.search.write(this.choice.q);
    this.count.textContent = countSentence(this.messages, answer);
    this.address.setOwnPart({ ...this.choice.parts, lang: this.lang === "zh" || this.about.site ? null : this.lang });
    this.atlas.update({
      sources: {
        catalogue: "#catalogue", base: "#base", reference: "#reference", messages: `#messages-${this.lang}`,
      },
      lang: this.lang,
      shown: answer.isWhole ? null : answer.shown.map(({ properties }) => properties.id),
      version: this.version,
      selected: this.selected,
      area: this.choice.area,
      base: "embedded",
      camera: this.camera,
      home: this.about.link_base,
      site: this.about.site ?? null,
      errors: this.about.link_base ? `${this.about.link_base}about` : null,
    }).then(() => this.linkLive());
  }

  linkLive() {
    const { link_base: base } = this.about;
    if (!this.live || !base) return;
    const query = this.address.query();
    this.live.href = query ? `${base}?${query}` : base;
  }
}
