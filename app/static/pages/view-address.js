/* The page's address: the filters come from the server, the camera and selection from here. */
import { OWN_PARTS, setParts, writeQuery } from "../core/address.js";

export class ViewAddress {
  constructor() {
    /** @type {string | null} */
    this.fixed = null;
  }

  /* The page is left: the next one's part is its first. */
  forget() {
    this.fixed = null;
  }

  read() {
    return new URLSearchParams(globalThis.location.search);
  }

  /**
   * Put the server's part into the address; a new part is a step that Back undoes.
   * @param {string} query
   */
  setServerPart(query) {
    const first = this.fixed === null;
    const next = new URLSearchParams(query);
    const now = this.read();
    for (const name of OWN_PARTS) if (now.has(name)) next.set(name, now.get(name) ?? "");
    const changed = this.fixed !== query;
    this.fixed = query;
    if (changed) this.write(next, !first);
  }

  /**
   * Put camera, base map or selection into the address; these are not steps of their own.
   * @param {AddressParts} values
   */
  setOwnPart(values) {
    const next = this.read();
    setParts(next, values);
    this.write(next, false);
  }

  /**
   * Put the selection into the address: where a card opens it is a step, so that Back closes the card.
   * @param {string | null} id
   */
  setSelected(id) {
    const next = this.read();
    const isOpened = id !== null && !next.has("sel");
    setParts(next, { sel: id });
    this.write(next, isOpened);
  }

  /**
   * @param {URLSearchParams} parameters
   * @param {boolean} isStep
   */
  write(parameters, isStep) {
    const query = writeQuery(parameters);
    const search = query ? `?${query}` : "";
    const { pathname, search: before, hash } = globalThis.location;
    if (search === before) return;
    const method = isStep ? "pushState" : "replaceState";
    globalThis.history[method](globalThis.history.state ?? {}, "", pathname + search + hash);
  }

  /**
   * Tell when the reader goes back or forward within this page.
   * @param {(query: string) => void} listener
   */
  onReturn(listener) {
    const { pathname } = globalThis.location;
    const heard = (/** @type {Event} */ event) => {
      if (globalThis.location.pathname !== pathname) return;
      event.stopImmediatePropagation();
      listener(globalThis.location.search.slice(1));
    };
    globalThis.addEventListener("popstate", heard, { capture: true });
    return () => globalThis.removeEventListener("popstate", heard, { capture: true });
  }
}

/* The one address of this page. */
export const pageAddress = new ViewAddress();
