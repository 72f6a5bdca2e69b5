/* The stories that this browser keeps, and what passes between the editor, the map and the show. */
import { StoryShelf } from "../core/story-shelf.js";

/** @typedef {import("../core/story-draft.js").Draft} Draft */
/** @typedef {{id: string, index: number, editor: string, say: {lead: string, take: string, leave: string}}} Retake */

const RETAKE = "city-story-retake";
const REHEARSAL = "city-story-rehearsal";
const CARRIED = "#story=";

/* The shelf of this browser; a browser that keeps nothing gives one for as long as the page is open. */
export const openShelf = () => new StoryShelf(() => globalThis.localStorage);

export const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(9)),
  (byte) => byte.toString(36).padStart(2, "0")).join("");

const session = () => {
  try {
    return globalThis.sessionStorage;
  } catch {
    return null;
  }
};

/**
 * What this window remembers from one page to the next; nothing where it may not.
 * @param {string} key
 * @param {unknown} value
 */
const keepNote = (key, value) => {
  try {
    if (value === null) session()?.removeItem(key);
    else session()?.setItem(key, JSON.stringify(value));
  } catch {
    // Without it only the way back is longer.
  }
};

const readNote = (/** @type {string} */ key) => {
  try {
    return JSON.parse(session()?.getItem(key) ?? "null");
  } catch {
    return null;
  }
};

/* The step whose view is being taken anew on the map page. */
export const askRetake = (/** @type {Retake | null} */ note) => keepNote(RETAKE, note);
/** @returns {Retake | null} */
export const readRetake = () => readNote(RETAKE);

/**
 * Whether the show was opened from the editor, to return there; with the draft where nothing else keeps it.
 * @param {string} editor
 * @param {Draft | null} draft
 */
export const beginRehearsal = (editor, draft) => keepNote(REHEARSAL, { editor, draft });
export const endRehearsal = () => {
  const note = readNote(REHEARSAL);
  keepNote(REHEARSAL, null);
  return note;
};

/**
 * Where the browser keeps nothing, the story itself travels behind the address.
 * @param {Draft} draft
 */
export const carried = (draft) => CARRIED + encodeURIComponent(JSON.stringify(draft));
export const readCarried = () => {
  const { hash, pathname, search } = globalThis.location;
  if (!hash.startsWith(CARRIED)) return null;
  globalThis.history.replaceState(null, "", pathname + search);
  try {
    return decodeURIComponent(hash.slice(CARRIED.length));
  } catch {
    return null;
  }
};
