/* The steps of a story: which comes next, how a title is parted, how long it reads. */
/**
 * The step to go to, within the story.
 * @param {number} wanted
 * @param {number} count
 */
export const stepWithin = (wanted, count) => Math.max(0, Math.min(count - 1, wanted));

/**
 * The step after this one, round and round.
 * @param {number} index
 * @param {number} count
 */
export const stepAfter = (index, count) => (index + 1 < count ? index + 1 : 0);

/**
 * The part of the story that a title names before " · ", and the title itself.
 * @param {string} title
 * @param {boolean} isStory
 */
export const splitTitle = (title, isStory) => {
  const [part, ...rest] = isStory ? title.split(" · ") : [title];
  return rest.length ? { part, title: rest.join(" · ") } : { part: "", title };
};

const LONG = 28;
const LONGEST = 60;

/**
 * How long a title reads; a Chinese sign is as wide as two letters.
 * @param {string} title
 * @param {Lang} lang
 */
export const titleLength = (title, lang) => {
  const length = title.length * (lang === "zh" ? 2 : 1);
  return { isLong: length > LONG, isLongest: length > LONGEST };
};
