/* What a Latin word with a slip of the fingers may have meant: the records in whose keys it nearly stands. */
import { splitQuery } from "./search.js";

const LEAST_LETTERS = 4;
const LONG = 8;
const MOST_SIGNS = 1_000_000; // in a longer text looking takes longer than a reader waits

/**
 * How far a text is from holding a word: letters too many, left out, mistaken or exchanged. The first is right.
 * @param {string} text
 * @param {string} word
 * @param {number} most Further than this is too far.
 */
export const distanceWithin = (text, word, most) => {
  const length = word.length;
  const far = most + 1;
  let best = far;
  /** @type {number[]} */
  let before = [];
  let last = [0, ...Array.from({ length }, () => far)];
  for (let at = 0; at < text.length; at += 1) {
    const now = [0];
    for (let row = 1; row <= length; row += 1) {
      const isSame = text[at] === word[row - 1];
      let cost = last[row - 1] + Number(!isSame);
      if (row === 1) cost = isSame ? 0 : last[1] + 1;
      else cost = Math.min(cost, last[row] + 1, now[row - 1] + 1);
      if (row > 2 && at > 0 && text[at] === word[row - 2] && text[at - 1] === word[row - 1]) {
        cost = Math.min(cost, before[row - 2] + 1);
      }
      now.push(Math.min(cost, far));
    }
    if (now[length] < best) best = now[length];
    [before, last] = [last, now];
  }
  return best;
};

/**
 * The rows whose keys nearly hold every word of a query, the nearest alone; none where a word is no Latin one.
 * @param {import("./search-keys.js").SearchKeys} keys
 * @param {string} query
 * @returns {number[]}
 */
export const findAlike = ({ text, starts, count }, query) => {
  const words = splitQuery(query);
  const isLatin = words.length > 0 && words.every((word) => word.length >= LEAST_LETTERS && /^[a-z]+$/u.test(word));
  if (!isLatin || text.length > MOST_SIGNS) return [];
  /** @type {number[]} */
  let rows = [];
  let best = Infinity;
  for (let row = 0; row < count; row += 1) {
    const line = text.slice(starts[row], starts[row + 1]);
    let sum = 0;
    for (const word of words) {
      const most = word.length < LONG ? 1 : 2;
      const distance = distanceWithin(line, word, most);
      sum += distance > most ? Infinity : distance;
    }
    if (sum > best || sum === Infinity) continue;
    if (sum < best) rows = [];
    best = sum;
    rows.push(row);
  }
  return rows;
};
