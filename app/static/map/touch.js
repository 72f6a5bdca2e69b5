/* On touch screens one finger scrolls the page and two move the map. */
/**
 * Keep one finger for the page.
 * @param {L.Map} map
 * @param {{frame: HTMLElement, box: HTMLElement, onOneFinger: () => void}} parts `onOneFinger` is called when one finger tries to move the map.
 */
export const watchTouch = (map, { frame, box, onOneFinger }) => {
  if (!globalThis.matchMedia("(pointer: coarse)").matches) return;
  const apply = () => {
    if (document.fullscreenElement === frame) map.dragging.enable();
    else map.dragging.disable();
  };
  apply();
  document.addEventListener("fullscreenchange", apply);
  box.addEventListener("touchmove", (event) => {
    if (event.touches.length === 1 && !map.dragging.enabled()) onOneFinger();
  }, { passive: true });
};
