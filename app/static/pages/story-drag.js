/* Dragging an item of a list by its handle, with mouse, pen or finger. */

/**
 * The place a point falls to, given the middles of the items.
 * @param {number} y
 * @param {number[]} middles
 * @param {number} from
 */
const placeAt = (y, middles, from) => {
  const above = middles.filter((middle, at) => at !== from && middle < y).length;
  return above;
};

/**
 * Follow the pointer until it is let go; `onDrop` gets the place where it was let go.
 * @param {PointerEvent} event
 * @param {HTMLElement[]} items
 * @param {number} from
 * @param {(to: number) => void} onDrop
 */
export const dragItem = (event, items, from, onDrop) => {
  if (event.button !== 0) return;
  const item = items[from];
  const { pointerId } = event;
  const target = /** @type {HTMLElement} */ (event.target);
  const startY = event.clientY + globalThis.scrollY;
  const middles = items.map((one) => {
    const box = one.getBoundingClientRect();
    return box.top + box.height / 2 + globalThis.scrollY;
  });
  let to = from;
  const clear = () => items.forEach((one) => one.classList.remove("is-before", "is-after"));
  const move = (/** @type {PointerEvent} */ { clientY }) => {
    const y = clientY + globalThis.scrollY;
    if (!item.classList.contains("is-dragged") && Math.abs(y - startY) < 5) return;
    item.classList.add("is-dragged");
    item.style.setProperty("--moved", `${y - startY}px`);
    to = placeAt(y, middles, from);
    clear();
    if (to < from) items[to].classList.add("is-before");
    if (to > from) items[to].classList.add("is-after");
    if (clientY < 60) globalThis.scrollBy(0, -12);
    if (clientY > globalThis.innerHeight - 60) globalThis.scrollBy(0, 12);
  };
  const end = (/** @type {PointerEvent} */ { type }) => {
    target.removeEventListener("pointermove", move);
    target.removeEventListener("pointerup", end);
    target.removeEventListener("pointercancel", end);
    item.classList.remove("is-dragged");
    clear();
    if (type === "pointerup" && to !== from) onDrop(to);
  };
  target.setPointerCapture(pointerId);
  target.addEventListener("pointermove", move);
  target.addEventListener("pointerup", end);
  target.addEventListener("pointercancel", end);
};
