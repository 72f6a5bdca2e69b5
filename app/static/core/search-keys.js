/* What records are found by, as one long text in which the engine itself looks for a word. */
import { meet } from "./rows.js";

const LINE = 10;
const AT_ONCE = 1 << 13;
// Among fewer than one in so many it is quicker to look at each.
const FEW = 20;
const encoder = new TextEncoder();

/**
 * Bytes as a text of as many characters: half as large as one that holds Chinese.
 * @param {Uint8Array} bytes
 */
const toText = (bytes) => {
  const parts = [];
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    // Ten times as quick as spreading the bytes.
    parts.push(Reflect.apply(String.fromCharCode, null, bytes.subarray(at, at + AT_ONCE)));
  }
  return parts.join("");
};

/**
 * Where each line of a text begins; behind the last stands where one more would.
 * @param {Uint8Array} bytes
 * @param {number} count
 */
const findStarts = (bytes, count) => {
  const starts = new Uint32Array(count + 1);
  let row = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== LINE) continue;
    row += 1;
    starts[row] = at + 1;
  }
  starts[count] = bytes.length + 1;
  return starts;
};

export class SearchKeys {
  /**
   * @param {Uint8Array} bytes UTF-8, one line a record, its keys parted by tabs.
   * @param {number} count
   */
  constructor(bytes, count) {
    this.count = count;
    this.starts = findStarts(bytes, count);
    this.text = toText(bytes);
  }

  /**
   * The keys of records that are known one by one.
   * @param {string[][]} keys
   */
  static of(keys) {
    return new SearchKeys(encoder.encode(keys.map((own) => own.join("\t")).join("\n")), keys.length);
  }

  /**
   * The rows whose keys have a word.
   * @param {string} word
   * @param {Uint32Array | null} among These rows alone; all where null.
   * @returns {Uint32Array}
   */
  find(word, among) {
    const bytes = toText(encoder.encode(word));
    if (among && among.length < this.count / FEW) return this.findAmong(bytes, among);
    const rows = this.findEverywhere(bytes);
    return among ? meet(rows, among) : rows;
  }

  /** @param {string} word */
  findEverywhere(word) {
    const { text, starts, count } = this;
    const rows = new Uint32Array(count);
    let found = 0;
    let row = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[row])) {
      while (starts[row + 1] <= at) row += 1;
      rows[found] = row;
      found += 1;
      row += 1;
      if (row === count) break;
    }
    return rows.slice(0, found);
  }

  /**
   * @param {string} word
   * @param {Uint32Array} among
   */
  findAmong(word, among) {
    const { text, starts } = this;
    return among.filter((row) => text.slice(starts[row], starts[row + 1]).includes(word));
  }
}
