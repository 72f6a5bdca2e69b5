/* What a choice changes around the filters and the map: as the server says, or as the page knows. */
import { setParts, writeQuery } from "../core/address.js";

/**
 * @typedef {object} PageTold
 * @property {string} address The server's part of the address.
 * @property {string[]} links The addresses of the head's links, in their order.
 * @property {string} sentence
 * @property {{address: string, slug: string, name: string} | null} sheet
 * @property {Choice | null} chosen
 * @property {string} area
 * @property {string | null} as_of As of when the promises are judged, in words.
 * @property {import("../core/answers.js").Heard} heard
 */

/**
 * Let the links of the head carry the choice; where the head is not the one spoken of, it is newer.
 * @param {string[]} addresses
 */
const writeLinks = (addresses) => {
  const links = document.querySelectorAll(".city-masthead a");
  if (links.length !== addresses.length) return;
  for (const [at, link] of links.entries()) {
    if (link.getAttribute("href") !== addresses[at]) link.setAttribute("href", addresses[at]);
  }
};

/**
 * Let the links of the head that keep the record looked at carry another one.
 * @param {string | null} id
 */
export const writeSelected = (id) => {
  for (const link of document.querySelectorAll(".city-masthead a[data-sel]")) {
    const [path, query] = (link.getAttribute("href") ?? "").split("?");
    const parameters = new URLSearchParams(query ?? "");
    setParts(parameters, { sel: id });
    const written = writeQuery(parameters);
    link.setAttribute("href", written ? `${path}?${written}` : path);
  }
};

/**
 * Offer the sheet of the one district chosen.
 * @param {PageTold["sheet"]} sheet
 */
const writeSheet = (sheet) => {
  const row = document.querySelector(".city-share .is-sheet");
  const link = row?.querySelector("a");
  if (!(row instanceof HTMLElement) || !link) return;
  row.hidden = sheet === null;
  link.textContent = sheet?.name ?? "";
  if (sheet) {
    link.href = sheet.address;
    link.dataset.shareFile = `district-sheet/${sheet.slug}`;
  } else {
    link.removeAttribute("href");
    delete link.dataset.shareFile;
  }
};

/**
 * Write what a choice changes in the head and in the share panel.
 * @param {PageTold} told
 */
export const writeAround = ({ links, sheet }) => {
  writeLinks(links);
  writeSheet(sheet);
};
