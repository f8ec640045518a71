// The panel's three lists. Each item leads to its place in the page.
/* global build */
import { say } from "./ext.js";
import { messageKey } from "./switches.js";

/** @typedef {(id: string) => void} GoTo */

/**
 * Who speaks: each source with its share of the words that are credited to anybody, and its claims in order.
 * @param {any} contents
 * @param {GoTo} goTo
 */
export function sourceList(contents, goTo) {
  const { sources, annotations } = contents;
  const all = sources.reduce((/** @type {number} */ sum, /** @type {any} */ source) => sum + source.words, 0);
  const claims = new Map(annotations.map((/** @type {any} */ one) => [one.id, one]));
  const items = sources.toSorted((/** @type {any} */ a, /** @type {any} */ b) => b.words - a.words).map((/** @type {any} */ source) => {
    const share = all ? Math.round((100 * source.words) / all) : 0;
    const bar = build("span.share", { "aria-hidden": "true" }, build("span", null));
    /** @type {HTMLElement} */ (bar.firstChild).style.width = `${share}%`;
    const own = source.claims.filter((/** @type {string} */ id) => claims.has(id));
    return build(
      "li.source",
      null,
      build("h2", null, source.name, build("span.kind", null, say(messageKey(`kind_${source.kind}`)))),
      source.description && source.description !== source.name ? build("p.description", null, source.description) : null,
      build("p.words", null, say("panel_words", source.words, share), bar),
      build("ol.items", null, ...own.map((/** @type {string} */ id) => itemFor(claims.get(id), goTo))),
    );
  });
  return items.length ? build("ul", null, ...items) : build("p.empty", null, say("panel_no_sources"));
}

/**
 * What the page shows no source for, in order of the page.
 * @param {any} contents
 * @param {GoTo} goTo
 */
export function unverifiedList(contents, goTo) {
  const found = contents.annotations.filter((/** @type {any} */ one) => one.category === "unverified-assertion");
  return listOf(found, goTo, "panel_no_unverified", (one) => [
    build("span.kind", null, say(messageKey(`kind_${one.kind}`))),
    build("span.why", null, one.why),
  ]);
}

/**
 * Contested terms, each once, with what the sides say.
 * @param {any} contents
 * @param {GoTo} goTo
 */
export function termList(contents, goTo) {
  const terms = contents.annotations.filter((/** @type {any} */ one) => one.category === "contested-term");
  /** @type {Map<string, any>} */
  const firsts = new Map();
  for (const term of terms) {
    const key = `${term.entry}\n${term.form}`;
    if (!firsts.has(key)) firsts.set(key, term);
  }
  return listOf([...firsts.values()], goTo, "panel_no_terms", (term) => [
    build("span.kind", null, term.dispute),
    ...(term.sides ?? []).map((/** @type {any} */ side) =>
      build("span.side", null, build("b", null, side.name), `: ${(side.wordings ?? []).map((/** @type {string} */ one) => `“${one}”`).join(", ")}`),
    ),
  ]);
}

/**
 * @param {any[]} annotations
 * @param {GoTo} goTo
 * @param {string} empty key of what is said where there are none
 * @param {(annotation: any) => HTMLElement[]} about
 */
function listOf(annotations, goTo, empty, about) {
  if (!annotations.length) return build("p.empty", null, say(empty));
  return build("ol.items", null, ...annotations.map((one) => itemFor(one, goTo, about(one))));
}

/**
 * @param {any} annotation
 * @param {GoTo} goTo
 * @param {HTMLElement[]} about
 */
function itemFor(annotation, goTo, about = []) {
  const cue = annotation.category === "attributed-claim" && annotation.cue ? build("span.cue", null, annotation.cue) : null;
  const button = build("button.item", { type: "button", "data-annotation": annotation.id }, cue, build("span.words", null, annotation.content || annotation.exact), ...about);
  button.addEventListener("click", () => goTo(annotation.id));
  return build("li", annotation.status ? { "data-status": annotation.status } : null, button);
}
