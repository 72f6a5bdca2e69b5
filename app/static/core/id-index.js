/* Finds the row of a record by its id, without a text or an entry of its own for each. */
import { TextColumn } from "./text-column.js";

const LEAST = 16;

/**
 * A number for bytes that other bytes seldom have (FNV-1a).
 * @param {Uint8Array} bytes
 * @param {number} from
 * @param {number} to
 */
const hash = (bytes, from, to) => {
  let value = 0x811c9dc5;
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ bytes[at], 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
};

export class IdIndex {
  /** @param {TextColumn} ids */
  constructor(ids) {
    this.ids = ids;
    let size = LEAST;
    while (size < 2 * ids.count) size *= 2;
    this.mask = size - 1;
    // One more than the row; 0 is a free place.
    this.slots = new Uint32Array(size);
    const { bytes, starts } = ids;
    for (let row = 0; row < ids.count; row += 1) {
      let slot = hash(bytes, starts[row], starts[row + 1] - 1) & this.mask;
      while (this.slots[slot]) slot = (slot + 1) & this.mask;
      this.slots[slot] = row + 1;
    }
  }

  /**
   * The row of an id; -1 where there is none.
   * @param {string} id
   */
  rowOf(id) {
    const word = TextColumn.encode(id);
    let slot = hash(word, 0, word.length) & this.mask;
    while (this.slots[slot]) {
      if (this.isAt(this.slots[slot] - 1, word)) return this.slots[slot] - 1;
      slot = (slot + 1) & this.mask;
    }
    return -1;
  }

  /**
   * @param {number} row
   * @param {Uint8Array} word
   */
  isAt(row, word) {
    const { bytes, starts } = this.ids;
    const from = starts[row];
    return starts[row + 1] - 1 - from === word.length && word.every((octet, at) => bytes[from + at] === octet);
  }
}
