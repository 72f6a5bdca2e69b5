/* The outcomes of the pairs: edited here, kept in a file of the reader's, never on the server. */
// @ts-nocheck - its types are not written yet
import { latestOutcomes, pairKey, withOutcome, writeOutcomes } from "../core/outcomes.js";
import { element } from "../parts/element.js";

export class PairOutcomes {
  constructor(box, messages, { catalogue, states, rows, query }) {
    Object.assign(this, { box, messages, catalogue, states, rows, query });
    this.key = `outcomes ${catalogue}`;
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
    this.said = element("p", { className: "outcomes-said", role: "status" });
    const input = element("input", { type: "file", accept: ".json,application/json", id: "outcomes-file", on: { change: () => this.open(input) } });
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

  /* The outcome of a pair and its small form. */
  buildRow(row) {
    const { messages, states } = this;
    const state = element("select", {
      name: "state", children: Object.entries(states).map(([value, text]) => element("option", { value, text })),
    });
    const note = element("input", { type: "text", name: "note", maxlength: "500" });
    const date = element("input", { type: "date", name: "date" });
    const link = element("input", { type: "url", name: "link" });
    const field = (text, input) => element("label", { children: [element("span", { text }), input] });
    const form = element("form", {
      children: [
        field(messages.say("Outcome"), state), field(messages.say("Date"), date),
        field(messages.say("Note"), note), field(messages.say("Link"), link),
        element("button", { type: "submit", text: messages.say("Keep") }),
      ],
      on: {
        submit: (event) => {
          event.preventDefault();
          const { a, b } = row.dataset;
          this.keep(withOutcome(this.entries, {
            a, b, state: state.value, note: note.value.trim(), date: date.value || null, link: link.value.trim() || null,
          }));
          row.outcome.box.open = false;
          row.outcome.summary.focus();
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
      const { summary, state, note, date, link } = row.outcome;
      const entry = latest.get(pairKey(row.dataset.a, row.dataset.b));
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

  /* Merge a file into what is here: the server knows former ids; it stores nothing. */
  async open(input) {
    const { messages } = this;
    const [file] = input.files;
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
