// What a card says about one annotation: what it is, who says it, and why it is marked. Words from `_locales`, facts from the server.
"use strict";
/* global build, messageKey, say */
/* exported beginningOf, factsOf, headingOf */

/** How many other claims of a source a card lists; the panel has them all. */
var FEW = 3;

/**
 * @typedef {object} Told what facts are told with
 * @property {any} answer the server's whole answer
 * @property {Map<string, any>} annotations by id
 * @property {(id: string) => void} goTo
 * @property {(entry: string) => string} entryPage address of the lexicon's page of an entry
 */

/**
 * @param {any} annotation
 * @returns {HTMLElement} its category and kind
 */
function headingOf(annotation) {
  const kind = say(messageKey(`kind_${annotation.kind}`));
  return build("span.heading", null, say(messageKey(annotation.category)), kind ? build("span.kind", null, kind) : null);
}

/**
 * @param {any} annotation
 * @returns {HTMLElement} the beginning of what it is about
 */
function beginningOf(annotation) {
  return build("span.words", null, shorten(annotation.content || annotation.exact));
}

/**
 * @param {any} annotation
 * @param {Told} told
 * @returns {HTMLElement[]}
 */
function factsOf(annotation, told) {
  if (annotation.category === "attributed-claim") return claimFacts(annotation, told);
  return annotation.category === "contested-term" ? termFacts(annotation, told) : assertionFacts(annotation, told);
}

/** @param {any} claim @param {Told} told */
function claimFacts(claim, told) {
  const source = told.answer.sources.find((/** @type {any} */ one) => one.id === claim.speaker);
  const name = source?.name || claim.source || say("card_no_source");
  const stance = say(`stance_${claim.stance}`);
  const others = (source?.claims ?? []).filter((/** @type {string} */ id) => id !== claim.id && told.annotations.has(id));
  return [
    build("p.who", null, build("strong", null, name), source?.description ? build("span", null, `, ${source.description}`) : null),
    ...(claim.cue ? [build("p", null, build("q", null, claim.cue), stance ? ` ${stance}` : null)] : [build("p.why", null, claim.why)]),
    ...(others.length ? [build("p.label", null, say("card_also_says", others.length)), jumps(others.slice(0, FEW), told)] : []),
  ];
}

/** @param {any} assertion @param {Told} told */
function assertionFacts(assertion, told) {
  const elsewhere = [assertion.claim, assertion.against, assertion.attribution].filter((id) => told.annotations.has(id));
  const details = (assertion.details ?? []).map((/** @type {string} */ detail) => say(messageKey(`detail_${detail}`)));
  return [
    build("p", null, assertion.why),
    ...(details.some(Boolean) ? [build("p.why", null, details.filter(Boolean).join(" "))] : []),
    ...(assertion.evidence?.length ? [build("p.label", null, say("card_backed_by")), links(assertion.evidence)] : []),
    ...(elsewhere.length ? [build("p.label", null, say("card_see")), jumps(elsewhere, told)] : []),
  ];
}

/** @param {any} term @param {Told} told */
function termFacts(term, told) {
  const sides = (term.sides ?? []).map((/** @type {any} */ side) =>
    build("li", null, build("strong", null, side.name), ": ", ...quotes(side.wordings ?? []), build("br", null), side.why ?? ""),
  );
  const wordings = (term.wordings ?? []).map((/** @type {any} */ one) => build("li", null, build("q", null, one.text), ` (${one.by})`));
  const counterparts = (term.counterparts ?? []).filter((/** @type {string} */ id) => told.annotations.has(id));
  const more = build("details", null, build("summary", null, say("card_references")), links(term.references ?? []));
  return [
    build("p.dispute", null, term.dispute),
    build("p", null, say(term.voice === "own" ? "card_voice_own" : "card_voice_attributed"), term.note ? ` ${term.note}` : null),
    ...(sides.length ? [build("p.label", null, say("card_sides")), build("ul", null, ...sides)] : []),
    ...(wordings.length ? [build("p.label", null, say("card_wordings")), build("ul", null, ...wordings)] : []),
    ...(counterparts.length ? [build("p.label", null, say("card_counterparts")), jumps(counterparts, told)] : []),
    ...(term.references?.length ? [more] : []),
    ...(term.entry ? [build("p", null, outLink(told.entryPage(term.entry), say("card_entry")))] : []),
  ];
}

/**
 * Buttons that lead to other annotations of the page.
 * @param {string[]} ids
 * @param {Told} told
 */
function jumps(ids, told) {
  const items = ids.map((id) => {
    const button = build("button.jump", { type: "button" }, shorten(told.annotations.get(id).exact));
    button.addEventListener("click", () => told.goTo(id));
    return build("li", null, button);
  });
  return build("ul.jumps", null, ...items);
}

/**
 * Links out of the page, which the reader may follow: titles of references, or hosts of evidence.
 * @param {any[]} references
 */
function links(references) {
  const items = references.map(({ title, publisher, date, host, url }) => {
    const text = title ?? host;
    const about = [publisher, date].filter(Boolean).join(", ");
    const safe = typeof url === "string" && /^https:\/\//.test(url);
    return build("li", null, safe ? outLink(url, text) : text, about ? ` (${about})` : null);
  });
  return build("ul", null, ...items);
}

/**
 * @param {string} url
 * @param {string} text
 */
function outLink(url, text) {
  return build("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** @param {string[]} words */
function quotes(words) {
  return words.flatMap((word, nth) => [nth ? ", " : "", build("q", null, word)]);
}

/** @param {string} text */
function shorten(text) {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > 90 ? `${flat.slice(0, 88).replace(/[\uD800-\uDBFF]$/, "")}…` : flat;
}
