/* How much of the window stands above a part of the page, for its style to end where the window does. */

/**
 * Keep `--above` of a part at the height of what stands above it, whatever comes and goes there.
 * @param {HTMLElement} part
 * @returns {() => void} Stops it.
 */
export const keepRoomBelow = (part) => {
  const page = part.closest(".stMain");
  const block = part.closest(".stMainBlockContainer");
  if (!page || !block) return () => {};
  const measure = () => {
    const above = part.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop;
    part.style.setProperty("--above", `${Math.round(above)}px`);
  };
  const observer = new ResizeObserver(measure);
  observer.observe(block);
  measure();
  return () => observer.disconnect();
};
