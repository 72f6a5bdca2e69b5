/* The stories at hand: those this browser keeps, those that ship, and those just deleted. */
import { element } from "../parts/element.js";

export class StoryList {
  /* `acts` has `open`, `begin`, `copy`, `file` and `restore`. */
  constructor({ data, messages, acts }) {
    Object.assign(this, { data, messages, acts, lang: data.lang });
    this.own = element("ul", { className: "story-own" });
    this.removed = element("details", { className: "story-removed", hidden: "" });
    const file = element("input", {
      type: "file", accept: ".json,application/json",
      on: { change: () => { if (file.files[0]) acts.file(file.files[0]); file.value = ""; } },
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

  titleOf(story) {
    return this.messages.pick(story.title_zh, story.title_en) || this.messages.say("Story without a title");
  }

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

  dateOf(draft) {
    const date = new Date(draft.changed);
    if (Number.isNaN(date.getTime())) return "";
    return new Intl.DateTimeFormat(this.lang === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" }).format(date);
  }

  update({ drafts, removed }, current) {
    const { messages, acts } = this;
    const row = (draft) => element("li", { children: [element("button", {
      type: "button", "aria-current": draft.id === current ? "true" : null, on: { click: () => acts.open(draft.id) },
      children: [
        element("b", { text: this.titleOf(draft) }),
        element("span", { text: [messages.count("{n} step", "{n} steps", draft.steps.length), this.dateOf(draft)].filter(Boolean).join(" · ") }),
      ],
    })] });
    const { activeElement } = document;
    const focused = [...this.own.querySelectorAll("button")].indexOf(activeElement);
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
