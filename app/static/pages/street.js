/* The printed page prints itself on a click; without a script the browser's own menu does. */
const button = document.querySelector("#print");
if (button instanceof HTMLElement) {
  button.hidden = false;
  button.addEventListener("click", () => globalThis.print());
}
