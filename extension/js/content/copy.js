// A claim to take along: what is said, by whom, and where it stands.
"use strict";
/* exported citationOf, copyText */

/**
 * @param {any} annotation
 * @param {any} answer the server's whole answer
 */
function citationOf(annotation, answer) {
  const source = answer.sources.find((/** @type {any} */ one) => one.id === annotation.speaker);
  const name = source ? [source.name, source.description].filter(Boolean).join(", ") : annotation.source;
  const words = annotation.category === "attributed-claim" ? annotation.content || annotation.exact : annotation.exact;
  const by = annotation.category === "attributed-claim" ? [name, annotation.cue].filter(Boolean).join(" — ") : annotation.why;
  return [words.trim(), by, `${document.title}\n${location.href}`].filter(Boolean).join("\n");
}

/**
 * Put a text on the clipboard. `navigator.clipboard` is missing on pages without TLS; this works everywhere after a click.
 * @param {string} text
 */
function copyText(text) {
  const give = (/** @type {ClipboardEvent} */ event) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("copy", give, { capture: true, once: true });
  document.execCommand("copy");
  removeEventListener("copy", give, { capture: true });
}
