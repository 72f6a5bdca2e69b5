/* A record in words: looked up in the tables that come with the catalogue, never formed here. */
/**
 * What is told of a source from elsewhere; a doubtful one is not shown at first sight.
 * @typedef {{title: string, published: string, trust: string, says: string, link: string | null, isDoubtful: boolean}} SourceWords
 */

export class RecordWords {
  /**
   * @param {import("./messages.js").Messages} messages
   * @param {Reference} reference The names of slugs and values, in both languages.
   */
  constructor(messages, reference) {
    this.messages = messages;
    this.reference = reference;
  }

  /**
   * The name of a slug in a vocabulary that is a list.
   * @param {Vocabulary} vocabulary
   * @param {string} slug
   * @returns {string}
   */
  term(vocabulary, slug) {
    const term = this.reference[vocabulary].find((one) => one.slug === slug);
    return term ? this.messages.pick(term.name_zh, term.name_en) : slug;
  }

  /**
   * What a table says under a key, or the key itself where it says nothing.
   * @param {TableName} table
   * @param {string | number | null} key
   * @returns {string}
   */
  look(table, key) {
    const found = this.reference[table]?.[String(key)];
    return found ? this.messages.pick(found.name_zh, found.name_en) : String(key);
  }

  /**
   * The districts, or why there is none.
   * @param {Properties} properties
   * @returns {string}
   */
  districts({ districts, place }) {
    const names = districts.map((/** @type {string} */ adcode) => this.term("districts", adcode));
    return names.join(this.messages.say(", ")) || this.look("no_district", place.type);
  }

  /**
   * The year that is promised, or that none is.
   * @param {Properties} properties
   * @returns {string}
   */
  due({ due }) {
    return due ? String(due) : this.messages.say("no year promised");
  }

  /**
   * The facts of a card: label and text.
   * @param {Properties} properties
   * @returns {[string, string][]}
   */
  facts(properties) {
    const { messages } = this;
    /** @type {[string, string][]} */
    const facts = [
      [messages.say("Sector"), this.term("sectors", properties.sector)],
      [messages.say("Kind"), this.term("kinds", properties.kind)],
      [messages.say("Status"), this.term("statuses", properties.status)],
      [messages.say("District"), this.districts(properties)],
      [messages.say("Due"), this.due(properties)],
    ];
    if (properties.aliases.length) {
      facts.push([messages.say("Also called"), properties.aliases.join(messages.say(", "))]);
    }
    return facts;
  }

  /**
   * How the record stands: what the report says, and what is known since; the first stays as it is.
   * @param {Properties} properties
   * @returns {{report: string, since: string}}
   */
  standing({ id, status, due }) {
    const { messages } = this;
    const state = this.term("statuses", status);
    const promise = due ? messages.say("promised for {year}", { year: due }) : "";
    return {
      report: messages.say("Report: {state}", { state: [state, promise].filter(Boolean).join(messages.say(", ")) }),
      since: this.reference.since?.[id] ? this.look("since", id) : "",
    };
  }

  /**
   * How sure a place is, or why it is not drawn.
   * @param {Feature} feature
   * @returns {string}
   */
  where({ geometry, properties }) {
    const { place } = properties;
    return geometry ? this.look("errors", place.accuracy_m) : this.look("reasons", place.type);
  }

  /**
   * What is known of a place and where that comes from: label and text.
   * @param {Feature} feature
   * @returns {[string, string][]}
   */
  place(feature) {
    const { messages, reference } = this;
    const { id, place } = feature.properties;
    /** @type {[string, string][]} */
    const facts = [
      [messages.say("What is drawn"), this.term("place_types", place.type)],
      [feature.geometry ? messages.say("Accuracy") : messages.say("Why it is not drawn"), this.where(feature)],
    ];
    if (place.extent_m) facts.push([messages.say("Extent"), this.look("extents", place.extent_m)]);
    if (reference.lengths[id]) facts.push([messages.say("Length of what is drawn"), this.look("lengths", id)]);
    if (reference.areas[id]) facts.push([messages.say("Area of what is drawn"), this.look("areas", id)]);
    if (place.method) {
      // A method is written in both languages, parted by " / ".
      const [zh, ...en] = place.method.split(" / ");
      facts.push([messages.say("Method"), messages.pick(zh, en.join(" / "))]);
    }
    if (place.source) facts.push([messages.say("Source"), this.look("provenances", place.source)]);
    if (place.licence) facts.push([messages.say("Licence"), this.look("provenances", place.licence)]);
    if (place.as_of) facts.push([messages.say("As of"), this.look("dates", place.as_of)]);
    return facts;
  }

  /**
   * A milestone: when, what, and whether it is reported, promised or known from elsewhere.
   * @param {Milestone} milestone
   */
  milestone({ date, event, state, source }) {
    const when = date ? this.look("dates", date) : this.messages.say("no date");
    return {
      date: when,
      name: this.term("events", event),
      state: this.look("states", source ? "elsewhere" : state),
      origin: source ? this.source(source, when) : null,
    };
  }

  /**
   * A source from elsewhere; one of the date beside it and no publisher repeats nothing.
   * @param {Origin} source
   * @param {string} [beside]
   * @returns {SourceWords}
   */
  source({ title, title_en, publisher, date, trust, why_zh, why_en, says, address }, beside = "") {
    const { messages } = this;
    const when = date ? this.look("dates", date) : "";
    const why = messages.pick(why_zh, why_en);
    const level = trust ? this.look("trust", trust) : "";
    const isDoubtful = trust === "low";
    return {
      title: this.messages.pick(title, title_en),
      published: publisher && when ? messages.say("{publisher}, {date}", { publisher, date: when }) : publisher || (when === beside ? "" : when),
      trust: level && why ? messages.say("{state}; {note}", { state: level, note: why }) : level || why,
      says: says ?? "",
      link: !isDoubtful && /^https?:\/\//.test(address ?? "") ? address : null,
      isDoubtful,
    };
  }

  /**
   * What the report counts: the label, the value with its unit.
   * @param {Figure} figure
   * @returns {[string, string]}
   */
  figure({ label_zh, label_en, value, unit }) {
    return [this.messages.pick(label_zh, label_en), this.look("figures", `${value} ${unit}`)];
  }

  /**
   * The paragraph of a citation: its number and the heading of its section.
   * @param {Citation} citation
   * @returns {string}
   */
  paragraph({ section, paragraph }) {
    const found = this.reference.sections[section];
    const title = found ? this.messages.pick(found.title_zh, found.title_en) : "";
    return `${section}.${paragraph} ${title}`.trim();
  }
}
