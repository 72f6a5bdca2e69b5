/* Tells the story editor what the reader sees, when asked to. */
const LARGEST_FILE = 270_000;
/** @typedef {{ act: string, query: string, text?: string }} Sight */

/** @type {((sight: Sight) => void) | null} */
let tell = null;

/** What was pressed before the editor could hear it. @type {Sight[]} */
let waiting = [];

/**
 * Whom to tell; none while there is no editor. What was pressed meanwhile is told at once.
 * @param {((sight: Sight) => void) | null} teller
 */
export const setTeller = (teller) => {
  tell = teller;
  if (!tell) return;
  const kept = waiting;
  waiting = [];
  kept.forEach(tell);
};

/**
 * Say what is seen: the act, the address with camera and selection, and more.
 * @param {string} act
 */
export const tellSight = (act, more = {}) => {
  const sight = { act, query: globalThis.location.search.slice(1), ...more };
  if (tell) tell(sight);
  else waiting.push(sight);
};

/* Give the chosen file to the editor; more than a story can be is not even sent. */
export const openFile = async (field) => {
  const [file] = field.files;
  if (!file) return;
  const text = await file.slice(0, LARGEST_FILE).text();
  field.value = "";
  tellSight("file", { text });
};
