/* Where the browser keeps stories in the making: one entry each, so that two windows never mix them. */
import { readDraft } from "./story-draft.js";

/** @typedef {import("./story-draft.js").Draft} Draft */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Store */

const PREFIX = "city-story/";
const CURRENT = "city-story-current";
const DAYS_KEPT = 30;
const DAY_MS = 86_400_000;

export class StoryShelf {
  /**
   * @param {() => Store} open gives the browser's store; it may refuse
   */
  constructor(open) {
    /** What is kept while this page is open, whatever the store does. @type {Map<string, string>} */
    this.memory = new Map();
    /** Why the last change was not kept: "" where it was, "full" or "refused". @type {string} */
    this.trouble = "";
    /** @type {Store | null} */
    this.store = null;
    try {
      this.store = open();
      this.store.getItem(CURRENT);
    } catch {
      this.store = null;
      this.trouble = "refused";
    }
  }

  /** @param {string} key */
  get(key) {
    return this.memory.get(key) ?? this.store?.getItem(key) ?? null;
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  set(key, text) {
    if (!this.store) {
      this.memory.set(key, text);
      return;
    }
    try {
      this.store.setItem(key, text);
      this.memory.delete(key);
      this.trouble = "";
    } catch (fault) {
      this.memory.set(key, text);
      const isFull = fault instanceof Error && /quota/i.test(`${fault.name} ${fault.message}`);
      this.trouble = isFull ? "full" : "refused";
    }
  }

  /** @returns {string[]} */
  keys() {
    const kept = [];
    for (let at = 0; at < (this.store?.length ?? 0); at += 1) {
      const key = this.store?.key(at);
      if (key?.startsWith(PREFIX)) kept.push(key);
    }
    return [...new Set([...kept, ...[...this.memory.keys()].filter((key) => key.startsWith(PREFIX))])];
  }

  /**
   * The drafts about a catalogue, the last changed first; those deleted stand apart.
   * @param {string} catalogue
   * @returns {{ drafts: Draft[], removed: Draft[] }}
   */
  list(catalogue) {
    /** @type {Draft[]} */
    const all = [];
    for (const key of this.keys()) {
      const draft = readDraft(this.get(key));
      if (draft && draft.catalogue === catalogue) all.push(draft);
    }
    all.sort((a, b) => (a.changed < b.changed ? 1 : a.changed > b.changed ? -1 : 0));
    return { drafts: all.filter((one) => !one.removed), removed: all.filter((one) => one.removed) };
  }

  /**
   * @param {string} id
   * @returns {Draft | null}
   */
  read(id) {
    return readDraft(this.get(PREFIX + id));
  }

  /**
   * Keep a draft and make it the current one.
   * @param {Draft} draft
   */
  save(draft) {
    this.set(PREFIX + draft.id, JSON.stringify(draft));
    this.current = draft.id;
  }

  /** The id of the story worked at last. */
  get current() {
    return this.get(CURRENT);
  }

  set current(id) {
    if (id && id !== this.get(CURRENT)) {
      const { trouble } = this;
      this.set(CURRENT, id);
      this.trouble ||= trouble;
    }
  }

  /**
   * The story to go on with: the one worked at last, else the last changed.
   * @param {string} catalogue
   * @returns {Draft | null}
   */
  resume(catalogue) {
    const { drafts } = this.list(catalogue);
    return drafts.find(({ id }) => id === this.current) ?? drafts[0] ?? null;
  }

  /**
   * Put a draft among the deleted ones, from where it can be brought back.
   * @param {string} id
   * @param {string} now
   */
  remove(id, now) {
    const draft = this.read(id);
    if (draft) this.set(PREFIX + id, JSON.stringify({ ...draft, removed: now }));
  }

  /** @param {string} id */
  restore(id) {
    const draft = this.read(id);
    if (!draft) return;
    const { removed: _, ...kept } = draft;
    this.save(kept);
  }

  /**
   * Forget what was deleted long ago.
   * @param {string} now
   */
  tidy(now) {
    for (const key of this.keys()) {
      const draft = readDraft(this.get(key));
      if (draft?.removed && Date.parse(now) - Date.parse(draft.removed) > DAYS_KEPT * DAY_MS) {
        this.memory.delete(key);
        this.store?.removeItem(key);
      }
    }
  }

  /**
   * Whether an entry of the store is a draft's.
   * @param {string | null} key
   */
  static idOf(key) {
    return key?.startsWith(PREFIX) ? key.slice(PREFIX.length) : null;
  }
}
