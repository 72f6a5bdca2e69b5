/* A story in the making: steps added, moved, written, taken away; each change a new draft. */
/** @typedef {{ view: string, title_zh?: string, title_en?: string, text_zh?: string, text_en?: string }} StoryStep */
/** @typedef {{ catalogue: string, title_zh?: string, title_en?: string, steps: StoryStep[] }} Story */
/** @typedef {Story & { id: string, changed: string, removed?: string }} Draft */

const NOT_THE_VIEW = ["report", "lang", "near", "r", "story", "step", "theme", "embed", "autoplay"];

/**
 * The view of an address: what a step looks at, without language and place asked about.
 * @param {string} search
 */
export const viewOf = (search) => {
  const parameters = new URLSearchParams(search);
  for (const name of NOT_THE_VIEW) parameters.delete(name);
  return String(parameters).replaceAll("%2C", ",").replaceAll("+", "%20");
};

/**
 * An empty draft.
 * @param {{ id: string, catalogue: string, changed: string }} about
 * @returns {Draft}
 */
export const emptyDraft = ({ id, catalogue, changed }) => ({ id, catalogue, changed, steps: [] });

/**
 * A story as a draft of its own.
 * @param {Story} story
 * @param {{ id: string, changed: string }} about
 * @returns {Draft}
 */
export const draftOf = (story, { id, changed }) => ({
  id, changed, catalogue: story.catalogue, title_zh: story.title_zh, title_en: story.title_en,
  steps: story.steps.map((step) => ({ ...step })),
});

/**
 * @param {Draft} draft
 * @param {StoryStep} step
 * @returns {Draft}
 */
export const addStep = (draft, step) => ({ ...draft, steps: [...draft.steps, step] });

/**
 * The draft with a step taken to another place; beyond the ends it stays.
 * @param {Draft} draft
 * @param {number} from
 * @param {number} to
 * @returns {Draft}
 */
export const moveStep = (draft, from, to) => {
  const { length } = draft.steps;
  if (from === to || from < 0 || to < 0 || from >= length || to >= length) return draft;
  const steps = [...draft.steps];
  steps.splice(to, 0, ...steps.splice(from, 1));
  return { ...draft, steps };
};

/**
 * @param {Draft} draft
 * @param {number} index
 * @returns {Draft}
 */
export const removeStep = (draft, index) => ({
  ...draft, steps: draft.steps.filter((_, at) => at !== index),
});

/**
 * The draft with parts of a step replaced: its view, a title, a text.
 * @param {Draft} draft
 * @param {number} index
 * @param {Partial<StoryStep>} values
 * @returns {Draft}
 */
export const writeStep = (draft, index, values) => ({
  ...draft, steps: draft.steps.map((step, at) => (at === index ? { ...step, ...values } : step)),
});

/**
 * The story's file: what is empty is left out.
 * @param {Draft} draft
 */
export const storyOf = (draft) => {
  /** @param {Record<string, unknown>} values */
  const kept = (values) => Object.fromEntries(Object.entries(values)
    .map(([name, value]) => [name, typeof value === "string" ? value.trim() : value])
    .filter(([name, value]) => name === "view" || value));
  const { catalogue, title_zh, title_en, steps } = draft;
  return {
    type: "city-projects-story", version: 1,
    ...kept({ catalogue, title_zh, title_en }),
    steps: steps.map(({ view, title_zh: zh, title_en: en, text_zh, text_en }) =>
      kept({ view, title_zh: zh, title_en: en, text_zh, text_en })),
  };
};

/**
 * A draft as it was kept; null for what is none.
 * @param {string | null} text
 * @returns {Draft | null}
 */
export const readDraft = (text) => {
  try {
    const kept = JSON.parse(text ?? "null");
    const isDraft = kept && typeof kept.id === "string" && typeof kept.catalogue === "string"
      && Array.isArray(kept.steps)
      && kept.steps.every((/** @type {{view?: unknown} | null} */ step) => typeof step?.view === "string");
    return isDraft ? { ...kept, changed: String(kept.changed ?? "") } : null;
  } catch {
    return null;
  }
};
