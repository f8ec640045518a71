// How each mark looks right now: by the roles of the annotations that cover it and by what the reader has switched off.
"use strict";
/* exported paintMark, isSwitchedOn */

/**
 * @typedef {object} LiveMark
 * @property {HTMLElement} mark
 * @property {{id: string, role: string}[]} parts annotations that cover it, and as what
 * @property {string} ground by `groundOf`
 */

/** Of several annotations on the same words, the one with the higher rank shows; the card tells of all. */
var RANKS = /** @type {Record<string, number>} */ ({ term: 5, source: 3, cue: 3, echo: 2, assertion: 2, content: 1 });
/** Where a weak source is all that an assertion has, its mark lies on that source and shows in its place. */
var WEAK_SOURCES = new Set(["sourceless-attribution", "vague-source", "unnamed-source"]);

/**
 * @param {{id: string, role: string}} part
 * @param {any} annotation
 */
function rankOf(part, annotation) {
  return part.role === "assertion" && WEAK_SOURCES.has(annotation.kind) ? 4 : (RANKS[part.role] ?? 0);
}

/**
 * Show a mark as what it most is among what is switched on, or as nothing.
 * @param {LiveMark} live
 * @param {Map<string, any>} annotations by id
 * @param {(annotation: any) => boolean} isOn
 */
function paintMark(live, annotations, isOn) {
  /** @type {string | null} */
  let role = null;
  let best = -1;
  for (const part of live.parts) {
    const annotation = annotations.get(part.id);
    const rank = annotation && isOn(annotation) ? rankOf(part, annotation) : -1;
    if (rank > best) [best, role] = [rank, part.role];
  }
  const paint = role ? `${role} ${live.ground}` : "";
  if ((live.mark.dataset.claimlightPaint ?? "") === paint) return;
  if (paint) live.mark.dataset.claimlightPaint = paint;
  else delete live.mark.dataset.claimlightPaint;
}

/**
 * @param {any} annotation
 * @param {string[]} hidden what is switched off: categories, or a category and a kind parted by a slash
 */
function isSwitchedOn(annotation, hidden) {
  return !hidden.includes(annotation.category) && !hidden.includes(`${annotation.category}/${annotation.kind}`);
}
