/* Elements of the page; text goes in as text, never as HTML. */
/**
 * An element with a class, attributes and children; text goes in as text, never as HTML.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Parts} [parts]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const element = (tag, { className, text, children, on = {}, ...attributes } = {}) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = String(text);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) node.setAttribute(name, String(value));
  }
  for (const child of children ?? []) if (child) node.append(child);
  for (const [type, listener] of Object.entries(on)) {
    node.addEventListener(type, /** @type {EventListener} */ (listener));
  }
  return node;
};
