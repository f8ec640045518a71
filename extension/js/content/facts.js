// What a card says about one annotation: what it is, who says it, and why it is marked. Words from `_locales`, facts from the server.
"use strict";
/* global build, say */
/* exported factsOf */

/**
 * @param {any} annotation
 * @param {any} answer the server's whole answer: sources are told of once there
 * @returns {HTMLElement}
 */
function factsOf(annotation, answer) {
  const section = build("section", { class: annotation.category });
  const kind = say(`kind_${annotation.kind}`.replaceAll("-", "_"));
  section.append(build("h2", null, say(annotation.category.replaceAll("-", "_")), kind ? build("span.kind", null, kind) : null));
  if (annotation.category === "attributed-claim") section.append(...claimFacts(annotation, answer));
  if (annotation.category === "unverified-assertion") section.append(...assertionFacts(annotation));
  if (annotation.category === "contested-term") section.append(...termFacts(annotation));
  section.append(build("p.why", null, annotation.why));
  return section;
}

/** @param {any} claim @param {any} answer */
function claimFacts(claim, answer) {
  const source = answer.sources.find((/** @type {any} */ one) => one.id === claim.speaker);
  const name = source?.name || claim.source || say("card_no_source");
  const description = source?.description && source.description !== name ? source.description : "";
  const stance = claim.stance && claim.stance !== "neutral" ? say(`stance_${claim.stance}`) : "";
  const line = build("p.who", null, build("strong", null, name), description ? `, ${description}` : "");
  return [line, claim.cue ? build("p.cue", null, build("q", null, claim.cue), stance ? ` ${stance}` : "") : ""].filter(Boolean);
}

/** @param {any} assertion */
function assertionFacts(assertion) {
  return assertion.sign ? [build("p.sign", null, say("card_sign"), " ", build("q", null, assertion.sign))] : [];
}

/** @param {any} term */
function termFacts(term) {
  const sides = (term.sides ?? []).map((/** @type {any} */ side) => {
    const wordings = (side.wordings ?? []).map((/** @type {string} */ one) => `“${one}”`).join(", ");
    return build("li", null, build("strong", null, side.name), wordings ? `: ${wordings}. ` : ". ", side.why ?? "");
  });
  return [
    build("p.dispute", null, build("q", null, term.exact), " · ", term.dispute),
    term.note ? build("p", null, term.note) : "",
    sides.length ? build("ul", null, ...sides) : "",
  ].filter(Boolean);
}
