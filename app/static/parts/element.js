/* Elements of the page; text goes in as text, never as HTML. */
/* An element with a class, attributes and children; text goes in as text, never as HTML. */
export const element = (tag, { className, text, children, on, ...attributes } = {}) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value);
  }
  for (const child of children ?? []) if (child) node.append(child);
  for (const [type, listener] of Object.entries(on ?? {})) node.addEventListener(type, listener);
  return node;
};
