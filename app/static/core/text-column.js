/* The texts of all records as one run of bytes: a text is made when it is asked for. */

const LINE = 10;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

export class TextColumn {
  /**
   * @param {Uint8Array} bytes UTF-8, one line a record.
   * @param {number} count
   */
  constructor(bytes, count) {
    this.bytes = bytes;
    this.count = count;
    /** @type {Uint32Array | null} */
    this.found = null;
  }

  /* Where the text of each record begins; behind the last stands where one more would. */
  get starts() {
    this.found ??= this.findStarts();
    return this.found;
  }

  findStarts() {
    const { bytes, count } = this;
    const starts = new Uint32Array(count + 1);
    let row = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      if (bytes[at] !== LINE) continue;
      row += 1;
      starts[row] = at + 1;
    }
    starts[count] = bytes.length + 1;
    return starts;
  }

  /** @param {number} row */
  at(row) {
    const { bytes, starts } = this;
    return decoder.decode(bytes.subarray(starts[row], starts[row + 1] - 1));
  }

  /**
   * A text as its bytes stand in a column.
   * @param {string} text
   */
  static encode(text) {
    return encoder.encode(text);
  }
}
