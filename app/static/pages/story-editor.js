/* The story editor: the stories of this browser, and the steps of the one worked at. */
import {
  draftOf, emptyDraft, moveStep, readDraft, removeStep, storyOf, writeStep,
} from "../core/story-draft.js";
import { StoryShelf } from "../core/story-shelf.js";
import { askOnce } from "./story-dialog.js";
import { dragItem } from "./story-drag.js";
import { StoryFiles } from "./story-files.js";
import { StoryList } from "./story-list.js";
import { StoryStepItem } from "./story-step.js";
import { askRetake, endRehearsal, newId, readCarried } from "./story-shelf.js";
import { element } from "../parts/element.js";
import { part } from "../parts/find.js";

const MOST_PAST = 100;
const QUIET_MS = 300;
const LARGEST_FILE = 270_000;

const now = () => new Date().toISOString();

/** @typedef {import("../core/story-draft.js").Draft} Draft */
/** @typedef {import("./story-files.js").KnownStory} KnownStory */
/** @typedef {import("./story-step.js").StepActs} StepActs */

export class StoryEditor {
  /**
   * @param {HTMLElement} root
   * @param {{data: import("./story-list.js").StoryData, messages: Messages, shelf: StoryShelf}} host
   */
  constructor(root, { data, messages, shelf }) {
    this.data = data;
    this.messages = messages;
    this.shelf = shelf;
    this.lang = data.lang;
    /** @type {Draft | null} */
    this.draft = null;
    /** @type {Draft[]} */
    this.past = [];
    this.typed = "";
    this.asked = 0;
    /** @type {StoryStepItem[]} */
    this.items = [];
    /** @type {KnownStory | null} */
    this.known = null;
    this.live = part("#story-live", HTMLElement);
    this.notice = element("div", { className: "story-notice", role: "status", hidden: "" });
    this.files = new StoryFiles({ lang: this.lang, query: data.query, messages });
    this.list = new StoryList({
      data, messages,
      acts: {
        open: (id) => this.take(this.shelf.read(id)),
        begin: () => this.begin(),
        copy: (story) => this.take(draftOf(story, { id: newId(), changed: now() }), true),
        file: (file) => this.openFile(file),
        restore: (id) => this.restore(id),
      },
    });
    this.main = element("div", { className: "story-main" });
    root.replaceChildren(this.list.root, this.main);
  }

  start() {
    endRehearsal();
    askRetake(null);
    this.shelf.tidy(now());
    const carriedDraft = readDraft(readCarried());
    // A story that another page makes is nobody's yet: each opening is a draft of its own.
    if (carriedDraft) this.shelf.save(Object.assign(carriedDraft, { id: carriedDraft.id || newId() }));
    this.take(carriedDraft ?? this.shelf.resume(this.data.catalogue));
    globalThis.addEventListener("storage", (event) => this.hear(event));
    document.addEventListener("keydown", (event) => {
      const isTyping = event.target instanceof Element && event.target.matches("input, textarea");
      if ((event.ctrlKey || event.metaKey) && event.key === "z" && !event.shiftKey && !isTyping) {
        event.preventDefault();
        this.undo();
      }
    });
    const wanted = document.getElementById(globalThis.location.hash.slice(1));
    wanted?.scrollIntoView({ block: "center" });
    /** @type {HTMLElement | null | undefined} */ (wanted?.querySelector(".story-look"))?.focus({ preventScroll: true });
  }

  /**
   * Another window changed what is kept.
   * @param {StorageEvent} event
   */
  hear({ key }) {
    const id = StoryShelf.idOf(key);
    if (!id) return;
    if (this.draft && id === this.draft.id) {
      const kept = this.shelf.read(id);
      if (kept && !kept.removed && kept.changed > this.draft.changed) this.take(kept);
    }
    this.writeList();
  }

  /**
   * Work at a story; `isNew` keeps it at once.
   * @param {Draft | null} draft
   * @param {boolean} [isNew]
   */
  take(draft, isNew = false) {
    this.draft = draft;
    this.past = [];
    this.typed = "";
    this.known = null;
    if (draft && isNew) this.shelf.save(draft);
    else if (draft) this.shelf.current = draft.id;
    this.writeAll();
  }

  begin() {
    this.take(emptyDraft({ id: newId(), catalogue: this.data.catalogue, changed: now() }), true);
    this.main.querySelector("input")?.focus();
  }

  /** @param {string} id */
  restore(id) {
    this.shelf.restore(id);
    this.say("");
    this.take(this.shelf.read(id));
  }

  /**
   * Change the story: kept at once; `typed` names the field while letters follow each other in it.
   * @param {Draft} after
   * @param {{typed?: string}} [how]
   */
  change(after, { typed = "" } = {}) {
    if (!this.draft || after === this.draft) return;
    if (!typed || typed !== this.typed) this.past = [...this.past, this.draft].slice(-MOST_PAST);
    this.typed = typed;
    this.draft = { ...after, changed: now() };
    this.shelf.save(this.draft);
    this.writeList();
    this.writeTrouble();
    if (this.undoButton) this.undoButton.disabled = this.past.length === 0;
    if (!typed) this.writeSteps();
    this.ask();
  }

  undo() {
    const before = this.past.at(-1);
    if (!before) return;
    this.past = this.past.slice(0, -1);
    this.typed = "";
    this.draft = { ...before, changed: now() };
    this.shelf.save(this.draft);
    this.writeAll();
    this.live.textContent = this.messages.say("Taken back");
  }

  /* Ask the server what the story says and whether it fits a link; the last answer counts. */
  ask() {
    clearTimeout(this.asking);
    if (!this.draft) return;
    this.files.update(this.draft, this.known, !this.shelf.trouble);
    if (!this.draft.steps.length) return;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.asking = setTimeout(() => this.askNow(), QUIET_MS);
  }

  /**
   * What the server knows of a story's text.
   * @param {string} text
   * @returns {Promise<KnownStory>}
   */
  async describe(text) {
    const { query } = this.data;
    const answer = await fetch(new URL(`./story/described${query && `?${query}`}`, document.baseURI), {
      method: "POST", body: text, credentials: "same-origin", headers: { "Content-Type": "application/json" },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  async askNow() {
    if (!this.draft) return;
    this.asked += 1;
    const turn = this.asked;
    try {
      const known = await this.describe(JSON.stringify(storyOf(this.draft)));
      if (turn !== this.asked) return;
      this.known = known;
      for (const [at, item] of this.items.entries()) {
        const step = known.steps?.[at];
        if (step) item.tell(step);
      }
      this.writeFaults(known.faults);
    } catch {
      if (turn !== this.asked) return;
      this.known = null;
      this.writeFaults([this.messages.say("The server does not answer. What you write is kept in this browser; it is shown when the server is there again.")]);
    }
    if (this.draft) this.files.update(this.draft, this.known, !this.shelf.trouble);
  }

  /**
   * Open a story's file; what is wrong with it is said and changes nothing.
   * @param {File} file
   */
  async openFile(file) {
    const { messages } = this;
    try {
      const text = await file.slice(0, LARGEST_FILE).text();
      const known = await this.describe(text);
      if (known.faults.length || !known.story) {
        this.say(messages.say("This file cannot be opened as a story:"), { faults: known.faults });
        return;
      }
      this.say("");
      this.take(draftOf(known.story, { id: newId(), changed: now() }), true);
    } catch {
      this.say(messages.say("The file could not be read, or the server does not answer."), { faults: [] });
    }
  }

  /**
   * @param {string} text
   * @param {{faults?: string[] | null, act?: {text: string, run: () => void} | null}} [more]
   */
  say(text, { faults = null, act = null } = {}) {
    this.notice.hidden = !text;
    this.notice.classList.toggle("is-fault", Boolean(faults));
    this.notice.replaceChildren(
      element("p", { text }),
      ...(faults?.length ? [element("ul", { children: faults.map((one) => element("li", { text: one })) })] : []),
      ...(act ? [element("button", { type: "button", text: act.text, on: { click: act.run } })] : []),
    );
  }

  async removeStory() {
    const { messages, draft } = this;
    if (!draft) return;
    const title = this.titleOf(draft);
    const isSure = await askOnce(messages.say("Delete “{title}”?", { title }), {
      yes: messages.say("Delete"), no: messages.say("Keep it"),
    });
    if (!isSure) return;
    this.shelf.remove(draft.id, now());
    this.take(this.shelf.resume(this.data.catalogue));
    this.say(messages.say("“{title}” is deleted.", { title }), {
      act: { text: messages.say("Bring it back"), run: () => this.restore(draft.id) },
    });
    this.notice.querySelector("button")?.focus();
  }

  /** @param {Draft} draft */
  titleOf(draft) {
    return this.messages.pick(draft.title_zh, draft.title_en) || this.messages.say("Story without a title");
  }

  /**
   * Go to the map with a step's view; the bar there takes what is seen.
   * @param {number} index
   */
  retake(index) {
    const { messages, draft } = this;
    if (!draft) return;
    askRetake({
      id: draft.id, index, editor: `./story${this.data.query && `?${this.data.query}`}`,
      say: {
        lead: messages.say("Step {n} of “{title}”: move the map, filter, choose a project.", { n: index + 1, title: this.titleOf(draft) }),
        take: messages.say("Take this view"), leave: messages.say("Leave the step as it was"),
      },
    });
    const query = [draft.steps[index].view, this.data.query].filter(Boolean).join("&");
    globalThis.location.assign(new URL(query ? `./?${query}` : "./", document.baseURI));
  }

  /**
   * Move a step; its handle has the focus at its new place.
   * @param {number} from
   * @param {number} to
   */
  move(from, to) {
    if (!this.draft) return;
    const after = moveStep(this.draft, from, to);
    if (after === this.draft) return;
    this.change(after);
    this.items[to].handle.focus();
    this.live.textContent = this.messages.say("Now step {n} of {total}", { n: to + 1, total: this.items.length });
  }

  /** @param {number} index */
  removeStep(index) {
    if (!this.draft) return;
    this.change(removeStep(this.draft, index));
    this.say(this.messages.say("Step {n} is deleted.", { n: index + 1 }), {
      act: { text: this.messages.say("Undo"), run: () => { this.say(""); this.undo(); } },
    });
    (this.items[Math.min(index, this.items.length - 1)]?.handle ?? this.undoButton)?.focus();
  }

  writeList() {
    this.list.update(this.shelf.list(this.data.catalogue), this.draft?.id ?? null);
  }

  writeTrouble() {
    const { messages } = this;
    /** @type {Record<string, string | undefined>} */
    const texts = {
      full: messages.say("This browser's store is full: the story is kept only until this page is closed. Download it (.json)."),
      refused: messages.say("This browser keeps nothing (a private window, or a setting): the story is kept only until this page is closed. Download it (.json)."),
    };
    if (!this.trouble) return;
    this.trouble.textContent = texts[this.shelf.trouble] ?? "";
    this.trouble.hidden = !this.shelf.trouble;
  }

  /** @param {string[] | null | undefined} faults */
  writeFaults(faults) {
    if (!this.faults) return;
    this.faults.hidden = !faults?.length;
    this.faults.replaceChildren(...(faults ?? []).map((one) => element("p", { text: one })));
  }

  writeAll() {
    const { messages, draft } = this;
    this.items = [];
    /** @type {HTMLElement | undefined} */
    this.trouble = element("p", { className: "story-notice is-fault", role: "alert", hidden: "" });
    /** @type {HTMLElement | undefined} */
    this.faults = element("div", { className: "story-notice is-fault", role: "alert", hidden: "" });
    /** @type {HTMLButtonElement | undefined} */
    this.undoButton = element("button", {
      type: "button", text: messages.say("Undo"), "aria-keyshortcuts": "Control+Z", disabled: this.past.length ? null : "", on: { click: () => this.undo() },
    });
    /** @type {HTMLElement | undefined} */
    this.steps = element("ol", { className: "story-steps" });
    const home = `./${this.data.query && `?${this.data.query}`}`;
    const add = element("a", { className: "story-add", href: home, text: messages.say("Add a view: go to the map and press “Add as a step”") });
    if (draft) {
      const title = (/** @type {"zh" | "en"} */ language, /** @type {string} */ name) => {
        const field = element("input", {
          maxlength: "80", lang: language === "zh" ? "zh-CN" : "en",
          on: { input: () => this.draft && this.change({ ...this.draft, [`title_${language}`]: field.value }, { typed: `title_${language}` }) },
        });
        field.value = draft[`title_${language}`] ?? "";
        return element("label", { children: [element("span", { text: `${messages.say("Title of the story")} · ${name}` }), field] });
      };
      this.main.replaceChildren(
        this.trouble, this.notice,
        element("div", { className: "story-tools", children: [
          this.files.show, this.undoButton,
          element("button", { type: "button", text: messages.say("Delete the story"), on: { click: () => this.removeStory() } }),
        ] }),
        element("div", { className: "story-titles", children: [title("zh", messages.say("Chinese")), title("en", messages.say("English"))] }),
        this.faults, this.steps, add, this.files.root,
      );
      this.writeSteps();
    } else {
      this.main.replaceChildren(this.trouble, this.notice, element("p", { className: "story-lead", text: messages.say("No story yet. Begin with a shipped one, open a file, or go to the map and press “Add as a step”.") }), add);
    }
    this.writeTrouble();
    this.writeList();
    if (draft) this.ask();
  }

  writeSteps() {
    const { draft, messages, data: { query } } = this;
    if (!draft) return;
    /** @type {StepActs} */
    const acts = {
      write: (index, values) => this.draft && this.change(writeStep(this.draft, index, values), { typed: `${index} ${Object.keys(values)}` }),
      move: (from, to) => this.move(from, to),
      remove: (index) => this.removeStep(index),
      retake: (index) => this.retake(index),
      drag: (index, event) => dragItem(event, this.items.map(({ root }) => root), index, (to) => this.move(index, to)),
    };
    this.items = draft.steps.map((step, index) => new StoryStepItem(index, { step, steps: draft.steps.length, query, messages, acts }));
    this.steps?.replaceChildren(...this.items.map(({ root }) => root));
  }
}
