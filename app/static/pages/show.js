/* The show: one view or a story of views that fills the screen; keys, clicker, touch, kiosk. */
import { later } from "../core/later.js";
import { load } from "../core/load.js";
import { Messages } from "../core/messages.js";
import { actOfKey } from "../core/show-keys.js";
import { leavingAddress } from "../core/show-leaving.js";
import { stepAfter, stepWithin } from "../core/story-steps.js";
import { setTheme } from "../core/symbols.js";
import { Atlas } from "../map/atlas.js";
import { carried, endRehearsal } from "./story-shelf.js";
import { ShowStage } from "./show-stage.js";
import { ShowWords } from "./show-words.js";
import { pageAddress } from "./view-address.js";
import { WakeLock } from "./wake-lock.js";
import { isCalm } from "../parts/calm.js";
import { element } from "../parts/element.js";
import { around, find, part } from "../parts/find.js";
import { symbolPicture } from "../parts/symbol-picture.js";

const IDLE_SECONDS = 45;
const BAR_MILLISECONDS = 3500;
const LONGEST_LINK = 100;

/* In a story the camera and selection belong to the steps, not to the address. */
const silent = { setOwnPart() {}, read: () => new URLSearchParams(globalThis.location.search) };

/**
 * @typedef {object} ShowStep
 * @property {string} title
 * @property {string} text
 * @property {string} query
 * @property {string[] | null} shown
 * @property {Record<string, string> | null} stands
 * @property {string | null} said
 * @property {string | null} selected
 * @property {string} base
 * @property {Camera | null} camera
 * @property {string} count
 * @property {number} total
 * @property {number} found
 * @property {number} placed
 * @property {number} unplaced
 * @property {[string, number][]} sectors
 * @property {[string, number][]} statuses
 */

/**
 * @typedef {object} ShowData
 * @property {ShowStep[]} steps
 * @property {number} index
 * @property {string} theme
 * @property {boolean} is_embedded
 * @property {boolean} is_story
 * @property {boolean} [has_closing] Whether a card that leads on stands after the last step.
 * @property {Lang} lang
 * @property {MapState["sources"]} sources
 * @property {string | null} story
 * @property {number | null} autoplay_s
 * @property {string} fault_text
 */

/** @typedef {ReturnType<typeof setTimeout> | undefined} Timer */

const take = (/** @type {string} */ selector) => part(selector, HTMLElement);

export class Show {
  /** @type {Messages} */
  messages = later();
  /** @type {import("./show-words.js").Terms} */
  terms = later();
  /** @type {ShowWords} */
  words = later();
  /** @type {Atlas} */
  atlas = later();
  /** @type {Timer} */
  timer = undefined;
  /** @type {Timer} */
  idle = undefined;
  /** @type {Timer} */
  stillness = undefined;
  /** @type {Element | null} */
  before = null;
  isPlaying = false;

  /** @param {ShowData} data */
  constructor(data) {
    this.data = data;
    this.steps = data.steps;
    this.index = data.index;
    this.theme = data.theme;
    this.isEmbedded = data.is_embedded;
    this.live = take("#show-live");
    this.stage = new ShowStage(take("#show-map"), {
      isStory: data.is_story, isEmbedded: data.is_embedded, onResized: () => { if (!this.isExploring) this.look(false); },
    });
    this.wakeLock = new WakeLock();
    this.isExploring = false;
    this.isClosed = false;
    this.nameLink();
    setTheme(this.theme);
  }

  /* A link short enough to be typed is written out; a long one keeps its name. */
  nameLink() {
    const link = document.querySelector("#show-closing a");
    if (link instanceof HTMLAnchorElement && link.href.length <= LONGEST_LINK) link.textContent = decodeURI(link.href);
    const code = find("#show-closing img");
    code?.addEventListener("error", () => { code.hidden = true; });
  }

  get step() {
    return this.steps[this.index];
  }

  /* Whether the map moves by itself. */
  get isFlying() {
    return this.stage.isFlying;
  }

  async start() {
    const { sources, lang } = this.data;
    const [read, messages] = await Promise.all([load(sources.reference), load(sources.messages)]);
    /** @type {Reference} */
    const reference = read;
    const termsOf = (/** @type {Vocabulary} */ name) => new Map(reference[name].map((term) => [term.slug, term]));
    this.messages = new Messages(lang, messages);
    this.terms = { sectors: termsOf("sectors"), statuses: termsOf("statuses") };
    this.words = new ShowWords(this.data, this.messages, this.terms);
    this.stage.magnify();
    this.write();
    this.listen();
    this.atlas = new Atlas(take("#show-map"), {
      select: (id) => this.choose(id),
    }, { address: this.data.is_story ? silent : pageAddress });
    await this.atlas.update({
      sources, lang, version: 1, panel: "none", home: "./",
      shown: this.step.shown, stands: this.step.stands, said: this.step.said, selected: this.step.selected, base: this.step.base,
      camera: this.stage.fitted(this.step.camera),
    });
    this.settle();
  }

  /* The map is there: make it the show's. */
  settle() {
    const { atlas } = this;
    const { map } = atlas;
    this.stage.take(atlas);
    if (this.data.is_story && this.steps.length > 1) map.keyboard.disable();
    map.on("dragstart", () => this.explore());
    map.on("zoomstart", () => { if (!this.isFlying) this.explore(); });
    this.choose(this.step.selected);
    this.look(false);
    this.keepAwake();
    if (this.data.autoplay_s && this.steps.length > 1) this.play(true);
  }

  /**
   * Look where the step looks.
   * @param {boolean} isSmooth
   */
  look(isSmooth) {
    this.stage.look(this.step, isSmooth);
  }

  write() {
    this.words.write(this.steps, this.index);
  }

  /**
   * Go to a step; the words change at once, the map flies.
   * @param {number} index
   */
  async go(index) {
    const wanted = stepWithin(index, this.steps.length);
    this.close(false);
    if (wanted === this.index && !this.isExploring) return;
    this.index = wanted;
    this.stopExploring();
    this.write();
    if (this.data.story) {
      pageAddress.setOwnPart({ story: this.data.story, step: wanted === 0 ? null : String(wanted + 1) });
    }
    await this.showStep();
    this.announce();
  }

  /* After the last step of a talk stands the card that leads on; a kiosk begins again instead. */
  get isAtEnd() {
    return this.data.has_closing && !this.isPlaying && this.index === this.steps.length - 1;
  }

  /**
   * Show or leave the closing card.
   * @param {boolean} isClosed
   */
  close(isClosed) {
    const card = find("#show-closing");
    if (!card || this.isClosed === isClosed) return;
    this.isClosed = isClosed;
    card.hidden = !isClosed;
    take(".show-stage").inert = isClosed;
    take(".show-words").inert = isClosed;
    const title = part("h2", HTMLElement, card);
    if (isClosed) title.focus({ preventScroll: true });
    this.live.textContent = isClosed ? title.textContent : this.step.title;
  }

  async showStep() {
    const { atlas, step } = this;
    if (!atlas?.map) return;
    await atlas.update({
      ...atlas.state, shown: step.shown, stands: step.stands, said: step.said, selected: step.selected, base: step.base, camera: null,
    });
    atlas.bases.set(step.base, false);
    atlas.select(step.selected, { from: "map" });
    this.choose(step.selected);
    this.look(true);
  }

  announce() {
    const { step } = this;
    const place = this.messages.say("Step {step} of {steps}: {title}", {
      step: this.index + 1, steps: this.steps.length, title: step.title,
    });
    this.live.textContent = [place, step.text, step.count].filter(Boolean).join(" ");
  }

  /**
   * Name the selected project under the map.
   * @param {string | null} id
   */
  choose(id) {
    const caption = take("#show-caption");
    const feature = id ? this.atlas?.records?.get(id) : null;
    // A story's own words already name what its step selects.
    caption.hidden = !feature || (this.data.is_story && id === this.step.selected);
    if (feature) {
      const { messages } = this;
      const { properties } = feature;
      const status = this.terms.statuses.get(properties.status);
      const facts = [status ? messages.pick(status.name_zh, status.name_en) : "",
        properties.due ? messages.say("promised for {year}", { year: properties.due }) : "",
        feature.geometry ? "" : messages.say("place not known"),
      ].filter(Boolean).join(" · ");
      caption.replaceChildren(
        symbolPicture(properties.sector, properties.status, 32),
        element("strong", { text: messages.pick(properties.name_zh, properties.name_en) }),
        element("span", { text: facts }),
      );
    }
    if (id !== this.step.selected && this.atlas?.map && !this.isFlying) this.explore();
  }

  explore() {
    this.stir();
    if (this.isFlying || !this.data.is_story) return;
    this.isExploring = true;
    take(".show-return").hidden = false;
    this.rest();
    clearTimeout(this.idle);
    if (this.isPlaying) this.idle = setTimeout(() => this.comeBack(), IDLE_SECONDS * 1000);
  }

  stopExploring() {
    this.isExploring = false;
    clearTimeout(this.idle);
    const button = take(".show-return");
    if (document.activeElement === button) find("[data-do=next]")?.focus();
    button.hidden = true;
  }

  async comeBack() {
    this.stopExploring();
    await this.showStep();
    this.announce();
    if (this.isPlaying) this.tick();
  }

  /**
   * Step by itself, round and round, until stopped.
   * @param {boolean} isOn
   */
  play(isOn) {
    this.isPlaying = isOn;
    const button = find("[data-do=play]");
    button?.setAttribute("aria-pressed", String(isOn));
    button?.querySelector("path")?.setAttribute("d", isOn ? "M8 5v14M16 5v14" : "M8 5.5v13l11-6.5z");
    this.rest();
    if (isOn) this.tick();
  }

  tick() {
    this.rest();
    this.timer = setTimeout(async () => {
      if (document.hidden || this.isExploring) return this.tick();
      await this.go(stepAfter(this.index, this.steps.length));
      return this.tick();
    }, (this.data.autoplay_s ?? 12) * 1000);
  }

  rest() {
    clearTimeout(this.timer);
  }

  /** @param {string} theme */
  setTheme(theme) {
    this.theme = theme;
    document.documentElement.dataset.theme = theme;
    setTheme(theme);
    pageAddress.setOwnPart({ theme: theme === "light" ? null : theme });
    this.write();
    this.stage.redraw();
    if (this.atlas?.map) this.choose(this.atlas.selected);
    this.live.textContent = theme === "dark" ? this.messages.say("Dark room") : this.messages.say("Light room");
  }

  toggleBlank() {
    const blank = take(".show-blank");
    const isBlank = Boolean(blank.hidden);
    blank.hidden = !isBlank;
    take(".show").inert = isBlank;
    if (isBlank) {
      this.before = document.activeElement;
      blank.focus();
      this.live.textContent = this.messages.say("The screen is blank");
    } else {
      if (this.before instanceof HTMLElement) this.before.focus();
      this.live.textContent = this.step.title;
    }
  }

  toggleFull() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  /* Back to the editor where one came from it, else to the map page, with the view as it is now. */
  leave() {
    const rehearsal = this.data.is_story ? endRehearsal() : null;
    if (rehearsal) {
      globalThis.location.assign(new URL(
        rehearsal.editor + (rehearsal.draft ? carried(rehearsal.draft) : `#step-${this.index + 1}`), document.baseURI,
      ));
      return;
    }
    const { atlas, data } = this;
    const wandered = data.is_story && this.isExploring
      ? { center: atlas.map.getCenter(), zoom: atlas.map.getZoom(), selected: atlas.selected }
      : null;
    const query = data.is_story ? this.step.query : globalThis.location.search;
    globalThis.location.assign(new URL(leavingAddress(query, wandered), document.baseURI));
  }

  /** @param {number} by */
  zoom(by) {
    this.explore();
    this.atlas.map.setZoom(this.atlas.map.getZoom() + by, { animate: !isCalm() });
  }

  /** @param {string} name */
  act(name) {
    /** @type {Record<string, () => unknown>} */
    const acts = {
      previous: () => (this.isClosed ? this.close(false) : this.go(this.index - 1)),
      next: () => (this.isAtEnd ? this.close(true) : this.go(this.index + 1)),
      first: () => this.go(0),
      last: () => this.go(this.steps.length - 1),
      play: () => this.play(!this.isPlaying),
      in: () => this.zoom(0.5),
      out: () => this.zoom(-0.5),
      theme: () => this.setTheme(this.theme === "dark" ? "light" : "dark"),
      blank: () => this.toggleBlank(),
      full: () => this.toggleFull(),
      leave: () => this.leave(),
      return: () => this.comeBack(),
      notice: () => find(".show-notice")?.remove(),
    };
    return acts[name]?.();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    this.stir();
    if (!take(".show-blank").hidden) {
      event.preventDefault();
      this.toggleBlank();
      return;
    }
    const { key } = event;
    const onControl = around(event, "button, a, .city-chooser", Element);
    if (onControl && (key === " " || key === "Enter")) return;
    if (key === "Escape" && this.atlas?.chooser?.isOpen) {
      this.atlas.leaveChooser();
      return;
    }
    const name = actOfKey(key, { steps: this.steps.length, isEmbedded: this.isEmbedded });
    if (!name) return;
    event.preventDefault();
    event.stopPropagation();
    this.act(name);
  }

  listen() {
    document.addEventListener("keydown", (event) => this.onKey(event), { capture: true });
    document.addEventListener("click", (event) => {
      const button = around(event, "[data-do]", HTMLElement);
      if (button?.dataset.do && button.getAttribute("aria-disabled") !== "true") this.act(button.dataset.do);
    });
    document.addEventListener("pointermove", () => this.stir());
    document.addEventListener("pointerdown", () => this.stir());
    /** @type {Timer} */
    let resizing;
    globalThis.addEventListener("resize", () => {
      clearTimeout(resizing);
      resizing = setTimeout(() => {
        this.stage.magnify();
        this.words.fit();
      }, 120);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.wakeLock.release();
      else this.keepAwake();
    });
    document.fonts?.ready.then(() => this.words.fit());
    this.stir();
  }

  /* The bar and the pointer go away when nobody moves. */
  stir() {
    document.documentElement.classList.remove("is-still");
    clearTimeout(this.stillness);
    this.stillness = setTimeout(() => document.documentElement.classList.add("is-still"), BAR_MILLISECONDS);
  }

  keepAwake() {
    if (!this.isEmbedded) this.wakeLock.keep();
  }
}
