/* A link to a part of a page waits for that part: the page's content comes after its address. */
const PATIENCE_MS = 20_000;

/* Show the part that the address names as soon as it is there, unless the reader moves first. */
function showPart() {
  const name = globalThis.location.hash.slice(1);
  if (!/^[a-z][a-z-]*$/.test(name)) return;
  const find = () => {
    const part = document.getElementById(name);
    if (!part) return false;
    part.scrollIntoView({ block: "start" });
    const first = part.querySelector("textarea, input, a");
    if (first instanceof HTMLElement) first.focus({ preventScroll: true });
    return true;
  };
  if (find()) return;
  const watch = new MutationObserver(() => { if (find()) stop(); });
  const stop = () => {
    watch.disconnect();
    for (const type of ["wheel", "touchmove", "keydown"]) document.removeEventListener(type, stop);
  };
  for (const type of ["wheel", "touchmove", "keydown"]) document.addEventListener(type, stop, { passive: true });
  watch.observe(document.documentElement, { childList: true, subtree: true });
  setTimeout(stop, PATIENCE_MS);
}

showPart();
