/* Rows of a catalogue and marks of rows, for many at once. */

/**
 * Rows as marks of all rows.
 * @param {Uint32Array} rows
 * @param {number} count
 */
export const marksOf = (rows, count) => {
  const marks = new Uint8Array(count);
  for (let at = 0; at < rows.length; at += 1) marks[rows[at]] = 1;
  return marks;
};

/**
 * The rows that bear no mark.
 * @param {Uint8Array} marks
 */
export const rowsWithout = (marks) => {
  const rows = new Uint32Array(marks.length);
  let count = 0;
  for (let row = 0; row < marks.length; row += 1) {
    rows[count] = row;
    if (!marks[row]) count += 1;
  }
  return rows.slice(0, count);
};

/**
 * The rows that bear a mark.
 * @param {Uint8Array} marks
 */
export const rowsWith = (marks) => rowsWithout(marks.map((mark) => Number(!mark)));

/**
 * Those with a mark, and those without.
 * @param {Uint32Array} rows
 * @param {Uint8Array} marks
 */
export const partRows = (rows, marks) => {
  const [marked, others] = [new Uint32Array(rows.length), new Uint32Array(rows.length)];
  let count = 0;
  for (let at = 0; at < rows.length; at += 1) {
    marked[count] = rows[at];
    others[at - count] = rows[at];
    if (marks[rows[at]]) count += 1;
  }
  return { marked: marked.slice(0, count), others: others.slice(0, rows.length - count) };
};

/**
 * The rows that stand in both of two lists, each in rising order.
 * @param {Uint32Array} rows
 * @param {Uint32Array} others
 */
export const meet = (rows, others) => {
  const both = new Uint32Array(Math.min(rows.length, others.length));
  let [at, count] = [0, 0];
  for (let one = 0; one < rows.length && at < others.length; one += 1) {
    while (at < others.length && others[at] < rows[one]) at += 1;
    if (others[at] === rows[one]) {
      both[count] = rows[one];
      count += 1;
    }
  }
  return both.slice(0, count);
};

/**
 * Whether two lists of numbers are the same; nothing is the same as nothing.
 * @param {ArrayLike<number> | null | undefined} one
 * @param {ArrayLike<number> | null | undefined} other
 */
export const isSame = (one, other) => {
  if (!one || !other || one === other) return (one ?? null) === (other ?? null);
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
};
