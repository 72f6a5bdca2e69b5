/* The view in the part of the address after #, which a file may change without a server. */
import { setParts, writeQuery } from "../core/address.js";
import { FACETS } from "../core/records.js";

const ORDER = [...FACETS, "asof", "q", "area", "sel", "lat", "lon", "z", "lang"];

export class FileAddress {
  constructor() {
    const { hash, search } = globalThis.location;
    this.isGiven = hash.length > 1 || search.length > 1;
    this.written = "";
    this.parameters = new URLSearchParams(hash.length > 1 ? hash.slice(1) : search.slice(1));
  }

  read() {
    return this.parameters;
  }

  /** @param {AddressParts} values */
  setOwnPart(values) {
    setParts(this.parameters, values);
    this.write();
  }

  query(parameters = this.parameters) {
    const kept = new URLSearchParams([...parameters].filter(([name]) => ORDER.includes(name)));
    return writeQuery(kept, ORDER);
  }

  write() {
    this.written = `#${this.query()}`;
    try {
      globalThis.history.replaceState(null, "", this.written);
    } catch {
      this.isGiven = true; // a place that keeps no history: the view is simply not written down
    }
  }
}
