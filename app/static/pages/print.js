/* Paper: the map as it is seen, whole; its legend open; where the page is found and when it was printed. */
import { fitPaper } from "../core/paper-fit.js";

const PAPER_WIDTH_PX = 700; // 186 mm: A4 between its margins
const MAP_HEIGHT_PX = 540;

/**
 * How a map of a size on the screen is scaled to fit the paper.
 * @param {{width: number, height: number}} size
 */
const scaleOf = ({ width, height }) => Math.min(PAPER_WIDTH_PX / width, MAP_HEIGHT_PX / height);

/**
 * A day as it is written in every language.
 * @param {Date} day
 */
const writeDay = (day) => [
  day.getFullYear(), String(day.getMonth() + 1).padStart(2, "0"), String(day.getDate()).padStart(2, "0"),
].join("-");

/** @type {HTMLDetailsElement[]} */
let opened = [];

globalThis.addEventListener("beforeprint", () => {
  for (const line of document.querySelectorAll("[data-print-link]")) {
    line.textContent = decodeURI(globalThis.location.href).replaceAll(" ", "%20");
  }
  for (const line of document.querySelectorAll("[data-print-day]")) line.textContent = writeDay(new Date());
  const tags = [...document.querySelectorAll(".city-tags > *")]
    .reduce((sum, tag) => sum + (tag instanceof HTMLElement && tag.offsetWidth ? tag.offsetWidth + 8 : 0), 0);
  for (const box of document.querySelectorAll(".city-map-box")) {
    if (!(box instanceof HTMLElement)) continue;
    const size = { width: box.clientWidth, height: box.clientHeight };
    if (!size.width || !size.height) continue;
    // The map keeps the size that it was drawn at: paper has no time to draw it anew.
    box.style.setProperty("--seen-width", `${size.width}px`);
    box.style.setProperty("--seen-height", `${size.height}px`);
    box.style.setProperty("--paper-scale", String(scaleOf(size)));
    const { upright, across } = fitPaper(size, tags);
    box.style.setProperty("--paper-upright", String(upright.scale));
    box.style.setProperty("--paper-across", String(across.scale));
    box.parentElement?.classList.toggle("has-legend-beside", upright.isBeside);
  }
  opened = [...document.querySelectorAll("details")].filter((one) => !one.open && one.matches(".city-legend"));
  for (const one of opened) one.open = true;
});

globalThis.addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
  opened = [];
});
