/* Where the map goes on when a show is left: at the view of the step, or where the reader has wandered. */
import { cameraParts, setParts } from "./address.js";

/** What belongs to the show alone. */
const OWN = ["story", "step", "theme", "embed", "autoplay"];
const CAMERA = ["lat", "lon", "z", "sel", "base"];

/**
 * @param {string} query The view that was shown.
 * @param {{center: {lat: number, lng: number}, zoom: number, selected: string | null} | null} wandered
 */
export const leavingAddress = (query, wandered) => {
  const target = new URLSearchParams(query);
  for (const name of OWN) target.delete(name);
  if (wandered) {
    for (const name of CAMERA) target.delete(name);
    setParts(target, cameraParts(wandered.center, wandered.zoom));
    if (wandered.selected) target.set("sel", wandered.selected);
  }
  const text = String(target).replaceAll("%2C", ",").replaceAll("+", "%20");
  return text ? `./?${text}` : "./";
};
