/* A record in words: the sentences that cards and lists share. */
/**
 * Why a record is not drawn.
 * @param {import("./messages.js").Messages} messages
 * @param {string} type
 * @returns {string}
 */
export const reasonWithoutPlace = (messages, type) => /** @type {Record<string, string>} */ ({
  district: messages.say("only the district is known"),
  city: messages.say("it covers the whole city"),
  unknown: messages.say("the place is not known"),
})[type] ?? messages.say("the place is not known");
