// Builds elements from text. No string is ever read as HTML.
"use strict";
/* exported build */

/**
 * @param {string} name "p", or "p.note" with a class
 * @param {Record<string, string> | null} attributes
 * @param {...(Node | string | null | undefined | false)} children strings become text; null, undefined and false are left out
 * @returns {HTMLElement}
 */
function build(name, attributes, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes ?? {})) element.setAttribute(key, value);
  for (const child of children) if (child) element.append(child);
  return element;
}
