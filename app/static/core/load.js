/* Data read once: from an address, or from a script element of this file. */
/** @type {Map<string, Promise<any>>} */
const loads = new Map();

/**
 * Read JSON once: from an address, or from a script element of this file (`#id`).
 * @param {string} address
 * @returns {Promise<any>}
 */
export const load = (address) => {
  const kept = loads.get(address);
  if (kept) return kept;
  const read = (address.startsWith("#")
    ? Promise.resolve(JSON.parse(document.querySelector(address)?.textContent ?? "null"))
    : fetch(new URL(address, document.baseURI), { credentials: "same-origin" }).then((answer) => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json();
    })
  ).catch((fault) => {
    loads.delete(address);
    throw fault;
  });
  loads.set(address, read);
  return read;
};
