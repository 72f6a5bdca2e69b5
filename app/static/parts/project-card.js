/* The card of a project: all that the record knows, in words, with its sources. */
import { stepOn } from "../core/promise-clock.js";
import { RecordWords } from "../core/record-words.js";
import { element } from "./element.js";
import { marked } from "./marked.js";
import { symbolPicture } from "./symbol-picture.js";

/** @typedef {import("../core/record-words.js").SourceWords} SourceWords */
/** @typedef {{onClose: () => void, onZoom: (id: string) => void, addressOf?: (id: string) => string, reportOf?: (id: string) => string | null, day?: () => string, otherOf: (report: string | null, id: string) => string}} CardHost */

export class ProjectCard {
  /**
   * @param {Messages} messages
   * @param {Reference} reference The names of sectors, statuses, events, districts and the report's sections.
   * @param {CardHost} host
   */
  constructor(messages, reference, { onClose, onZoom, addressOf, reportOf, day, otherOf }) {
    this.words = new RecordWords(messages, reference);
    this.messages = messages;
    this.onClose = onClose;
    this.onZoom = onZoom;
    this.addressOf = addressOf;
    this.reportOf = reportOf;
    this.day = day;
    this.otherOf = otherOf;
  }

  /**
   * The card of a feature, as an element to put on the page.
   * @param {Feature} feature
   */
  render(feature) {
    const { messages } = this;
    const { properties } = feature;
    const name = messages.pick(properties.name_zh, properties.name_en);
    const second = messages.lang === "zh" ? properties.name_en : properties.name_zh;
    const heading = element("h2", { id: "city-card-name", tabindex: "-1", text: name });
    const close = element("button", {
      type: "button", className: "city-card-close", text: messages.say("Back to the list"),
      on: { click: this.onClose },
    });
    const zoom = feature.geometry
      ? element("button", {
        type: "button", className: "city-card-zoom", text: messages.say("Zoom to the place"),
        on: { click: () => this.onZoom(properties.id) },
      })
      : null;
    const link = this.addressOf
      ? element("a", {
        className: "city-card-link", href: this.addressOf(properties.id),
        text: messages.say("Permanent link"),
      })
      : null;
    const report = this.reportOf?.(properties.id);
    const wrong = report
      ? element("a", { className: "city-card-link", href: report, text: messages.say("Report an error") })
      : null;
    return element("article", {
      className: "city-card", "aria-labelledby": "city-card-name", "data-id": properties.id,
      children: [
        close,
        element("header", {
          children: [
            symbolPicture(properties.sector, properties.status, 40),
            element("div", {
              children: [heading, second ? element("p", {
                className: "city-card-second", lang: messages.lang === "zh" ? "en" : "zh-CN", text: second,
              }) : null, this.standing(properties)],
            }),
          ],
        }),
        this.course(properties.id),
        this.facts(properties),
        element("p", {
          className: "city-card-summary",
          text: messages.pick(properties.summary_zh, properties.summary_en),
        }),
        this.remark(properties),
        this.section(messages.say("Milestones"), this.timeline(properties)),
        this.section(messages.say("Figures"), this.figures(properties)),
        this.section(messages.say("Place"), this.place(feature)),
        this.section(messages.say("In the report"), this.citations(properties)),
        this.history(properties.id),
        this.coverage(),
        element("footer", { children: [zoom, link, wrong] }),
      ],
    });
  }

  /**
   * What happened after the report, beside what the report says; nothing where nothing is known.
   * @param {Properties} properties
   */
  standing(properties) {
    const { report, since } = this.words.standing(properties);
    // As of a day that the reader has set only the clock speaks: it knows what was known by then.
    if (!since || this.day?.() || this.clockOf(properties.id)?.tells) return null;
    return element("p", {
      className: "city-card-since",
      children: [element("span", { text: report }), " · ", element("strong", { children: marked(since, this.messages.lang) })],
    });
  }

  /**
   * @param {string} title
   * @param {Node | null} content
   */
  section(title, content) {
    if (!content) return null;
    return element("section", { children: [element("h3", { text: title }), content] });
  }

  /**
   * What the promise clock says of a record on the day that the reader has set.
   * @param {string} id
   */
  clockOf(id) {
    const { clock, newest } = this.words.reference;
    const steps = clock?.[id]?.steps;
    return steps && newest ? stepOn(steps, this.day?.() || newest.day) : null;
  }

  /**
   * What became of the promise, and as of when that is said.
   * @param {import("../core/promise-clock.js").ClockStep} step
   */
  sayClock(step) {
    const { messages } = this;
    const { newest } = this.words.reference;
    const day = this.day?.();
    const date = day && day !== newest?.day ? day : messages.pick(newest?.name_zh, newest?.name_en);
    return [messages.pick(step.name_zh, step.name_en), messages.say("as of {date}", { date })].join(messages.say("; "));
  }

  /**
   * What is promised and what became of it, and the other reports that tell of the project.
   * @param {string} id
   */
  course(id) {
    const { messages, words } = this;
    const clock = words.reference.clock?.[id];
    const step = this.clockOf(id);
    const others = words.reference.elsewhere?.[id] ?? [];
    if (!clock && !others.length) return null;
    return element("div", {
      className: "city-card-course",
      children: [
        clock ? element("p", { text: messages.pick(clock.promise_zh, clock.promise_en) }) : null,
        step ? element("p", { className: `city-card-clock is-${step.slug}`, children: marked(this.sayClock(step), messages.lang) }) : null,
        ...others.map((one) => element("p", {
          children: [element("a", {
            href: this.otherOf(one.report, one.id),
            text: messages.pick(one.name_zh, one.name_en),
          })],
        })),
      ],
    });
  }

  /**
   * What was changed of the record since it was made, and on whose evidence.
   * @param {string} id
   */
  history(id) {
    const told = this.words.reference.history?.[id] ?? [];
    if (!told.length) return null;
    return element("details", {
      className: "city-card-history",
      children: [
        element("summary", { text: this.messages.say("History of this record") }),
        element("ul", { children: told.map((one) => element("li", { text: this.messages.pick(one.name_zh, one.name_en) })) }),
      ],
    });
  }

  /* How much of the report was read: what is missing in the card may stand in the rest. */
  coverage() {
    const { coverage } = this.words.reference;
    const text = coverage ? this.messages.pick(coverage.name_zh, coverage.name_en) : "";
    return text ? element("p", { className: "city-card-coverage", text }) : null;
  }

  /** @param {Properties} properties */
  facts(properties) {
    const status = this.messages.say("Status");
    return element("dl", {
      className: "city-card-facts",
      children: this.words.facts(properties).flatMap(([label, text]) => [
        element("dt", { text: label }),
        element("dd", { text, lang: this.messages.foreign(text), className: label === status ? "city-card-status" : undefined }),
      ]),
    });
  }

  /** @param {Properties} properties */
  remark(properties) {
    const text = this.messages.pick(properties.remark_zh, properties.remark_en);
    if (!text) return null;
    return element("p", {
      className: "city-card-remark",
      children: [element("strong", { text: this.messages.say("Remark: ") }), text],
    });
  }

  /** @param {Properties} properties */
  timeline(properties) {
    if (!properties.milestones.length) return null;
    return element("ol", {
      className: "city-timeline",
      children: properties.milestones.map((milestone) => {
        const { date, name, state, origin } = this.words.milestone(milestone);
        return element("li", {
          className: origin ? "is-elsewhere" : `is-${milestone.state}`,
          children: [
            element("span", { className: "city-timeline-date", text: date }),
            element("span", { text: name }),
            element("span", { className: "city-timeline-state", text: state }),
            origin && this.origin(origin),
          ],
        });
      }),
    });
  }

  /**
   * Where a fact from elsewhere was found; what is doubtful stays folded until it is asked for.
   * @param {SourceWords} source
   */
  origin({ title, published, trust, says, link, isDoubtful }) {
    const { messages } = this;
    const lines = [
      link
        ? element("a", { href: link, rel: "noopener noreferrer", target: "_blank", text: title, lang: messages.foreign(title) })
        : element("span", { text: title, lang: messages.foreign(title) }),
      says ? element("q", { lang: "zh-CN", text: says }) : null,
      published ? element("span", { children: marked(published, messages.lang) }) : null,
      trust ? element("span", { text: trust }) : null,
    ];
    if (!isDoubtful) return element("small", { children: lines });
    return element("details", {
      children: [
        element("summary", { text: messages.say("A source that is not to be relied on") }),
        element("small", { children: lines }),
      ],
    });
  }

  /** @param {Properties} properties */
  figures(properties) {
    if (!properties.figures.length) return null;
    return element("dl", {
      className: "city-card-figures",
      children: properties.figures.flatMap((figure) => {
        const [label, value] = this.words.figure(figure);
        return [element("dt", { text: label }), element("dd", { text: value })];
      }),
    });
  }

  /** @param {Feature} feature */
  place(feature) {
    return element("dl", {
      className: "city-card-place",
      children: this.words.place(feature).flatMap(([label, text]) => [
        element("dt", { text: label }), element("dd", { text }),
      ]),
    });
  }

  /** @param {Properties} properties */
  citations(properties) {
    const { messages } = this;
    return element("ul", {
      className: "city-card-citations",
      children: properties.citations.map((citation) => element("li", {
        children: [
          element("cite", {
            text: this.words.paragraph(citation),
          }),
          element("q", { lang: "zh-CN", text: citation.wording }),
          citation.mention === citation.wording ? null : element("small", {
            text: messages.say("printed as “{mention}”", { mention: citation.mention }),
          }),
        ],
      })),
    });
  }
}
