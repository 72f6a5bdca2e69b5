/* The page's address: the filters come from the server, the camera and selection from here. */
import { OWN_PARTS, setParts, writeQuery } from "../core/address.js";

/* What marks the entry that opening a card has made. */
const OPENED = "cityCard";
/* What Back and Forward are called while the page is asked whether it answers by itself; see host.js. */
const RETURN = "city-return";

export class ViewAddress {
  constructor() {
    /** @type {string | null} */
    this.fixed = null;
    this.hearers = 0;
    /** @type {{parameters: URLSearchParams, isStep: boolean, state: object}[]} What is written once the step back is made. */
    this.waiting = [];
  }

  /* The page is left: the next one's part is its first. */
  forget() {
    this.fixed = null;
  }

  read() {
    return new URLSearchParams(this.waiting.at(-1)?.parameters ?? globalThis.location.search);
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
   * Put the selection into the address. A card that opens is a step, so that Back closes it; closing it goes back
   * over that step, so that the next Back does not undo the camera alone. The camera stays where it is.
   * @param {string | null} id
   */
  setSelected(id) {
    const next = this.read();
    const isOpened = id !== null && !next.has("sel") && this.hearers > 0;
    setParts(next, { sel: id });
    if (id === null && this.canStepBack) {
      this.waiting.push({ parameters: next, isStep: false, state: {} });
      globalThis.history.back();
    } else this.write(next, isOpened, isOpened ? { [OPENED]: true } : undefined);
  }

  /* Whether the entry before this one is the same view without the card. */
  get canStepBack() {
    return this.hearers > 0 && this.waiting.length === 0 && globalThis.history.state?.[OPENED] === true;
  }

  /**
   * @param {URLSearchParams} parameters
   * @param {boolean} isStep
   * @param {object} [state] What the entry is marked with; as it is where it is not a new one.
   */
  write(parameters, isStep, state = isStep ? {} : globalThis.history.state ?? {}) {
    if (this.waiting.length) {
      this.waiting.push({ parameters, isStep, state });
      return;
    }
    const query = writeQuery(parameters);
    const search = query ? `?${query}` : "";
    const { pathname, search: before, hash } = globalThis.location;
    if (search === before) return;
    const method = isStep ? "pushState" : "replaceState";
    globalThis.history[method](state, "", pathname + search + hash);
  }

  /* Write what waited for the step back; tells whether there was such a step. */
  settle() {
    const { waiting } = this;
    this.waiting = [];
    for (const { parameters, isStep, state } of waiting) this.write(parameters, isStep, state);
    return waiting.length > 0;
  }

  /**
   * Tell when the reader goes back or forward within this page, which Streamlit then hears nothing of.
   * @param {(query: string) => void} listener
   */
  onReturn(listener) {
    const { pathname } = globalThis.location;
    const heard = (/** @type {Event} */ event) => {
      if (globalThis.location.pathname !== pathname) return;
      event.preventDefault();
      if (!this.settle()) listener(globalThis.location.search.slice(1));
    };
    globalThis.addEventListener(RETURN, heard);
    this.hearers += 1;
    return () => {
      globalThis.removeEventListener(RETURN, heard);
      this.hearers -= 1;
      this.waiting = [];
    };
  }
}

/* The one address of this page. */
export const pageAddress = new ViewAddress();
