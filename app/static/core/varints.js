/* Whole numbers of up to 35 bits as bytes: seven bits a byte, the lowest first. */

export class Varints {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  next() {
    let value = 0;
    let scale = 1;
    for (;;) {
      const octet = this.bytes[this.at];
      this.at += 1;
      if (octet < 128) return value + octet * scale;
      value += (octet - 128) * scale;
      scale *= 128;
    }
  }
}

/**
 * How many numbers bytes hold.
 * @param {Uint8Array} bytes
 */
export const countVarints = (bytes) => {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] < 128) count += 1;
  return count;
};

/**
 * So many numbers; where each is a byte of its own, the bytes themselves.
 * @param {Uint8Array} bytes
 * @param {number} count
 * @returns {Uint8Array | Uint32Array}
 */
export const readVarints = (bytes, count) => {
  if (bytes.length === count) return bytes;
  const numbers = new Varints(bytes);
  const read = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) read[at] = numbers.next();
  return read;
};
