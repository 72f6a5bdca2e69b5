/* The card of a project: all that the record knows, in words, with its sources. */
import { reasonWithoutPlace } from "../core/record-words.js";
import { element } from "./element.js";
import { symbolPicture } from "./symbol-picture.js";

const KILOMETRE = 1000;

export class ProjectCard {
  /* `reference` names sectors, statuses, events, districts and the report's sections. */
  constructor(messages, reference, { onClose, onZoom, addressOf }) {
    Object.assign(this, { messages, reference, onClose, onZoom, addressOf });
  }

  term(vocabulary, slug) {
    const term = this.reference[vocabulary].find((one) => one.slug === slug);
    return term ? this.messages.pick(term.name_zh, term.name_en) : slug;
  }

  /* The card of a feature, as an element to put on the page. */
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
              }) : null],
            }),
          ],
        }),
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
        element("footer", { children: [zoom, link] }),
      ],
    });
  }

  section(title, content) {
    if (!content) return null;
    return element("section", { children: [element("h3", { text: title }), content] });
  }

  facts(properties) {
    const { messages } = this;
    const districts = properties.districts.length
      ? properties.districts.map((adcode) => this.term("districts", adcode)).join(messages.say(", "))
      : properties.place.type === "city" ? messages.say("Whole city") : messages.say("not known");
    const rows = [
      [messages.say("Sector"), this.term("sectors", properties.sector)],
      [messages.say("Kind"), this.term("kinds", properties.kind)],
      [messages.say("Status"), this.term("statuses", properties.status), "city-card-status"],
      [messages.say("District"), districts],
      [messages.say("Due"), properties.due ? String(properties.due) : messages.say("no year promised")],
    ];
    if (properties.aliases.length) {
      rows.push([messages.say("Also called"), properties.aliases.join(messages.say(", "))]);
    }
    return element("dl", {
      className: "city-card-facts",
      children: rows.flatMap(([label, text, className]) => [
        element("dt", { text: label }), element("dd", { text, className }),
      ]),
    });
  }

  remark(properties) {
    const text = this.messages.pick(properties.remark_zh, properties.remark_en);
    if (!text) return null;
    return element("p", {
      className: "city-card-remark",
      children: [element("strong", { text: this.messages.say("Remark: ") }), text],
    });
  }

  timeline(properties) {
    const { messages } = this;
    if (!properties.milestones.length) return null;
    return element("ol", {
      className: "city-timeline",
      children: properties.milestones.map((milestone) => {
        const isElsewhere = Boolean(milestone.source);
        const state = isElsewhere
          ? messages.say("known from elsewhere")
          : milestone.state === "reported" ? messages.say("reported") : messages.say("promised");
        return element("li", {
          className: isElsewhere ? "is-elsewhere" : `is-${milestone.state}`,
          children: [
            element("span", { className: "city-timeline-date", text: this.date(milestone.date) }),
            element("span", { text: this.term("events", milestone.event) }),
            element("span", { className: "city-timeline-state", text: state }),
            isElsewhere ? element("small", { text: milestone.source.title }) : null,
          ],
        });
      }),
    });
  }

  date(text) {
    if (!text) return this.messages.say("no date");
    const [year, month, day] = text.split("-");
    if (this.messages.lang !== "zh" || !/^\d{4}(-\d\d){0,2}$/.test(text)) return text;
    return `${year}年${month ? `${Number(month)}月` : ""}${day ? `${Number(day)}日` : ""}`;
  }

  figures(properties) {
    const { messages } = this;
    if (!properties.figures.length) return null;
    return element("dl", {
      className: "city-card-figures",
      children: properties.figures.flatMap((figure) => [
        element("dt", { text: messages.pick(figure.label_zh, figure.label_en) }),
        element("dd", { text: `${messages.number(figure.value, 2)} ${this.unit(figure.unit)}`.trim() }),
      ]),
    });
  }

  unit(unit) {
    const term = this.reference.units[unit];
    return term ? this.messages.pick(term.name_zh, term.name_en) : unit;
  }

  place(feature) {
    const { messages } = this;
    const { place } = feature.properties;
    const rows = [[messages.say("What is drawn"), this.term("place_types", place.type)]];
    if (feature.geometry) {
      rows.push([messages.say("Accuracy"), this.accuracy(place.accuracy_m)]);
    } else {
      rows.push([messages.say("Why it is not drawn"), reasonWithoutPlace(messages, place.type)]);
    }
    const length = feature.derived?.length_m;
    const area = feature.derived?.area_m2;
    if (length) {
      rows.push([messages.say("Length of what is drawn"),
        messages.say("{value} km", { value: messages.number(length / KILOMETRE, 1) })]);
    }
    if (area) {
      rows.push([messages.say("Area of what is drawn"),
        messages.say("{value} km²", { value: messages.number(area / KILOMETRE ** 2, 2) })]);
    }
    if (place.method) {
      // A method is written in both languages, parted by " / ".
      const [zh, en] = place.method.split(" / ");
      rows.push([messages.say("Method"), messages.pick(zh, en)]);
    }
    if (place.source) rows.push([messages.say("Source"), place.source]);
    if (place.licence) rows.push([messages.say("Licence"), place.licence]);
    if (place.as_of) rows.push([messages.say("As of"), place.as_of]);
    return element("dl", {
      className: "city-card-place",
      children: rows.flatMap(([label, text]) => [element("dt", { text: label }), element("dd", { text })]),
    });
  }

  accuracy(metres) {
    const { messages } = this;
    const cls = this.reference.accuracy_classes.find((one) => one.limit_m !== null && metres <= one.limit_m);
    const name = cls ? messages.pick(cls.name_zh, cls.name_en) : "";
    const distance = metres >= KILOMETRE
      ? messages.say("{value} km", { value: messages.number(metres / KILOMETRE, 1) })
      : messages.say("{value} m", { value: messages.number(metres) });
    return messages.say("{name}: up to {distance} off", { name, distance });
  }

  sectionTitle(slug) {
    const section = this.reference.sections[slug];
    return section ? this.messages.pick(section.title_zh, section.title_en) : "";
  }

  citations(properties) {
    const { messages } = this;
    return element("ul", {
      className: "city-card-citations",
      children: properties.citations.map((citation) => element("li", {
        children: [
          element("cite", {
            text: `${citation.section}.${citation.paragraph} ${this.sectionTitle(citation.section)}`.trim(),
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
