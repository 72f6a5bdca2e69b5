/* The law of the product in words: shown on the map + without a place = total. */

/**
 * The sentence for what a choice leaves of all records.
 * @param {import("./messages.js").Messages} messages
 * @param {Feature[]} shown
 * @param {number} total
 */
export const countSentence = (messages, shown, total) => {
  const placed = shown.filter((one) => one.geometry).length;
  const sentence = messages.say("{placed} on the map + {unplaced} without a place = {shown} projects", {
    placed, unplaced: shown.length - placed, shown: shown.length,
  });
  return shown.length === total ? sentence : messages.say("{sentence} (of {total})", { sentence, total });
};
