/* The stories at hand: those this browser keeps, those that ship, and those just deleted. */
import { element } from "../parts/element.js";

/** @typedef {import("../core/story-draft.js").Draft} Draft */
/** @typedef {import("../core/story-draft.js").Story} Story */
/**
 * What the server tells the page of the editor.
 * @typedef {object} StoryData
 * @property {Lang} lang
 * @property {string} query
 * @property {string} catalogue
 * @property {{messages: string}} sources
 * @property {{slug: string, story: Story}[]} shipped
 */
/**
 * What the reader can do with the stories at hand.
 * @typedef {object} ListActs
 * @property {(id: string) => void} open
 * @property {() => void} begin
 * @property {(story: Story) => void} copy
 * @property {(file: File) => void} file
 * @property {(id: string) => void} restore
 */

export class StoryList {
  /** @param {{data: StoryData, messages: Messages, acts: ListActs}} host */
  constructor({ data, messages, acts }) {
    this.data = data;
    this.messages = messages;
    this.acts = acts;
    this.lang = data.lang;
    this.own = element("ul", { className: "story-own" });
    this.removed = element("details", { className: "story-removed", hidden: "" });
    const file = element("input", {
      type: "file", accept: ".json,application/json",
      on: {
        change: () => {
          const chosen = file.files?.[0];
          if (chosen) acts.file(chosen);
          file.value = "";
        },
      },
    });
    this.root = element("aside", {
      className: "story-shelf", "aria-label": messages.say("Stories"),
      children: [
        element("h2", { text: messages.say("Your stories") }),
        element("p", { className: "story-note", text: messages.say("Kept in this browser, on this device; nobody else sees them. A file (.json) takes them elsewhere.") }),
        this.own,
        element("div", { className: "story-begin", children: [
          element("button", { type: "button", text: messages.say("New story"), on: { click: () => acts.begin() } }),
          element("label", { className: "story-open", children: [element("span", { text: messages.say("Open a story (.json)") }), file] }),
        ] }),
        this.removed,
        element("h2", { text: messages.say("Shipped stories") }),
        element("ul", { className: "story-shipped", children: data.shipped.map((one) => this.makeShipped(one)) }),
      ],
    });
  }

  /** @param {Story} story */
  titleOf(story) {
    return this.messages.pick(story.title_zh, story.title_en) || this.messages.say("Story without a title");
  }

  /** @param {{slug: string, story: Story}} shipped */
  makeShipped({ slug, story }) {
    const { messages, data } = this;
    const title = this.titleOf(story);
    return element("li", { children: [
      element("a", { href: `./present?story=${slug}${data.query && `&${data.query}`}`, text: title }),
      element("button", {
        type: "button", text: messages.say("Change"), title: messages.say("Begin with this story: {title}", { title }),
        "aria-label": messages.say("Begin with this story: {title}", { title }), on: { click: () => this.acts.copy(story) },
      }),
    ] });
  }

  /** @param {Draft} draft */
  dateOf(draft) {
    const date = new Date(draft.changed);
    if (Number.isNaN(date.getTime())) return "";
    return new Intl.DateTimeFormat(this.lang === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" }).format(date);
  }

  /**
   * @param {{drafts: Draft[], removed: Draft[]}} kept
   * @param {string | null} current
   */
  update({ drafts, removed }, current) {
    const { messages, acts } = this;
    const row = (/** @type {Draft} */ draft) => element("li", { children: [element("button", {
      type: "button", "aria-current": draft.id === current ? "true" : null, on: { click: () => acts.open(draft.id) },
      children: [
        element("b", { text: this.titleOf(draft) }),
        element("span", { text: [messages.count("{n} step", "{n} steps", draft.steps.length), this.dateOf(draft)].filter(Boolean).join(" · ") }),
      ],
    })] });
    const { activeElement } = document;
    const focused = [...this.own.querySelectorAll("button")].findIndex((one) => one === activeElement);
    this.own.replaceChildren(...drafts.map(row));
    if (focused >= 0) this.own.querySelectorAll("button")[focused]?.focus();
    this.removed.hidden = removed.length === 0;
    this.removed.replaceChildren(
      element("summary", { text: messages.say("Deleted ({n})", { n: removed.length }) }),
      element("ul", { children: removed.map((draft) => element("li", { children: [
        element("span", { text: this.titleOf(draft) }),
        element("button", { type: "button", text: messages.say("Bring it back"), on: { click: () => acts.restore(draft.id) } }),
      ] })) }),
    );
  }
}
