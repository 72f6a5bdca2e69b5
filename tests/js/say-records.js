/* Write what the card says of every record of a catalogue, for a test in Python to compare. */
import process from "node:process";
import { text } from "node:stream/consumers";
import { Messages } from "../../app/static/core/messages.js";
import { RecordWords } from "../../app/static/core/record-words.js";

const { lang, table, reference, catalogue } = JSON.parse(await text(process.stdin));
const words = new RecordWords(new Messages(lang, table), reference);
const told = catalogue.features.map((feature) => {
  const { properties } = feature;
  return {
    id: properties.id,
    facts: words.facts(properties),
    where: words.where(feature),
    place: words.place(feature),
    milestones: properties.milestones.map((one) => words.milestone(one)),
    figures: properties.figures.map((one) => words.figure(one)),
    paragraphs: properties.citations.map((one) => words.paragraph(one)),
  };
});
process.stdout.write(JSON.stringify(told));
