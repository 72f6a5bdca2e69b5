/* Work that can wait until nobody waits. */

/**
 * Do something once the page has nothing else to do.
 * @param {() => void} work
 */
export const whenIdle = (work) => {
  if (globalThis.requestIdleCallback) globalThis.requestIdleCallback(work);
  else setTimeout(work);
};
