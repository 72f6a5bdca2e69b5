/* The words beside the show's map: title, text, counts, legend, links. */
import { splitTitle, titleLength } from "../core/story-steps.js";
import { pageAddress } from "./view-address.js";
import { element } from "../parts/element.js";
import { find } from "../parts/find.js";
import { symbolPicture } from "../parts/symbol-picture.js";

const [BEST_FIT, LEAST_FIT] = [1.16, 0.62];

/* Whether the words stand above the map instead of beside it. */
export const isStacked = () => globalThis.matchMedia("(max-width: 900px), (max-aspect-ratio: 1/1)").matches;

export class ShowWords {
  constructor(data, messages, terms) {
    Object.assign(this, { data, messages, terms });
    this.now = { steps: data.steps, index: data.index, step: data.steps[data.index] };
  }

  /* Write the step's words, counts and legend. */
  write(steps, index) {
    this.now = { steps, index, step: steps[index] };
    const { step } = this.now;
    const title = find("#show-title");
    const { part, title: own } = splitTitle(step.title, this.data.is_story);
    title.replaceChildren(...(part ? [
      element("span", { className: "show-part", text: part }),
      element("span", { className: "city-hidden", text: " · " }), own,
    ] : [own]));
    const { isLong, isLongest } = titleLength(own, this.data.lang);
    title.classList.toggle("is-long", isLong);
    title.classList.toggle("is-longest", isLongest);
    const text = find("#show-text");
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
      find("[data-do=next]").setAttribute("aria-disabled", String(index === steps.length - 1 && !this.data.has_closing));
    }
    this.writeLinks();
    this.fit();
  }

  /* Shown on the map + without a place = total, in numbers that read from the last row. */
  writeCount() {
    const { messages, now: { step } } = this;
    const number = (value, text) => element("span", {
      children: [element("b", { text: String(value) }), element("i", { text })],
    });
    const sign = (text) => element("em", { text });
    const sum = step.found === step.total ? messages.say("projects in all")
      : messages.say("projects, of {total}", { total: step.total });
    find("#show-count").replaceChildren(
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
    const entry = (kind, slug, count) => {
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
    const list = (heading, kind) => [
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
    find("#show-legend").replaceChildren(...(step.found ? [
      ...list(messages.say("Sector"), "sectors"), ...list(messages.say("Status"), "statuses"),
      step.placed ? note : "",
    ] : [element("p", { text: messages.say("No project answers this view.") })]));
  }

  writeLinks() {
    const own = pageAddress.read();
    const link = find(".show-language");
    if (link) {
      const parameters = new URLSearchParams(own);
      if (link.dataset.lang === "zh") parameters.delete("lang");
      else parameters.set("lang", link.dataset.lang);
      if (this.data.story) parameters.set("step", String(this.now.index + 1));
      link.href = `./present?${parameters}`.replaceAll("%2C", ",");
    }
    const open = find(".show-open");
    if (open) open.href = `./?${this.now.step.query}`;
  }

  /* Make the words as large as the column allows. */
  fit() {
    const words = find(".show-words");
    const root = document.documentElement.style;
    if (isStacked() || this.data.is_embedded) return;
    root.setProperty("--fit", String(BEST_FIT));
    for (let fit = BEST_FIT; fit > LEAST_FIT && words.scrollHeight > words.clientHeight + 1;) {
      fit -= 0.02;
      root.setProperty("--fit", fit.toFixed(2));
    }
  }
}
