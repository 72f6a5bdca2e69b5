/* What else a search that finds no project may mean: records of nearly that name or that speak of it, places. */
import { element } from "./element.js";

const MENTIONS = 5;
const PLACES = 3;

/** @typedef {{onSelect: (id: string) => void}} HintHost */

/**
 * Records, each to be opened, under a sentence.
 * @param {string} text
 * @param {Feature[]} features
 * @param {Messages} messages
 * @param {HintHost} host
 */
const listHints = (text, features, messages, { onSelect }) => {
  const row = (/** @type {Feature} */ { properties }) => element("li", {
    children: [element("button", {
      type: "button", className: "city-hint", text: messages.pick(properties.name_zh, properties.name_en),
      on: { click: () => onSelect(properties.id) },
    })],
  });
  return element("div", {
    children: [element("p", { text }), element("ul", { children: features.slice(0, MENTIONS).map(row) })],
  });
};

/**
 * The records that speak of what was searched.
 * @param {{features: Feature[], count: number}} found The first of them, and how many there are.
 * @param {Messages} messages
 * @param {HintHost} host
 */
export const mentionHints = ({ features, count }, messages, host) => {
  if (!count) return null;
  const text = messages.count(
    "No project is called so; the report speaks of it in {n} project:",
    "No project is called so; the report speaks of it in {n} projects:", count,
  );
  return listHints(text, features, messages, host);
};

/**
 * The records of nearly that name.
 * @param {Feature[]} features
 * @param {Messages} messages
 * @param {HintHost} host
 */
export const alikeHints = (features, messages, host) => {
  if (!features.length) return null;
  return listHints(messages.say("No project is called so. Perhaps it is written otherwise:"), features, messages, host);
};

/**
 * The places of that name, each leading to what lies near it.
 * @param {(FoundName & {district?: string | null, is_alike?: boolean})[]} places
 * @param {Messages} messages
 * @param {{report?: string | null}} host
 */
export const placeHints = (places, messages, { report }) => {
  if (!places.length) return null;
  const row = (/** @type {FoundName & {district?: string | null}} */ { name, kind, district, lon, lat }) => {
    const query = new URLSearchParams({ near: `${lon.toFixed(4)},${lat.toFixed(4)}`, r: "5000" });
    if (report) query.set("report", report);
    if (messages.lang !== "zh") query.set("lang", messages.lang);
    return element("li", {
      children: [
        element("a", {
          href: `nearby?${query}`.replaceAll("%2C", ","),
          text: messages.say("What lies near {place}", { place: name }),
        }),
        element("small", { text: ` ${[kind, district].filter(Boolean).join(" · ")}` }),
      ],
    });
  };
  return element("div", {
    children: [
      element("p", {
        text: places.every((place) => place.is_alike)
          ? messages.say("No place is called so either. A place of a similar name:")
          : messages.say("A place may be meant:"),
      }),
      element("ul", { children: places.slice(0, PLACES).map(row) }),
    ],
  });
};
