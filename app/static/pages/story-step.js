/* A step in the editor: its picture, its words in both languages, and where it stands. */
import { element } from "../parts/element.js";

/** @typedef {import("../core/story-draft.js").StoryStep} StoryStep */
/** @typedef {"title" | "text"} FieldKind */
/** @typedef {"zh" | "en"} FieldLanguage */
/**
 * What the server knows of a step.
 * @typedef {{titles: Record<FieldLanguage, string>, count?: string | null, lost?: string | null}} KnownStep
 */
/**
 * What can be done with a step, each told the step's index.
 * @typedef {object} StepActs
 * @property {(index: number, values: Partial<StoryStep>) => void} write
 * @property {(from: number, to: number) => void} move
 * @property {(index: number) => void} remove
 * @property {(index: number) => void} retake
 * @property {(index: number, event: PointerEvent) => void} drag
 */

/** @type {[FieldKind, FieldLanguage, number][]} */
const FIELDS = [["title", "zh", 80], ["title", "en", 80], ["text", "zh", 400], ["text", "en", 400]];

export class StoryStepItem {
  /**
   * @param {number} index
   * @param {{step: StoryStep, steps: number, query: string, messages: Messages, acts: StepActs}} host
   */
  constructor(index, { step, steps, query, messages, acts }) {
    this.index = index;
    this.step = step;
    this.messages = messages;
    this.query = query;
    this.acts = acts;
    const n = index + 1;
    const button = (
      /** @type {string} */ text, /** @type {string} */ label, /** @type {boolean} */ isOff, /** @type {() => void} */ act,
    ) => element("button", {
      type: "button", text, "aria-label": label, title: label, disabled: isOff ? "" : null, on: { click: act },
    });
    this.handle = element("button", {
      type: "button", className: "story-handle", text: "⠿", title: messages.say("Drag, or move with the arrow keys"),
      "aria-label": messages.say("Step {n}: drag, or move with the arrow keys", { n }),
      on: { keydown: (event) => this.onKey(event), pointerdown: (event) => acts.drag(this.index, event) },
    });
    /** @type {HTMLImageElement} */
    this.picture = element("img", { alt: "", width: "200", height: "150", on: { error: () => this.picture.classList.add("is-missing") } });
    const look = element("button", {
      type: "button", className: "story-look", "aria-label": messages.say("Look at step {n} on the map and take its view anew", { n }),
      children: [this.picture, element("span", { text: messages.say("Take the view anew") })],
      on: { click: () => acts.retake(this.index) },
    });
    this.count = element("p", { className: "story-count" });
    this.fields = Object.fromEntries(FIELDS.map(([kind, language, most]) => [`${kind}_${language}`, this.makeField(kind, language, most)]));
    this.root = element("li", {
      id: `step-${n}`,
      children: [
        element("div", { className: "story-place", children: [
          element("b", { text: String(n) }), this.handle,
          button("↑", messages.say("Move step {n} up", { n }), index === 0, () => acts.move(this.index, this.index - 1)),
          button("↓", messages.say("Move step {n} down", { n }), n === steps, () => acts.move(this.index, this.index + 1)),
          button("✕", messages.say("Delete step {n}", { n }), false, () => acts.remove(this.index)),
        ] }),
        look,
        element("div", { className: "story-fields", children: [
          ...Object.values(this.fields).map(({ label }) => label), this.count,
        ] }),
      ],
    });
    this.show();
  }

  /**
   * @param {FieldKind} kind
   * @param {FieldLanguage} language
   * @param {number} most
   */
  makeField(kind, language, most) {
    const { messages, step } = this;
    /** @type {`${FieldKind}_${FieldLanguage}`} */
    const name = `${kind}_${language}`;
    const title = { title: messages.say("Title"), text: messages.say("What is said") }[kind];
    const own = { zh: messages.say("Chinese"), en: messages.say("English") }[language];
    /** @type {HTMLInputElement | HTMLTextAreaElement} */
    const field = element(kind === "title" ? "input" : "textarea", {
      maxlength: String(most), lang: language === "zh" ? "zh-CN" : "en", rows: kind === "text" ? "2" : null,
      on: { input: () => this.acts.write(this.index, { [name]: field.value }) },
    });
    field.value = step[name] ?? "";
    const said = element("span", { text: `${title} · ${own}` });
    return { field, label: element("label", { className: `is-${language}`, children: [said, field] }) };
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const by = /** @type {Record<string, number | undefined>} */ ({ ArrowUp: -1, ArrowDown: 1 })[event.key];
    if (!by) return;
    event.preventDefault();
    this.acts.move(this.index, this.index + by);
  }

  /* Show the picture of the view. */
  show() {
    const query = [this.step.view, this.query].filter(Boolean).join("&");
    const address = new URL(`./story/picture.svg?${query}`, document.baseURI).href;
    if (this.picture.src === address) return;
    this.picture.classList.remove("is-missing");
    this.picture.src = address;
  }

  /**
   * Say what the server knows of the step.
   * @param {KnownStep} known
   */
  tell({ titles, count, lost }) {
    for (const language of /** @type {FieldLanguage[]} */ (["zh", "en"])) this.fields[`title_${language}`].field.placeholder = titles[language];
    this.count.textContent = [count, lost].filter(Boolean).join(" ");
    this.count.classList.toggle("is-lost", Boolean(lost));
  }
}
