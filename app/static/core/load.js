/* Data read once: from an address, or from a script element of this file. */
import { unpackCatalogue } from "./packed.js";

/* What an answer holds: JSON, or where its address says so a packed catalogue. */
const read = async (/** @type {Response} */ answer) => (new URL(answer.url).pathname.endsWith(".packed")
  ? unpackCatalogue(new Uint8Array(await answer.arrayBuffer()))
  : answer.json());

/**
 * Read JSON now, and keep nothing of it: from an address, or from a script element of this file (`#id`).
 * @param {string} address
 * @returns {Promise<any>}
 */
export const ask = async (address) => {
  if (address.startsWith("#")) return JSON.parse(document.querySelector(address)?.textContent ?? "null");
  const answer = await fetch(new URL(address, document.baseURI), { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return read(answer);
};

/** @type {Map<string, Promise<any>>} */
const loads = new Map();

/**
 * Read JSON once, as `ask` does.
 * @param {string} address
 * @returns {Promise<any>}
 */
export const load = (address) => {
  const kept = loads.get(address);
  if (kept) return kept;
  const reading = ask(address).catch((fault) => {
    loads.delete(address);
    throw fault;
  });
  loads.set(address, reading);
  return reading;
};
