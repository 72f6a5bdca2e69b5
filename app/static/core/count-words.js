/* The law of the product in words: shown on the map + without a place = total. */

/**
 * The sentence for what a choice leaves of all records.
 * @param {import("./messages.js").Messages} messages
 * @param {Feature[]} shown
 * @param {number} total
 */
export const countSentence = (messages, shown, total) => {
  const placed = shown.filter((one) => one.geometry).length;
  const sentence = messages.count(
    "{placed} on the map + {unplaced} without a place = {n} project",
    "{placed} on the map + {unplaced} without a place = {n} projects",
    shown.length, { placed, unplaced: shown.length - placed },
  );
  return shown.length === total ? sentence : messages.say("{sentence} (of {total})", { sentence, total });
};
