/* The words beside the show's map: title, text, counts, legend, links. */
import { splitTitle, titleLength } from "../core/story-steps.js";
import { pageAddress } from "./view-address.js";
import { element } from "../parts/element.js";
import { find, part } from "../parts/find.js";
import { symbolPicture } from "../parts/symbol-picture.js";

const [BEST_FIT, LEAST_FIT] = [1.16, 0.62];

/* Whether the words stand above the map instead of beside it. */
export const isStacked = () => globalThis.matchMedia("(max-width: 900px), (max-aspect-ratio: 1/1)").matches;

/** @typedef {import("./show.js").ShowData} ShowData */
/** @typedef {import("./show.js").ShowStep} ShowStep */
/** @typedef {"sectors" | "statuses"} Kind */
/** @typedef {Record<Kind, Map<string, Term>>} Terms */

const take = (/** @type {string} */ selector) => part(selector, HTMLElement);

export class ShowWords {
  /**
   * @param {ShowData} data
   * @param {Messages} messages
   * @param {Terms} terms
   */
  constructor(data, messages, terms) {
    this.data = data;
    this.messages = messages;
    this.terms = terms;
    this.now = { steps: data.steps, index: data.index, step: data.steps[data.index] };
  }

  /**
   * Write the step's words, counts and legend.
   * @param {ShowStep[]} steps
   * @param {number} index
   */
  write(steps, index) {
    this.now = { steps, index, step: steps[index] };
    const { step } = this.now;
    const title = take("#show-title");
    const { part: chapter, title: own } = splitTitle(step.title, this.data.is_story);
    title.replaceChildren(...(chapter ? [
      element("span", { className: "show-part", text: chapter }),
      element("span", { className: "city-hidden", text: " · " }), own,
    ] : [own]));
    const { isLong, isLongest } = titleLength(own, this.data.lang);
    title.classList.toggle("is-long", isLong);
    title.classList.toggle("is-longest", isLongest);
    const text = take("#show-text");
    text.textContent = step.text;
    text.hidden = !step.text;
    this.writeCount();
    this.writeLegend();
    document.title = `${step.title} · ${document.title.split(" · ").at(-1)}`;
    const number = find(".show-number");
    if (number) number.textContent = `${index + 1} / ${steps.length}`;
    document.querySelectorAll(".show-progress i").forEach((mark, at) => {
      mark.className = at < index ? "is-past" : at === index ? "is-now" : "";
    });
    const previous = find("[data-do=previous]");
    if (previous) {
      previous.setAttribute("aria-disabled", String(index === 0));
      find("[data-do=next]")?.setAttribute("aria-disabled", String(index === steps.length - 1 && !this.data.has_closing));
    }
    this.writeLinks();
    this.fit();
  }

  /* Shown on the map + without a place = total, in numbers that read from the last row. */
  writeCount() {
    const { messages, now: { step } } = this;
    const number = (/** @type {number} */ value, /** @type {string} */ text) => element("span", {
      children: [element("b", { text: String(value) }), element("i", { text })],
    });
    const sign = (/** @type {string} */ text) => element("em", { text });
    const sum = step.found === step.total ? messages.say("projects in all")
      : messages.say("projects, of {total}", { total: step.total });
    take("#show-count").replaceChildren(
      element("p", { className: "city-hidden", text: step.count }),
      element("p", {
        className: "show-sum", "aria-hidden": "true",
        children: [
          number(step.placed, messages.say("on the map")), sign("+"),
          number(step.unplaced, messages.say("without a place")), sign("="),
          number(step.found, sum),
        ],
      }),
    );
  }

  writeLegend() {
    const { messages, now: { step } } = this;
    const entry = (/** @type {Kind} */ kind, /** @type {string} */ slug, /** @type {number} */ count) => {
      const term = this.terms[kind].get(slug);
      const picture = kind === "sectors"
        ? symbolPicture(slug, "completed", 32) : symbolPicture(null, slug, 32);
      return element("li", {
        children: [
          picture, element("span", { text: term ? messages.pick(term.name_zh, term.name_en) : slug }),
          element("b", { text: String(count) }),
        ],
      });
    };
    const list = (/** @type {string} */ heading, /** @type {Kind} */ kind) => [
      element("h2", { text: heading }),
      element("ul", {
        className: step[kind].length > 3 ? "is-wide" : "",
        children: step[kind].map(([slug, count]) => entry(kind, slug, count)),
      }),
    ];
    const note = element("p", {
      className: "show-note",
      children: [
        element("i", { className: "city-swatch is-soft", "aria-hidden": "true" }),
        element("span", { text: messages.say("Dashed line, soft circle: approximate place") }),
      ],
    });
    take("#show-legend").replaceChildren(...(step.found ? [
      ...list(messages.say("Sector"), "sectors"), ...list(messages.say("Status"), "statuses"),
      step.placed ? note : "",
    ] : [element("p", { text: messages.say("No project answers this view.") })]));
  }

  writeLinks() {
    const own = pageAddress.read();
    const link = find(".show-language");
    if (link instanceof HTMLAnchorElement) {
      const parameters = new URLSearchParams(own);
      const { lang = "zh" } = link.dataset;
      if (lang === "zh") parameters.delete("lang");
      else parameters.set("lang", lang);
      if (this.data.story) parameters.set("step", String(this.now.index + 1));
      link.href = `./present?${parameters}`.replaceAll("%2C", ",");
    }
    const open = find(".show-open");
    if (open instanceof HTMLAnchorElement) open.href = `./?${this.now.step.query}`;
  }

  /* Make the words as large as the column allows. */
  fit() {
    const words = take(".show-words");
    const root = document.documentElement.style;
    if (isStacked() || this.data.is_embedded) return;
    root.setProperty("--fit", String(BEST_FIT));
    for (let fit = BEST_FIT; fit > LEAST_FIT && words.scrollHeight > words.clientHeight + 1;) {
      fit -= 0.02;
      root.setProperty("--fit", fit.toFixed(2));
    }
  }
}
