/* The reader's position: asked of the browser once, on a click, and never stored. */
import { lengthText } from "../core/near-words.js";

const POSITION_MS = 15_000;

/**
 * Why there is no position.
 * @param {Messages} messages
 * @param {number} code
 */
const refusal = (messages, code) => (/** @type {Record<number, string | undefined>} */ ({
  1: messages.say("The browser was not allowed to tell your position. Search for a place, or allow it in the browser's settings."),
  3: messages.say("Your position took too long to find. Try again, or search for a place."),
}))[code] ?? messages.say("Your position is not available now. Search for a place instead.");

/**
 * @typedef {object} PositionHost
 * @property {Box} bounds
 * @property {string} city
 * @property {(place: {lon: number, lat: number}) => void} onFound Gets the place.
 * @property {(text: string) => void} onSay Gets each text on the way.
 * @property {() => void} onEnd
 */

/**
 * Find where the reader is.
 * @param {Messages} messages
 * @param {PositionHost} host
 */
export const findPosition = (messages, { bounds, city, onFound, onSay, onEnd }) => {
  const tell = (/** @type {string} */ text) => {
    onSay(text);
    onEnd();
  };
  if (!navigator.geolocation || !globalThis.isSecureContext) {
    tell(messages.say("This page may not ask for the position (it needs https). Search for a place instead."));
    return;
  }
  onSay(messages.say("Looking for your position…"));
  navigator.geolocation.getCurrentPosition(
    ({ coords: { longitude, latitude, accuracy } }) => {
      const [west, south, east, north] = bounds;
      if (longitude < west || longitude > east || latitude < south || latitude > north) {
        tell(messages.say("You are outside {city}. Search for a place in it instead.", { city }));
        return;
      }
      tell(messages.say("Your position, to about {accuracy}. It is not stored.", {
        accuracy: lengthText(messages, accuracy),
      }));
      onFound({ lon: longitude, lat: latitude });
    },
    ({ code }) => tell(refusal(messages, code)),
    { enableHighAccuracy: true, timeout: POSITION_MS, maximumAge: 0 },
  );
};
