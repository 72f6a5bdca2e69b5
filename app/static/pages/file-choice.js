/* What a reader of a file chose among its records: the panel, the tags, the parts of the address. */
import { areaName } from "../core/area-words.js";
import { readArea } from "../core/areas.js";
import { readChoices, writeChoices } from "../core/facet-codes.js";
import { choiceName, facetName } from "../core/facet-words.js";
import { ProjectFilter } from "../core/filter.js";
import { LabelKeys } from "../core/label-keys.js";
import { later } from "../core/later.js";
import { FACETS } from "../core/records.js";
import { AreaForm } from "../parts/area-form.js";
import { element } from "../parts/element.js";
import { FilterPanel } from "../parts/filter-panel.js";

/** @typedef {{sector: string | null, status: string}} Sign */

/** @type {Record<string, ((slug: string) => Sign) | undefined>} */
const SIGNS = {
  sector: (slug) => ({ sector: slug, status: "completed" }),
  status: (slug) => ({ sector: null, status: slug }),
};

/** @type {Record<string, Vocabulary | undefined>} */
const NAMED = { sector: "sectors", status: "statuses", accuracy: "accuracy_classes", promise: "promise_states" };

const MAX_QUERY_LENGTH = 100;

export class FileChoice {
  /** @type {Record<string, Set<string>>} */
  filters = Object.fromEntries(FACETS.map((facet) => [facet, new Set()]));
  q = "";
  area = "";
  asof = "";
  /** @type {Messages} */
  messages = later();

  /**
   * @param {import("../core/records.js").Records} records
   * @param {Reference} reference
   * @param {{onChange: (isFromPanel: boolean) => void, opens?: boolean}} how Whether facets of signs are open at first.
   */
  constructor(records, reference, { onChange, opens = true }) {
    this.records = records;
    this.reference = reference;
    this.onChange = onChange;
    this.opens = opens;
    records.labels = new LabelKeys(reference);
    this.filter = new ProjectFilter(records);
    this.panel = new FilterPanel({ onChange: (chosen) => this.choose(chosen) });
    this.panelVersion = 0;
    this.tags = element("div", { className: "file-tags" });
  }

  /**
   * Take what is chosen from parameters; what is unknown is passed over.
   * @param {URLSearchParams} parameters
   */
  take(parameters) {
    const known = Object.fromEntries(FACETS.map((facet) => [facet, new Set(this.choicesOf(facet))]));
    this.filters = Object.fromEntries(FACETS.map((facet) => [
      facet, readChoices(facet, parameters.get(facet) ?? "", known[facet]),
    ]));
    this.q = (parameters.get("q") ?? "").trim().slice(0, MAX_QUERY_LENGTH);
    const [area, asof] = [parameters.get("area") ?? "", parameters.get("asof") ?? ""];
    this.area = readArea(area) ? area : "";
    this.asof = /^\d{4}-\d{2}-\d{2}$/.test(asof) ? asof : "";
  }

  /* Whether the reader chose anything. */
  get isAny() {
    return Boolean(this.q || this.area || this.asof || FACETS.some((facet) => this.filters[facet].size));
  }

  /* Where, and as of when. */
  get where() {
    return { area: this.area, asof: this.asof };
  }

  /* What is chosen, as the address writes it. */
  get parts() {
    const facets = writeChoices(Object.fromEntries(FACETS.map((facet) => [facet, this.filters[facet]])));
    return { ...facets, asof: this.asof, q: this.q, area: this.area };
  }

  /**
   * @param {string} facet
   * @returns {string[]}
   */
  choicesOf(facet) {
    const named = NAMED[facet];
    if (named) return this.reference[named].map(({ slug }) => slug);
    return this.filter.choices(facet);
  }

  /* What the choice leaves of the records. */
  answer() {
    return this.filter.answer({ ...this.filters, q: this.q, area: this.area, asof: this.asof });
  }

  /**
   * @param {Messages} messages
   * @param {() => L.LatLngBounds | null} seen What the map shows.
   */
  setWords(messages, seen) {
    this.messages = messages;
    this.panel.setAreaForm(new AreaForm(messages, { records: () => this.records, seen }));
  }

  /**
   * Take what the reader chose in the panel.
   * @param {Choice} chosen
   */
  choose({ q, area, asof, ...chosen }) {
    this.q = q ?? "";
    this.area = area ?? "";
    this.asof = asof ?? "";
    this.filters = Object.fromEntries(FACETS.map((facet) => [facet, new Set(chosen[facet])]));
    this.onChange(true);
  }

  /**
   * Write the panel and the tags; the panel knows what it told itself.
   * @param {(facet: string) => Map<string, number>} count
   * @param {boolean} isFromPanel
   */
  write(count, isFromPanel) {
    if (!isFromPanel) this.panelVersion += 1;
    this.writePanel(count);
    this.writeTags();
  }

  /** @param {(facet: string) => Map<string, number>} count */
  writePanel(count) {
    const { messages } = this;
    this.panel.update({
      version: this.panelVersion,
      label: messages.say("Filters"),
      search: {
        label: messages.say("Search"),
        placeholder: messages.say("Name, status or pinyin"),
        skip: messages.say("Skip the filters"),
      },
      facets: FACETS.map((facet) => {
        const counts = count(facet);
        return {
          facet,
          title: facetName(this.reference, messages, facet),
          is_open: this.opens && facet in SIGNS,
          note: facet === "promise" ? this.sayDay() : null,
          choices: this.choicesOf(facet).map((slug) => ({
            slug, name: choiceName(this.reference, messages, facet, slug), count: counts.get(slug) ?? 0, sign: SIGNS[facet]?.(slug),
          })),
        };
      }),
      chosen: { ...Object.fromEntries(FACETS.map((facet) => [facet, [...this.filters[facet]]])), q: this.q, area: this.area, asof: this.asof },
    });
  }

  /* As of when it is said what became of the promises. */
  sayDay() {
    const { newest } = this.reference;
    const date = this.asof && this.asof !== newest?.day ? this.asof : this.messages.pick(newest?.name_zh, newest?.name_en);
    return this.messages.say("As of {date}", { date });
  }

  writeTags() {
    const { messages } = this;
    const tag = (/** @type {string} */ text, /** @type {string} */ label, /** @type {() => void} */ on, className = "") => element("button", {
      type: "button", className, "aria-label": label, text: `${text} ✕`, on: { click: () => { on(); this.onChange(false); } },
    });
    const tags = FACETS.flatMap((facet) => [...this.filters[facet]].map((slug) => {
      const name = choiceName(this.reference, messages, facet, slug);
      const label = messages.say("Remove the filter {facet}: {name}", { facet: facetName(this.reference, messages, facet), name });
      return tag(name, label, () => { this.filters[facet].delete(slug); });
    }));
    const clearText = () => { this.q = ""; };
    if (this.q) tags.push(tag(`“${this.q}”`, messages.say("Remove the search"), clearText, "is-query"));
    if (this.area) {
      const name = areaName(messages, this.area, (id) => this.nameOf(id));
      tags.push(tag(name, messages.say("Remove the area"), () => { this.area = ""; }));
    }
    if (this.asof) tags.push(tag(this.sayDay(), messages.say("Remove the day"), () => { this.asof = ""; }));
    if (tags.length) {
      tags.push(element("button", {
        type: "button", className: "is-plain", text: messages.say("Clear all filters"),
        on: {
          click: () => {
            for (const facet of FACETS) this.filters[facet].clear();
            clearText();
            this.area = "";
            this.onChange(false);
          },
        },
      }));
    }
    this.tags.replaceChildren(...tags);
  }

  /**
   * @param {string} id
   * @returns {string}
   */
  nameOf(id) {
    const one = this.records.get(id)?.properties;
    return one ? this.messages.pick(one.name_zh, one.name_en) : id;
  }
}
