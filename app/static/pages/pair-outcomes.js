/* The outcomes of the pairs: edited here, kept in a file of the reader's, never on the server. */
import { latestOutcomes, pairKey, withOutcome, writeOutcomes } from "../core/outcomes.js";
import { element } from "../parts/element.js";

/** @typedef {import("../core/outcomes.js").Outcome} Outcome */
/**
 * The row of a pair, and the form of its outcome once that is built.
 * @typedef {HTMLElement & {outcome?: RowForm}} Row
 */
/**
 * @typedef {object} RowForm
 * @property {HTMLDetailsElement} box
 * @property {HTMLElement} summary
 * @property {HTMLSelectElement} state
 * @property {HTMLInputElement} note
 * @property {HTMLInputElement} date
 * @property {HTMLInputElement} link
 */

export class PairOutcomes {
  /**
   * @param {HTMLElement} box
   * @param {Messages} messages
   * @param {{catalogue: string, states: Record<string, string>, rows: Row[], query: URLSearchParams}} host
   */
  constructor(box, messages, { catalogue, states, rows, query }) {
    this.box = box;
    this.messages = messages;
    this.catalogue = catalogue;
    this.states = states;
    this.rows = rows;
    this.query = query;
    this.key = `outcomes ${catalogue}`;
    /** @type {Outcome[]} */
    this.entries = this.recall();
    this.build();
    this.show();
  }

  /* What this tab has kept since it was opened. */
  recall() {
    try {
      return JSON.parse(globalThis.sessionStorage.getItem(this.key) ?? "[]");
    } catch {
      return [];
    }
  }

  /** @param {Outcome[]} entries */
  keep(entries) {
    this.entries = entries;
    try {
      globalThis.sessionStorage.setItem(this.key, JSON.stringify(entries));
    } catch {
      // A browser that keeps nothing still shows and saves what is on the page.
    }
    this.show();
  }

  build() {
    const { messages } = this;
    /** @type {HTMLElement} */
    this.said = element("p", { className: "outcomes-said", role: "status" });
    const input = element("input", { type: "file", accept: ".json,application/json", id: "outcomes-file", on: { change: () => this.open(input) } });
    /** @type {HTMLButtonElement} */
    this.save = element("button", { type: "button", text: messages.say("Save outcomes"), on: { click: () => this.download() } });
    this.box.replaceChildren(element("details", {
      className: "outcomes",
      children: [
        element("summary", { text: messages.say("Outcomes") }),
        element("p", { text: messages.say("What was agreed on a pair is kept in a file of yours: save it, open it again, hand it on. Nothing of it is stored on the server.") }),
        element("div", {
          className: "outcomes-acts",
          children: [this.save, element("label", { for: "outcomes-file", children: [element("span", { text: messages.say("Open a file of outcomes") }), input] })],
        }),
      ],
    }), this.said);
    for (const row of this.rows) this.buildRow(row);
  }

  /**
   * The outcome of a pair and its small form.
   * @param {Row} row
   */
  buildRow(row) {
    const { messages, states } = this;
    const state = element("select", {
      name: "state", children: Object.entries(states).map(([value, text]) => element("option", { value, text })),
    });
    const note = element("input", { type: "text", name: "note", maxlength: "500" });
    const date = element("input", { type: "date", name: "date" });
    const link = element("input", { type: "url", name: "link" });
    const field = (/** @type {string} */ text, /** @type {HTMLElement} */ input) => element("label", { children: [element("span", { text }), input] });
    const form = element("form", {
      children: [
        field(messages.say("Outcome"), state), field(messages.say("Date"), date),
        field(messages.say("Note"), note), field(messages.say("Link"), link),
        element("button", { type: "submit", text: messages.say("Keep") }),
      ],
      on: {
        submit: (event) => {
          event.preventDefault();
          const { a = "", b = "" } = row.dataset;
          this.keep(withOutcome(this.entries, {
            a, b, state: state.value, note: note.value.trim(), date: date.value || null, link: link.value.trim() || null,
          }));
          box.open = false;
          summary.focus();
        },
      },
    });
    const summary = element("summary", {});
    const box = element("details", { className: "pair-outcome", children: [summary, form] });
    row.outcome = { box, summary, state, note, date, link };
    row.append(box);
  }

  show() {
    const { messages } = this;
    const latest = latestOutcomes(this.entries);
    for (const row of this.rows) {
      if (!row.outcome) continue;
      const { summary, state, note, date, link } = row.outcome;
      const { a = "", b = "" } = row.dataset;
      const entry = latest.get(pairKey(a, b));
      const text = entry ? [this.states[entry.state], entry.date, entry.note].filter(Boolean).join(" · ") : messages.say("not yet told");
      summary.textContent = messages.say("Outcome: {text}", { text });
      row.dataset.outcome = entry?.state ?? "";
      if (!entry) continue;
      state.value = entry.state;
      note.value = entry.note;
      date.value = entry.date ?? "";
      link.value = entry.link ?? "";
    }
    this.save.disabled = this.entries.length === 0;
    this.said.textContent = this.entries.length
      ? messages.count("{n} outcome, kept until this tab is closed", "{n} outcomes, kept until this tab is closed", this.entries.length) : "";
  }

  write() {
    return writeOutcomes(this.catalogue, this.entries);
  }

  download() {
    const address = URL.createObjectURL(new Blob([this.write()], { type: "application/json" }));
    element("a", { href: address, download: `${this.catalogue}-outcomes.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  /**
   * Merge a file into what is here: the server knows former ids; it stores nothing.
   * @param {HTMLInputElement} input
   */
  async open(input) {
    const { messages } = this;
    const file = input.files?.[0];
    if (!file) return;
    try {
      const body = JSON.stringify({ own: this.write(), other: await file.text(), name: file.name });
      const answer = await fetch(`./overlaps/outcomes?${this.query}`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
      const told = await answer.json();
      if (answer.ok) this.keep(told.outcomes);
      this.said.textContent = answer.ok
        ? messages.say("{file} was merged into the outcomes here", { file: file.name }) : told.faults.join(" ");
    } catch {
      this.said.textContent = messages.say("The file could not be read.");
    }
    input.value = "";
  }
}
