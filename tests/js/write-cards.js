/* Write the text of every record's card, word for word with the language it is marked as, for a test in Python. */
import process from "node:process";
import { text } from "node:stream/consumers";
import { Messages } from "../../app/static/core/messages.js";
import { ProjectCard } from "../../app/static/parts/project-card.js";

/* As much of a page as a card needs. */
class Part {
  constructor() {
    this.attributes = {};
    this.children = [];
  }

  set textContent(content) { this.children = [content]; }

  setAttribute(name, value) { this.attributes[name] = value; }

  append(...children) { this.children.push(...children); }

  addEventListener() {}

  /* The texts beneath, each with the language that it is marked as; none is the page's own. */
  * texts(lang = null) {
    const own = this.attributes.lang ?? lang;
    for (const child of this.children) {
      if (child instanceof Part) yield* child.texts(own);
      else yield [own, String(child)];
    }
  }
}
globalThis.document = { createElement: () => new Part(), createElementNS: () => new Part() };

const { lang, table, reference, catalogue } = JSON.parse(await text(process.stdin));
const card = new ProjectCard(new Messages(lang, table), reference, {
  onClose() {}, onZoom() {}, addressOf: (id) => `?sel=${id}`, reportOf: (id) => `about?sel=${id}`, otherOf: (report, id) => `?sel=${id}`,
});
process.stdout.write(JSON.stringify(catalogue.features.map((feature) => ({
  id: feature.properties.id, texts: [...card.render(feature).texts()],
}))));
