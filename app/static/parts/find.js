/* The parts of a page by their selectors. */

/**
 * The one element that a selector finds; null where there is none.
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export const find = (selector) => document.querySelector(selector);

/**
 * The part of a page that must be there, and of which kind.
 * @template {Element} Kind
 * @param {string} selector
 * @param {new () => Kind} kind
 * @param {ParentNode} [root]
 * @returns {Kind}
 */
export const part = (selector, kind, root = document) => {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`This page has no ${selector} that is a ${kind.name}.`);
};

/**
 * What a selector finds at an event or around it; null where there is none of this kind.
 * @template {Element} Kind
 * @param {Event} event
 * @param {string} selector
 * @param {new () => Kind} kind
 * @returns {Kind | null}
 */
export const around = ({ target }, selector, kind) => {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found instanceof kind ? found : null;
};
