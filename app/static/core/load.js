/* Data read once: from an address, or from a script element of this file. */
const loads = new Map();

/* Read JSON once: from an address, or from a script element of this file (`#id`). */
export const load = (address) => {
  if (!loads.has(address)) {
    const read = address.startsWith("#")
      ? Promise.resolve(JSON.parse(document.querySelector(address).textContent))
      : fetch(new URL(address, document.baseURI), { credentials: "same-origin" }).then((answer) => {
        if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
        return answer.json();
      });
    loads.set(address, read.catch((fault) => {
      loads.delete(address);
      throw fault;
    }));
  }
  return loads.get(address);
};
