/* The parts of a page by their selectors. */
/* The one element that a selector finds. */
export const find = (selector) => document.querySelector(selector);
