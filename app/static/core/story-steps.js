/* The steps of a story: which comes next, how a title is parted, how long it reads. */
/* The step to go to, within the story. */
export const stepWithin = (wanted, count) => Math.max(0, Math.min(count - 1, wanted));

/* The step after this one, round and round. */
export const stepAfter = (index, count) => (index + 1 < count ? index + 1 : 0);

/* The part of the story that a title names before " · ", and the title itself. */
export const splitTitle = (title, isStory) => {
  const [part, ...rest] = isStory ? title.split(" · ") : [title];
  return rest.length ? { part, title: rest.join(" · ") } : { part: "", title };
};

const LONG = 28;
const LONGEST = 60;

/* How long a title reads; a Chinese sign is as wide as two letters. */
export const titleLength = (title, lang) => {
  const length = title.length * (lang === "zh" ? 2 : 1);
  return { isLong: length > LONG, isLongest: length > LONGEST };
};
