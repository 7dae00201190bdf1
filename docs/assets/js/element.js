// Elements made in the browser. Text is only ever set as text, never as markup.

/**
 * @param {string} tag @param {string} className @param {(Node | string)[]} children
 * @returns {HTMLElement}
 */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}
