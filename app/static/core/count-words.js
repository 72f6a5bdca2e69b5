/* The law of the product in words: shown on the map + without a place = total. */

/**
 * The sentence for what a choice leaves of all records.
 * @param {import("./messages.js").Messages} messages
 * @param {{rows: {length: number}, placed: number, total: number}} answer
 */
export const countSentence = (messages, { rows: { length: n }, placed, total }) => {
  const sentence = messages.count(
    "{placed} on the map + {unplaced} without a place = {n} project",
    "{placed} on the map + {unplaced} without a place = {n} projects",
    n, { placed, unplaced: n - placed },
  );
  return n === total ? sentence : messages.say("{sentence} (of {total})", { sentence, total });
};
