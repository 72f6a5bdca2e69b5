/* The story a file tells: one step at a time, forward, back, or none. */
import { element } from "../parts/element.js";
import { iconOf } from "../parts/icon.js";

const FULL = "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5"; // four corners

/** @typedef {{title_zh: string, title_en: string, text_zh: string, text_en: string, view: Record<string, string>}} FileStep */
/** @typedef {{title_zh: string, title_en: string, steps: FileStep[]}} ToldStory */

export class FileStory {
  /**
   * @param {ToldStory | null} story
   * @param {{onStep: (number: number) => void}} host Gets the number of the step to show; -1 is the file's own view.
   */
  constructor(story, { onStep }) {
    this.story = story;
    this.onStep = onStep;
    this.step = -1;
    this.root = element("section", { className: "file-story", hidden: "" });
  }

  /** @param {number} number */
  go(number) {
    this.step = number;
    this.onStep(number);
    const next = this.root.querySelector(`[data-step="${number + 1}"]`);
    if (next instanceof HTMLElement) next.focus();
  }

  /** @param {Messages} messages */
  write(messages) {
    const { story } = this;
    if (!story) return;
    const { steps } = story;
    const step = steps[this.step];
    const button = (/** @type {string} */ text, /** @type {string} */ label, /** @type {number} */ target) => element("button", {
      type: "button", "aria-label": label, text, "data-step": String(target),
      disabled: target >= steps.length || target < -1 ? "" : null,
      on: { click: () => this.go(target) },
    });
    const title = step ? messages.pick(step.title_zh, step.title_en) : messages.pick(story.title_zh, story.title_en);
    this.root.hidden = false;
    this.root.setAttribute("aria-label", messages.say("Story"));
    const full = () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen?.().catch(() => {});
    };
    this.root.replaceChildren(
      button("‹", messages.say("Previous step"), this.step - 1),
      element("span", {
        className: "file-story-number",
        text: messages.say("{n} of {total}", { n: this.step + 1, total: steps.length }),
      }),
      button("›", messages.say("Next step"), this.step + 1),
      element("div", {
        role: "status",
        children: [
          element("h2", { text: title }),
          step ? element("p", { text: messages.pick(step.text_zh, step.text_en) }) : null,
        ],
      }),
      element("button", { type: "button", className: "file-story-full", "aria-label": messages.say("Full screen"), title: messages.say("Full screen"), on: { click: full }, children: [iconOf(FULL, "file-icon")] }),
    );
  }
}
