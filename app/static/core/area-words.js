/* Where a reader looks, in words: the name of an area that filters, as the server says it too. */
import { readArea } from "./areas.js";

/**
 * The name of an area.
 * @param {import("./messages.js").Messages} messages
 * @param {string} text
 * @param {(id: string) => string} nameOf
 * @returns {string}
 */
export const areaName = (messages, text, nameOf) => {
  const area = readArea(text);
  if (!area) return text;
  const metres = String(area.within_m);
  if (area.kind === "box") return messages.say("Within a rectangle");
  if (area.kind === "shape") return messages.say("Within a polygon");
  if (area.kind === "line") return messages.say("Within {metres} m of a drawn line", { metres });
  const name = area.project === null ? area.corners[0].map((value) => value.toFixed(4)).join(", ") : nameOf(area.project);
  return messages.say("Within {metres} m of {name}", { metres, name });
};
