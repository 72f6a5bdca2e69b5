/* What the page itself answers to a choice, ahead of the server, and which word of the server it has overtaken. */
import { ProjectFilter } from "./filter.js";

/** @typedef {import("./filter.js").Answer} Answer */
/** @typedef {{session: string, turn: number, said?: number}} Heard */

export class Answers {
  constructor() {
    this.turn = 0;
    this.session = "";
    this.said = 0;
    /** @type {ProjectFilter | null} */
    this.filter = null;
    /** @type {Set<(answer: Answer) => void>} */
    this.listeners = new Set();
    /** @type {(() => void) | null} */
    this.renew = null;
  }

  /**
   * The records to answer from.
   * @param {import("./records.js").Records} records
   */
  setRecords(records) {
    if (this.filter?.records !== records) this.filter = new ProjectFilter(records);
  }

  /* Whether there are records to answer from. */
  get isAnswering() {
    return this.filter !== null;
  }

  /**
   * Hear every answer; returns what ends it.
   * @param {(answer: Answer) => void} listener
   */
  listen(listener) {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }

  /**
   * Answer a choice at once; returns its number, which the server gives back once it has heard it.
   * @param {Choice} chosen
   */
  choose(chosen) {
    this.turn += 1;
    if (this.filter && this.listeners.size) {
      const answer = this.filter.answer(chosen);
      for (const listener of this.listeners) listener(answer);
    }
    return this.turn;
  }

  /**
   * Whether the server speaks of a choice that the reader has changed since. The word of the
   * first session counts. A later one, after the server was restarted, has heard nothing of this
   * page: where there is a panel it says again what it shows, and that counts.
   * @param {Heard | undefined} heard
   */
  isOvertaken(heard) {
    if (!heard) return false;
    if (heard.session !== this.session) {
      const isFirst = this.session === "";
      this.session = heard.session;
      this.said = 0;
      if (isFirst || !this.renew) {
        this.turn = heard.turn;
      } else {
        this.turn = Math.max(this.turn, heard.turn) + 1; // a number that was never sent
        this.renew();
      }
    }
    const isOlder = this.isOlder(heard);
    if (!isOlder) this.said = heard.said ?? 0;
    return isOlder || heard.turn < this.turn;
  }

  /**
   * Whether the server has said something newer since: a part that it does not send again holds
   * what it was told first.
   * @param {Heard | undefined} heard
   */
  isOlder(heard) {
    return heard !== undefined && heard.session === this.session && (heard.said ?? 0) < this.said;
  }
}
