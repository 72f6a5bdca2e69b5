/* A record in words: the sentences that cards and lists share. */
/* Why a record is not drawn. */
export const reasonWithoutPlace = (messages, type) => ({
  district: messages.say("only the district is known"),
  city: messages.say("it covers the whole city"),
  unknown: messages.say("the place is not known"),
})[type] ?? messages.say("the place is not known");
