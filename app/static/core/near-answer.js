/* What a reader is told about a place: the twin of the server's own sentences. */
import { GROUPS, SINGLE_VALUE_ACCURACY_M } from "./nearness.js";
import { SORTED_GROUPS, sortCurrent } from "./relevance.js";

/** @typedef {import("./nearness.js").Nearness} Nearness */
/** @typedef {import("./nearness.js").Neighbour} Neighbour */

/**
 * A project as the list tells it; distance and direction are empty where it is not drawn.
 * @typedef {{id: string, feature: Feature, name: string, distance: string, direction: string, state: string, details: string[]}} NearItem
 */
/** @typedef {{slug: string, title: string, note: string, items: NearItem[]}} NearSection */

const KILOMETRE_M = 1000;
const TEN_KILOMETRES_M = 10_000;
const WALK_M_PER_MINUTE = 80;
const WALK_LIMIT_M = 3000;
const WALKED_ACCURACY_M = 250;
const BUILT = "under-construction";

/** @param {number} value */
const roundEven = (value) => {
  const whole = Math.floor(value);
  if (Math.abs(value - whole - 0.5) > 1e-9) return Math.round(value);
  return whole % 2 ? whole + 1 : whole;
};

/** @param {number} value */
const short = (value) => String(Number(value.toPrecision(6)));

/**
 * @param {number} metres
 * @param {boolean | null} up
 */
const roundLength = (metres, up) => {
  let step = KILOMETRE_M;
  if (metres < KILOMETRE_M) step = 10;
  else if (metres < TEN_KILOMETRES_M) step = 100;
  const steps = Math.round((metres / step) * 1e6) / 1e6;
  if (up === null) return roundEven(steps) * step;
  return (up ? Math.ceil(steps) : Math.floor(steps)) * step;
};

export class NearAnswer {
  /**
   * @param {Messages} messages
   * @param {Reference} reference
   * @param {Feature[]} features
   * @param {number} year The year of the report.
   */
  constructor(messages, reference, features, year) {
    this.messages = messages;
    this.reference = reference;
    this.features = new Map(features.map((one) => [one.properties.id, one]));
    this.year = year;
  }

  /**
   * @param {number} metres
   * @param {boolean | null} [up] True and false round up and down, null to the nearest.
   */
  length(metres, up = null) {
    const rounded = roundLength(metres, up);
    return rounded >= KILOMETRE_M
      ? this.messages.say("{value} km", { value: short(rounded / KILOMETRE_M) })
      : this.messages.say("{value} m", { value: short(rounded) });
  }

  /** @param {number | null} radius */
  radius(radius) {
    if (radius === null) return this.messages.say("Whole city");
    return radius >= KILOMETRE_M
      ? this.messages.say("{value} km", { value: short(radius / KILOMETRE_M) })
      : this.messages.say("{value} m", { value: short(radius) });
  }

  /** @param {Neighbour} one */
  distance({ distance_m: distance, distance_min_m: low, distance_max_m: high, accuracy_m: accuracy, inside }) {
    const { messages } = this;
    if (distance === null || high === null) return "";
    if (inside) return messages.say("inside it");
    if ((accuracy ?? 0) > SINGLE_VALUE_ACCURACY_M) {
      const most = this.length(high, true);
      if (roundLength(low ?? 0, false) <= 0) return messages.say("up to {high}", { high: most });
      return messages.say("{low} – {high}", { low: this.length(low ?? 0, false), high: most });
    }
    return roundLength(distance, null) === 0 ? messages.say("right here") : this.length(distance);
  }

  /** @param {number} bearing */
  direction(bearing) {
    const { messages } = this;
    const winds = [
      messages.say("north"), messages.say("northeast"), messages.say("east"), messages.say("southeast"),
      messages.say("south"), messages.say("southwest"), messages.say("west"), messages.say("northwest"),
    ];
    return winds[Math.floor((((bearing % 360) + 360) % 360 + 22.5) / 45) % 8];
  }

  /**
   * @param {number} low
   * @param {number} high
   */
  walk(low, high) {
    const [least, most] = [low, high].map((metres) => Math.max(1, roundEven(metres / WALK_M_PER_MINUTE)));
    return least === most
      ? this.messages.say("about {n} min on foot in a straight line", { n: most })
      : this.messages.say("about {low}–{high} min on foot in a straight line", { low: least, high: most });
  }

  /** @param {string} adcode */
  district(adcode) {
    const found = this.reference.districts.find(({ slug }) => slug === adcode);
    return found ? this.messages.pick(found.name_zh, found.name_en) : adcode;
  }

  /**
   * @param {Feature} feature
   * @param {Neighbour} one
   */
  details({ properties }, one) {
    const { messages } = this;
    const accuracy = one.accuracy_m ?? 0;
    const found = [];
    if (accuracy > SINGLE_VALUE_ACCURACY_M) {
      found.push(messages.say("place known to about {accuracy}", { accuracy: this.length(accuracy) }));
    }
    if (one.may_be_beyond) found.push(messages.say("may lie outside the radius"));
    if (one.may_be_within) found.push(messages.say("may lie within the radius"));
    if (one.distance_m === null && properties.place.type === "district") {
      const districts = properties.districts.map((adcode) => this.district(adcode)).join(messages.say(", "));
      found.push(messages.say("known only: {districts}", { districts }));
    }
    const high = one.distance_max_m;
    if (accuracy <= WALKED_ACCURACY_M && !one.inside && high !== null && high <= WALK_LIMIT_M) {
      found.push(this.walk(one.distance_min_m ?? 0, high));
    }
    return found;
  }

  /**
   * Tell a neighbour as the list does.
   * @param {Neighbour} one
   * @returns {NearItem}
   */
  item(one) {
    const { messages } = this;
    const feature = /** @type {Feature} */ (this.features.get(one.id));
    const { properties } = feature;
    const isSure = one.distance_m !== null && !one.inside && one.distance_m > (one.accuracy_m ?? 0);
    const status = this.reference.statuses.find(({ slug }) => slug === properties.status);
    const promise = properties.due ? messages.say("promised for {year}", { year: properties.due }) : "";
    const since = this.reference.since?.[one.id];
    const told = since ? messages.pick(since.name_zh, since.name_en) : "";
    return {
      id: one.id,
      feature,
      name: messages.pick(properties.name_zh, properties.name_en),
      distance: this.distance(one),
      direction: isSure ? this.direction(one.bearing_deg ?? 0) : "",
      state: [messages.pick(status?.name_zh, status?.name_en), promise, told].filter(Boolean).join(" · "),
      details: this.details(feature, one),
    };
  }

  /** @param {Nearness} nearness */
  sentence(nearness) {
    const { messages } = this;
    const radius = this.radius(nearness.radius_m);
    const { near, perhaps } = nearness.groups;
    if (!near.length) return this.nothing(nearness, radius);
    const records = near.map(({ id }) => this.features.get(id)?.properties);
    const [built, due] = [
      records.filter((one) => one?.status === BUILT).length, records.filter((one) => one?.due === this.year).length,
    ];
    const counts = messages.say("{a}, {b}, {c}", {
      a: messages.count("{n} project", "{n} projects", near.length),
      b: messages.count("{n} being built", "{n} being built", built),
      c: messages.count("{n} promised for {year}", "{n} promised for {year}", due, { year: this.year }),
    });
    const told = nearness.radius_m === null
      ? messages.say("In the whole city: {counts}", { counts })
      : messages.say("Within {radius}: {counts}", { radius, counts });
    const moved = near.filter(({ id }) => this.reference.since?.[id]).length;
    const since = moved
      ? messages.say("; ") + messages.count("{n} has moved on since the report", "{n} have moved on since the report", moved)
      : "";
    const more = perhaps.length
      ? messages.say("; ") + messages.count(
        "{n} more may be, as its place is imprecise", "{n} more may be, as their places are imprecise", perhaps.length,
      )
      : "";
    return told + since + more + messages.say(".");
  }

  /**
   * @param {Nearness} nearness
   * @param {string} radius
   */
  nothing({ groups: { perhaps, beyond } }, radius) {
    const { messages } = this;
    const first = (perhaps.length ? perhaps : beyond).find(({ distance_m: distance }) => distance !== null);
    if (!first) return messages.say("No project with a known place fits these filters.");
    const { name, distance } = this.item(first);
    if (perhaps.length) {
      return messages.count(
        "Within {radius}: no project for certain; {n} may be, as its place is imprecise: {name}, {distance}.",
        "Within {radius}: no project for certain; {n} may be, as their places are imprecise, the nearest of them {name}, {distance}.",
        perhaps.length, { radius, name, distance },
      );
    }
    return messages.say("Within {radius}: no project with a known place. The nearest is {name}, {distance}.", {
      radius, name, distance,
    });
  }

  /**
   * @param {string} slug
   * @param {Nearness} nearness
   */
  title(slug, { radius_m: radius, adcode }) {
    const { messages } = this;
    const said = { radius: this.radius(radius) };
    if (slug === "near") return radius === null ? messages.say("From here, nearest first") : messages.say("Within {radius}", said);
    if (slug === "perhaps") return radius === null ? messages.say("May be near") : messages.say("May be within {radius}", said);
    if (slug === "district") {
      return adcode === null
        ? messages.say("In your district") : messages.say("In your district: {district}", { district: this.district(adcode) });
    }
    if (slug === "city") return messages.say("Everywhere in the city");
    return slug === "unknown" ? messages.say("Place not known") : messages.say("Further away");
  }

  /** @param {string} slug */
  note(slug) {
    const { messages } = this;
    /** @type {Record<string, string>} */
    const notes = {
      perhaps: messages.say("Their places are too imprecise to tell: near by or a little further."),
      district: messages.say("Known by district only: these may be next door or far away."),
      city: messages.say("Programmes without one place; they concern every district."),
      unknown: messages.say("The report names no place and none was found; nothing is guessed."),
      beyond: messages.say("Sorted by distance; those known only by another district stand last."),
    };
    return notes[slug] ?? "";
  }

  /**
   * Say that the groups add up to the total.
   * @param {Nearness} nearness
   */
  sum({ groups, total }) {
    const { messages } = this;
    /** @type {Record<string, string>} */
    const names = {
      near: messages.say("near"), perhaps: messages.say("may be near"), district: messages.say("in your district"),
      city: messages.say("everywhere in the city"), unknown: messages.say("place not known"), beyond: messages.say("further away"),
    };
    const terms = GROUPS.filter((slug) => groups[slug].length)
      .map((slug) => messages.say("{n} {group}", { n: groups[slug].length, group: names[slug] }));
    return messages.count("{terms} = {n} project", "{terms} = {n} projects", total, { terms: terms.join(" + ") || "0" });
  }

  /**
   * @param {Nearness} nearness
   * @param {import("./relevance.js").Ahead | null} [ahead] Where the order is that of the rule.
   * @returns {NearSection[]}
   */
  sections(nearness, ahead = null) {
    return GROUPS.filter((slug) => nearness.groups[slug].length).map((slug) => ({
      slug, title: this.title(slug, nearness), note: this.note(slug),
      items: (ahead && SORTED_GROUPS.includes(slug) ? sortCurrent(nearness.groups[slug], ahead) : nearness.groups[slug])
        .map((one) => this.item(one)),
    }));
  }
}
