/* What a search that finds no project may have meant: records of nearly that name, or that speak of it. */
import { findAlike } from "./alike.js";
import { findMentions } from "./mentions.js";

/** @typedef {{features: Feature[], count: number}} Speaking The first records that speak of a text, and how many do. */

export class Meant {
  /**
   * @param {object} known
   * @param {import("./records.js").Records} known.records
   * @param {import("./whole-records.js").WholeRecords | null} known.whole Asks the server, where records are known in part.
   * @param {(choice: Choice) => {rows: Uint32Array}} known.answer The rule by which a choice is answered.
   */
  constructor({ records, whole, answer }) {
    this.records = records;
    this.whole = whole;
    this.answer = answer;
  }

  /**
   * Whether the search alone finds projects: then it is the other filters that leave none.
   * @param {string} text
   */
  isFound(text) {
    return this.answer({ q: text }).rows.length > 0;
  }

  /**
   * The rows whose names have a slip less; a large catalogue is not looked through.
   * @param {string} text
   * @returns {number[]}
   */
  alike(text) {
    return this.whole || this.isFound(text) ? [] : findAlike(this.records.keys, text);
  }

  /**
   * The records that speak of a text; where they are known in part alone, the server finds them.
   * @param {string} text
   * @returns {Promise<Speaking>}
   */
  async speaking(text) {
    if (this.isFound(text)) return { features: [], count: 0 };
    if (this.whole) {
      return this.whole.findMentions(text).catch((fault) => {
        console.error(fault);
        return { features: [], count: 0 }; // a hint less, nothing is broken
      });
    }
    const features = findMentions(this.records.features, text);
    return { features, count: features.length };
  }
}
