/* On the map page: what is seen becomes a step of the story, or the new view of one. */
import { addStep, emptyDraft, viewOf, writeStep } from "../core/story-draft.js";
import { Messages } from "../core/messages.js";
import { askRetake, carried, endRehearsal, newId, openShelf, readRetake } from "./story-shelf.js";
import { element } from "../parts/element.js";
import { around } from "../parts/find.js";

const lang = () => (document.documentElement.lang.startsWith("zh") ? "zh" : "en");
const seen = () => viewOf(globalThis.location.search);
const now = () => new Date().toISOString();

/**
 * One bar at the foot of the window says what was done and leads on.
 * @param {Node[]} children
 * @param {string} [className]
 */
const showBar = (children, className = "") => {
  document.querySelector(".city-story-bar")?.remove();
  const bar = element("div", { className: `city-story-bar ${className}`, role: "status" });
  document.body.append(bar);
  bar.append(...children);
  return bar;
};

const take = (/** @type {HTMLElement} */ button) => {
  const { catalogue = "", mostSteps, say = "{}", stories = "" } = button.dataset;
  const said = JSON.parse(say);
  const shelf = openShelf();
  const before = shelf.resume(catalogue) ?? emptyDraft({ id: newId(), catalogue, changed: now() });
  const isFull = before.steps.length >= Number(mostSteps);
  const after = isFull ? before : { ...addStep(before, { view: seen() }), changed: now() };
  if (!isFull) shelf.save(after);
  const title = (lang() === "zh" ? after.title_zh || after.title_en : after.title_en || after.title_zh) || said.untitled;
  const text = isFull ? said.full : Messages.fill(said.added, { n: after.steps.length, title });
  const close = element("button", { type: "button", text: "✕", "aria-label": said.close, on: { click: () => bar.remove() } });
  const bar = showBar([
    element("p", { text: shelf.trouble && !isFull ? `${text} ${said.unkept}` : text }),
    element("a", { href: stories + (shelf.trouble ? carried(after) : `#step-${after.steps.length}`), text: said.open }),
    close,
  ]);
};

const isMap = () => globalThis.location.pathname === new URL("./", document.baseURI).pathname;

/* The step that the editor sent here stays named until its view is taken or left as it was. */
const offerRetake = () => {
  const note = readRetake();
  if (!note || !isMap()) return;
  const back = () => {
    askRetake(null);
    globalThis.location.assign(new URL(`${note.editor}#step-${note.index + 1}`, document.baseURI));
  };
  const takeIt = () => {
    const shelf = openShelf();
    const draft = shelf.read(note.id);
    if (draft) shelf.save({ ...writeStep(draft, note.index, { view: seen() }), changed: now() });
    back();
  };
  showBar([
    element("p", { text: note.say.lead }),
    element("button", { type: "button", className: "is-main", text: note.say.take, on: { click: takeIt } }),
    element("button", { type: "button", text: note.say.leave, on: { click: back } }),
  ], "is-retake");
};

if ("document" in globalThis && "addEventListener" in document) {
  endRehearsal();
  offerRetake();
  globalThis.addEventListener("popstate", () => {
    if (isMap()) offerRetake();
    else document.querySelector(".city-story-bar")?.remove();
  });
  document.addEventListener("click", (event) => {
    const button = around(event, "[data-take-step]", HTMLElement);
    if (button) take(button);
  });
}
