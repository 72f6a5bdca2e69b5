/* What went wrong, told apart. */
/**
 * Whether the page itself gave up waiting.
 * @param {unknown} fault
 */
export const isAborted = (fault) => fault instanceof Error && fault.name === "AbortError";
