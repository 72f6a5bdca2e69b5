/* A facet and its choices in words. */
/* What a choice of a facet is called. */
export const choiceName = (reference, messages, facet, slug) => {
  if (facet === "due") return slug === "none" ? messages.say("No year promised") : slug;
  if (facet === "district" && slug === "city") return messages.say("Whole city");
  const tables = { sector: "sectors", status: "statuses", accuracy: "accuracy_classes", district: "districts" };
  const term = reference[tables[facet]].find((one) => one.slug === slug);
  return term ? messages.pick(term.name_zh, term.name_en) : slug;
};

/* What a facet is called. */
export const facetName = (messages, facet) => ({
  sector: messages.say("Sector"),
  status: messages.say("Status"),
  district: messages.say("District"),
  due: messages.say("Due year"),
  accuracy: messages.say("Accuracy of the place"),
})[facet];
