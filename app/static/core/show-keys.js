/* What each key does in the show. */
const STEPPING = {
  ArrowRight: "next", PageDown: "next", " ": "next", ArrowDown: "next", n: "next",
  ArrowLeft: "previous", PageUp: "previous", ArrowUp: "previous", Home: "first", End: "last",
};
const ALONE = { f: "full", t: "theme", b: "blank", ".": "blank", Escape: "leave" };
const LOOKING = { "+": "in", "=": "in", "-": "out" };

/**
 * The name of what a key does; undefined where it does nothing.
 * @param {string} key
 * @param {{steps: number, isEmbedded: boolean}} show
 * @returns {string | undefined}
 */
export const actOfKey = (key, { steps, isEmbedded }) => {
  const name = key.length === 1 ? key.toLowerCase() : key;
  /** @type {Record<string, string>} */
  const table = {
    ...(steps > 1 ? STEPPING : {}),
    ...(steps > 1 && !isEmbedded ? { p: "play" } : {}),
    ...(isEmbedded ? {} : ALONE),
    ...LOOKING,
  };
  return Object.hasOwn(table, name) ? table[name] : undefined;
};
