// How each mark looks right now: by the roles of the annotations that cover it and by what the reader has switched off.
"use strict";
/* exported countKinds, hiddenHere, isSwitchedOn, keyOf, paintOf */

/**
 * @typedef {object} LiveMark a stretch of the page that is marked, by an element or by a painted range
 * @property {HTMLElement | null} mark
 * @property {Range | null} range
 * @property {{id: string, role: string}[]} parts annotations that cover it, and as what; a term's role may be followed by its uses
 * @property {string} ground by `groundOf`
 * @property {string} paint what it looks like now
 * @property {string} said what a screen reader says of it now, by `content/keyboard.js`
 */

/** Of several annotations on the same words, the one with the higher rank shows; the card tells of all. */
var RANKS = /** @type {Record<string, number>} */ ({ term: 5, source: 3, cue: 3, echo: 2, assertion: 2, content: 1 });
/** Where a weak source is all that an assertion has, its mark lies on that source and shows in its place. */
var WEAK_SOURCES = new Set(["sourceless-attribution", "vague-source", "unnamed-source"]);

/**
 * What a mark looks like: what it most is among what is switched on, and what it stands on.
 * @param {LiveMark} live
 * @param {Map<string, any>} annotations by id
 * @param {(annotation: any) => boolean} isOn
 * @returns {string} a role with its uses and a ground, or "" where nothing is to be seen
 */
function paintOf(live, annotations, isOn) {
  /** @type {string | null} */
  let role = null;
  let best = -1;
  for (const part of live.parts) {
    const annotation = annotations.get(part.id);
    const rank = annotation && isOn(annotation) ? rankOf(part, annotation) : -1;
    if (rank > best) [best, role] = [rank, part.role];
  }
  return role ? `${role} ${live.ground}` : "";
}

/**
 * @param {{id: string, role: string}} part
 * @param {any} annotation
 */
function rankOf(part, annotation) {
  return part.role === "assertion" && WEAK_SOURCES.has(annotation.kind) ? 4 : (RANKS[part.role.split(" ")[0]] ?? 0);
}

/**
 * The switches that an annotation hangs on: its category, its kind, and for terms in somebody else's words that.
 * @param {any} annotation
 */
function switchesOf({ category, kind, voice }) {
  return [category, `${category}/${kind}`, ...(voice === "attributed" ? [`${category}/attributed`] : [])];
}

/**
 * @param {any} annotation
 * @param {string[]} hidden what is switched off, as `js/settings.js` describes it
 */
function isSwitchedOn(annotation, hidden) {
  return hidden.length === 0 || switchesOf(annotation).every((key) => !hidden.includes(key));
}

/**
 * What is switched off on this site.
 * @param {any} settings the reader's
 * @returns {string[]}
 */
function hiddenHere(settings) {
  return settings.sites?.[location.hostname] ?? settings.hidden ?? [];
}

/**
 * @param {any[]} annotations
 * @returns {Record<string, number>} how many there are by switch: category, or category and kind parted by a slash
 */
function countKinds(annotations) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const annotation of annotations) {
    for (const key of switchesOf(annotation)) counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/**
 * What stays the same of an annotation when the page is read again: ids do not.
 * @param {any} annotation
 */
function keyOf(annotation) {
  return `${annotation.category}\n${annotation.exact}`;
}
