/* What is made of a story: the show, link, QR code, frame and files. */
import { storyOf } from "../core/story-draft.js";
import { makeFile, saveFile } from "./file-maker.js";
import { beginRehearsal } from "./story-shelf.js";
import { element } from "../parts/element.js";

const FRAME = { width: 800, height: 600 };
const TICK_MS = 1000;
const PAPERS = ["a4", "a3", "a2", "a1", "a0"];

/** @typedef {import("../core/story-draft.js").Draft} Draft */
/**
 * What the server says of a story.
 * @typedef {object} KnownStory
 * @property {string | null} [code] Its short form, where it fits a link.
 * @property {number} [length]
 * @property {number} [limit]
 * @property {string[]} faults
 * @property {import("./story-step.js").KnownStep[]} [steps]
 * @property {import("../core/story-draft.js").Story} [story]
 */

const own = (/** @type {string} */ path) => new URL(`./${path}`, document.baseURI).href;

export class StoryFiles {
  /** @param {{lang: Lang, query: string, messages: Messages}} host */
  constructor({ lang, query, messages }) {
    this.lang = lang;
    this.messages = messages;
    /** @type {Draft | null} */
    this.draft = null;
    /** @type {KnownStory | null} */
    this.known = null;
    this.isKept = false;
    /** @type {AbortController | null} */
    this.running = null;
    /** @type {HTMLButtonElement[]} */
    this.makers = [];
    this.suffix = query;
    this.status = element("p", { className: "story-status", role: "status" });
    this.show = element("button", { type: "button", className: "is-main", text: messages.say("Show it"), on: { click: () => this.present() } });
    this.root = element("section", { className: "story-files", "aria-label": messages.say("Show it and hand it on") });
  }

  /**
   * @param {string} page
   * @param {string[]} [more]
   */
  address(page, more = []) {
    return own(`${page}?${[`story=${this.known?.code}`, ...more, this.suffix].filter(Boolean).join("&")}`);
  }

  /* Show the story; one too long for a link travels as a form. */
  present() {
    if (!this.draft) return;
    beginRehearsal(`./story${this.suffix && `?${this.suffix}`}`, this.isKept ? null : this.draft);
    if (this.known?.code) {
      globalThis.location.assign(this.address("present"));
      return;
    }
    const form = element("form", { method: "post", action: own(`present${this.suffix && `?${this.suffix}`}`) });
    const field = element("input", { type: "hidden", name: "file", value: JSON.stringify(storyOf(this.draft)) });
    form.append(field);
    document.body.append(form);
    form.submit();
  }

  /**
   * Write what can be handed on; `known` is what the server says, null before it has answered.
   * @param {Draft} draft
   * @param {KnownStory | null} known
   * @param {boolean} isKept
   */
  update(draft, known, isKept) {
    this.isKept = isKept;
    this.draft = draft;
    this.known = known;
    const isShown = draft.steps.length > 0 && !known?.faults?.length;
    this.show.disabled = !isShown;
    this.root.hidden = !isShown;
    const key = JSON.stringify([known?.code, known?.length]);
    if (!isShown || this.written === key) return;
    /** @type {string | undefined} */
    this.written = key;
    this.root.replaceChildren(
      element("h2", { text: this.messages.say("Hand it on") }),
      ...(known?.code ? this.writeLink() : this.writeLength()), ...this.writeFiles(), this.status,
    );
  }

  writeLength() {
    const { messages, known } = this;
    return known ? [element("p", { className: "story-note", text: messages.say(
      "The story is too long for a link ({n} of {limit} characters): its files hold it whole.",
      { n: known.length, limit: known.limit },
    ) })] : [];
  }

  writeLink() {
    const { messages } = this;
    const address = this.address("present");
    const frame = element("iframe", { src: this.address("present", ["embed=1"]), ...FRAME, loading: "lazy", allow: "fullscreen" });
    // Written as text only: this page itself sets no style within an element.
    const code = frame.outerHTML.replace("<iframe ", '<iframe style="border:0;max-width:100%" ');
    const copied = (/** @type {string} */ value, /** @type {string} */ name) => element("button", { type: "button", text: name, on: { click: () => this.copy(value) } });
    /** @type {HTMLImageElement} */
    const picture = element("img", {
      className: "story-qr", alt: messages.say("QR code of the link"), width: "148", height: "148",
      src: own(`qr.svg?to=present&${address.split("?")[1]}`),
      on: { error: () => { picture.hidden = true; this.say(messages.say("The link is too long for a QR code.")); } },
    });
    return [element("div", { className: "story-link", children: [
      element("div", { children: [
        element("label", { children: [
          element("span", { text: messages.say("Link to the show") }),
          element("input", { type: "text", readonly: "", value: address }),
        ] }),
        copied(address, messages.say("Copy link")), copied(code, messages.say("Copy the code of a frame")),
      ] }),
      picture,
    ] })];
  }

  writeFiles() {
    const { messages } = this;
    /** @type {HTMLSelectElement} */
    this.paper = element("select", { children: PAPERS.map((size) => element("option", { value: size, text: size.toUpperCase() })) });
    const names = {
      pptx: messages.say("Slides (.pptx)"), pdf: messages.say("Pages (.pdf)"), html: messages.say("Web page, one file (.html)"),
    };
    this.makers = Object.entries(names).map(([kind, text]) => element("button", {
      type: "button", text, "data-make": kind, on: { click: () => this.make(kind) },
    }));
    /** @type {HTMLButtonElement} */
    this.cancel = element("button", { type: "button", hidden: "", text: messages.say("Cancel"), on: { click: () => this.running?.abort() } });
    return [
      element("div", { className: "story-makers", children: [
        ...this.makers,
        element("button", { type: "button", "data-make": "json", text: messages.say("Download the story (.json)"), on: { click: () => this.download() } }),
        element("label", { children: [element("span", { text: messages.say("Paper of the pages") }), this.paper] }),
        this.cancel,
      ] }),
    ];
  }

  /** @param {string} text */
  say(text) {
    this.status.textContent = text;
  }

  /** @param {string} text */
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.say(this.messages.say("Copied"));
    } catch {
      this.say(this.messages.say("Copying was refused: select the text and press Ctrl+C."));
    }
  }

  download() {
    const { draft, lang } = this;
    if (!draft) return;
    const title = (lang === "zh" ? draft.title_zh || draft.title_en : draft.title_en || draft.title_zh) || "story";
    const text = `${JSON.stringify(storyOf(draft), null, 2)}\n`;
    const name = `${title.replaceAll(/[^\p{L}\p{N}_-]+/gu, "-").replaceAll(/^-+|-+$/g, "") || "story"}.json`;
    saveFile(new Blob([text], { type: "application/json" }), name);
    this.say(this.messages.say("Downloaded: {name}", { name }));
  }

  /** @param {boolean} isBusy */
  setBusy(isBusy) {
    for (const button of this.makers) button.disabled = isBusy;
    if (this.cancel) this.cancel.hidden = !isBusy;
  }

  /**
   * Fetch a file while saying how long it takes; nothing is saved unless it is whole.
   * @param {string} kind
   */
  async make(kind) {
    if (this.running || !this.draft) return;
    const { messages } = this;
    this.running = new AbortController();
    const started = performance.now();
    const tell = () => this.say(messages.say("Being made, {n} s", { n: Math.round((performance.now() - started) / TICK_MS) }));
    const timer = setInterval(tell, TICK_MS);
    tell();
    this.setBusy(true);
    const query = [this.suffix, kind === "pdf" ? `paper=${this.paper.value}` : ""].filter(Boolean).join("&");
    try {
      const { name, reason } = await makeFile(own(`export/${kind}${query && `?${query}`}`), {
        body: JSON.stringify(storyOf(this.draft)), signal: this.running.signal, fallback: `story.${kind}`,
      });
      this.say(name ? messages.say("Downloaded: {name}", { name }) : messages.say("The file could not be made: {reason}", { reason }));
    } catch (fault) {
      this.say(fault instanceof Error && fault.name === "AbortError" ? messages.say("Cancelled; nothing was saved.")
        : messages.say("The file could not be made: {reason}", { reason: messages.say("the server did not answer") }));
    } finally {
      clearInterval(timer);
      this.setBusy(false);
      this.running = null;
    }
  }
}
