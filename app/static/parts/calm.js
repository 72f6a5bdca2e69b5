/* Whether the reader asked for less motion. */
export const isCalm = () => globalThis.matchMedia("(prefers-reduced-motion: reduce)").matches;
