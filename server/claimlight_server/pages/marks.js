// What makes marks speak: switches for the categories, and a card on hover, focus and click. Shared by the welcome page and by the
// annotated pages that `claimlight annotate` writes. Text reaches the page through textContent alone.
"use strict";

/**
 * @typedef {Record<string, any> & {id: string, category: string, kind: string, why?: string, parts: [number, number, number, string][]}} Annotation
 * @typedef {{annotations: Annotation[], sources: {id: string, name: string, description: string, words: number}[]}} Answer
 */

/* exported claimlight */
const claimlight = (() => {
  const CATEGORIES = {
    "attributed-claim": "Attributed claims",
    "unverified-assertion": "Unverified assertions",
    "contested-term": "Contested terms",
  };
  const QUOTED = "quoted-term"; // the switch for terms in somebody else's words; off together with all terms
  const KINDS = {
    "named": "Attributed claim · named source",
    "unnamed": "Attributed claim · source not named",
    "vague": "Attributed claim · no one in particular",
    "sourceless-attribution": "Unverified · attributed to nobody",
    "vague-source": "Unverified · no one in particular says so",
    "unnamed-source": "Unverified · source not named",
    "unsourced-fact": "Unverified · no source given",
    "imputed-mind": "Unverified · what somebody thinks or wants, told by the author",
    "forecast": "Unverified · forecast in the author’s words",
    "judgement": "Unverified · judgement in the author’s words",
    "told-as-fact": "Unverified · a claim from this article, told here without its source",
    "disputed": "Unverified · another source in this article disagrees",
  };
  const GAP = 8; // px around the card
  const HIDE_AFTER = 250; // ms in which the pointer may travel from a mark to its card

  /** @type {Map<string, Annotation>} */
  const annotations = new Map();
  /** @type {Map<string, string>} */
  const speakers = new Map();
  /** @type {HTMLElement | null} */
  let shownFor = null;
  let pinned = false;
  let hiding = 0;
  let lexicon = "";

  const card = element("div", { id: "claimlight-card", role: "tooltip", popover: "manual" });

  /**
   * @param {string} tag @param {Record<string, string>} [attributes] @param {(Node | string)[]} children
   * @returns {HTMLElement}
   */
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /** @param {string} text @param {string} [kind] */
  const line = (text, kind = "") => element("p", kind ? { class: kind } : {}, text);

  /** Who the source is, where neither the reason nor the page says it all. @param {Annotation} a @returns {Node[]} */
  function claimLines(a) {
    const speaker = speakers.get(a.speaker) ?? "";
    const told = [a.why, a.source ?? ""].some((words) => words.toLowerCase().includes(speaker.toLowerCase()));
    return told ? [] : [line(speaker, "soft")];
  }

  /** @param {Annotation} a @returns {Node[]} */
  function assertionLines(a) {
    const links = (a.evidence ?? []).filter((e) => e.url?.startsWith("https://"));
    const said = [a.claim, a.against].map((id) => annotations.get(id)?.source).filter(Boolean);
    const lines = said.length ? [line(`See what the article credits to ${said.join(" and ")}.`)] : [];
    return links.length ? [...lines, element("ul", {}, ...links.map((e) => element("li", {}, link(e.host, e.url))))] : lines;
  }

  /** @param {Annotation} a @returns {Node[]} */
  function termLines(a) {
    const sides = (a.sides ?? []).map((s) => element("li", {}, element("b", {}, s.name), `: ${quoted(s.wordings)}. ${s.why}`));
    const wordings = (a.wordings ?? []).map((w) => element("li", {}, `“${w.text}”: ${w.by}`));
    const references = (a.references ?? []).map((r) => element("li", {}, ...reference(r)));
    return [
      ...(a.dispute ? [line(a.dispute)] : []),
      ...(a.note ? [line(a.note)] : []),
      ...list("What the sides say", sides),
      ...list("Other wordings in use", wordings),
      ...(references.length ? [folded(`Where this is documented (${references.length})`, references)] : []),
      ...(lexicon ? [element("p", {}, link("All about this entry", lexicon + encodeURIComponent(a.entry)))] : []),
    ];
  }

  /** @param {string[]} words */
  const quoted = (words) => words.map((word) => `“${word}”`).join(", ");

  /** @param {string} title @param {HTMLElement[]} items @returns {Node[]} */
  const list = (title, items) => (items.length ? [line(title, "soft"), element("ul", {}, ...items)] : []);

  /** @param {string} title @param {HTMLElement[]} items */
  const folded = (title, items) => element("details", {}, element("summary", {}, title), element("ul", {}, ...items));

  /** @param {{title: string, publisher: string, date: string, url: string}} r @returns {(Node | string)[]} */
  function reference(r) {
    const rest = [r.publisher, r.date].filter(Boolean).join(", ");
    const title = r.url?.startsWith("https://") ? link(r.title, r.url) : r.title;
    return rest ? [title, ` (${rest})`] : [title];
  }

  /** @param {string} text @param {string} url */
  const link = (text, url) => element("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text);

  /** @param {Annotation} a */
  function section(a) {
    const title = a.category === "contested-term" ? `Contested term · ${a.kind ?? a.form}` : (KINDS[a.kind] ?? a.kind);
    const build = { "attributed-claim": claimLines, "unverified-assertion": assertionLines, "contested-term": termLines };
    const why = a.why ? [line(a.why)] : [];
    return element("section", {}, element("h3", {}, title), ...why, ...(build[a.category]?.(a) ?? []));
  }

  /** What several annotations say of one word is said once. @param {HTMLElement[]} sections */
  const unlike = (sections) => sections.filter((one, nth) => sections.findIndex((other) => other.isEqualNode(one)) === nth);

  /** The switches that show an annotation only together. @param {Annotation} a */
  const switchesOf = (a) => (a.category === "contested-term" && a.voice === "attributed" ? [a.category, QUOTED] : [a.category]);

  /** The annotations of a mark whose category is switched on. @param {HTMLElement} mark @returns {Annotation[]} */
  function spoken(mark) {
    const off = document.documentElement.dataset.claimlightOff?.split(" ") ?? [];
    const ids = mark.dataset.claimlight?.split(" ") ?? [];
    return ids.map((id) => annotations.get(id)).filter((a) => a !== undefined && !switchesOf(a).some((name) => off.includes(name)));
  }

  /** @param {HTMLElement} mark */
  function show(mark) {
    const found = spoken(mark);
    clearTimeout(hiding);
    if (!found.length) return hide();
    if (shownFor !== mark) {
      shownFor?.removeAttribute("aria-describedby");
      card.replaceChildren(...unlike(found.map(section)));
      mark.setAttribute("aria-describedby", card.id);
      shownFor = mark;
    }
    if (!card.matches(":popover-open")) card.showPopover();
    place(mark);
  }

  /** Put the card under the mark's first line, or above it where there is more room; never over it. @param {HTMLElement} mark */
  function place(mark) {
    const box = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
    const below = window.innerHeight - box.bottom;
    const above = box.top > below && below < Math.min(card.scrollHeight, window.innerHeight / 2);
    card.style.maxHeight = `${Math.max(above ? box.top : below, 80) - 2 * GAP}px`;
    card.style.left = `${Math.max(GAP, Math.min(box.left, window.innerWidth - card.offsetWidth - GAP))}px`;
    card.style.top = `${above ? box.top - card.offsetHeight - GAP : box.bottom + GAP}px`;
  }

  function hide() {
    clearTimeout(hiding);
    pinned = false;
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
    if (card.matches(":popover-open")) card.hidePopover();
  }

  function hideSoon() {
    clearTimeout(hiding);
    if (!pinned) hiding = setTimeout(hide, HIDE_AFTER);
  }

  /** @param {Event} event @returns {HTMLElement | null} */
  const markOf = (event) => (event.target instanceof Element ? event.target.closest("mark.claimlight") : null);

  function listen() {
    document.addEventListener("pointerover", (event) => {
      const mark = markOf(event);
      if (mark && !pinned) show(mark);
      else if (card.contains(/** @type {Node} */ (event.target))) clearTimeout(hiding);
      else if (shownFor) hideSoon();
    });
    document.addEventListener("focusin", (event) => {
      const mark = markOf(event);
      if (mark) show(mark);
      else if (!card.contains(/** @type {Node} */ (event.target))) hideSoon();
    });
    document.addEventListener("click", (event) => {
      const mark = markOf(event);
      if (mark) {
        show(mark);
        pinned = true;
      } else if (!card.contains(/** @type {Node} */ (event.target))) hide();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide();
    });
    document.addEventListener("scroll", () => !pinned && hideSoon(), { passive: true });
    document.body.append(card);
  }

  /** @param {HTMLElement} bar */
  function switches(bar) {
    const shown = [...annotations.values()].filter((a) => a.parts.length);
    const count = (/** @type {string} */ name) => shown.filter((a) => switchesOf(a).includes(name)).length;
    const names = Object.entries(CATEGORIES).map(([category, name]) => [category, `${name} (${count(category)})`]);
    if (count(QUOTED)) names.push([QUOTED, `Terms where somebody else is quoted (${count(QUOTED)})`]);
    const buttons = names.map(([name, label]) => {
      const button = element("button", { type: "button", role: "switch", "data-category": name }, element("span", {}, label));
      button.addEventListener("click", () => flip(name, button));
      button.setAttribute("aria-checked", String(!isOff(name)));
      return button;
    });
    bar.replaceChildren(...buttons);
  }

  /** @param {string} category */
  const isOff = (category) => (document.documentElement.dataset.claimlightOff ?? "").split(" ").includes(category);

  /** @param {string} category @param {HTMLElement} button */
  function flip(category, button) {
    const off = new Set((document.documentElement.dataset.claimlightOff ?? "").split(" ").filter(Boolean));
    if (!off.delete(category)) off.add(category);
    document.documentElement.dataset.claimlightOff = [...off].join(" ");
    button.setAttribute("aria-checked", String(!off.has(category)));
    hide();
    reach();
  }

  /** Say of each mark of terms whether they are somebody else's words, and whether they were marked in this section before. */
  function uses() {
    for (const mark of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("mark.claimlight"))) {
      const terms = (mark.dataset.claimlight ?? "").split(" ").map((id) => annotations.get(id)).filter((a) => a?.category === "contested-term");
      if (!terms.length) continue;
      const others = terms.every((a) => a?.voice === "attributed");
      const again = terms.every((a) => a?.first === false);
      mark.dataset.claimlightUses = [others && "quoted", again && "again"].filter(Boolean).join(" ");
    }
  }

  /** Let the keyboard reach the first mark of each annotation that is switched on, and a screen reader say what it is. */
  function reach() {
    const seen = new Set();
    for (const mark of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("mark.claimlight"))) {
      const fresh = spoken(mark).filter((a) => !seen.has(a.id));
      fresh.forEach((a) => seen.add(a.id));
      mark.tabIndex = fresh.length ? 0 : -1;
      mark.setAttribute("aria-description", fresh.map((a) => KINDS[a.kind] ?? "Contested term").join("; "));
    }
  }

  /** Say which part of its annotations each mark is. @param {(block: number, run: number, nth: number) => HTMLElement | undefined} find */
  function roles(find) {
    for (const annotation of annotations.values()) {
      for (const [block, run, nth, role] of annotation.parts) {
        const mark = find(block, run, nth);
        if (mark) mark.dataset.claimlightRole = `${mark.dataset.claimlightRole ?? ""} ${role}`.trim();
      }
    }
  }

  /**
   * Make the marks of a page speak. May be called again with another answer.
   * @param {Answer} answer @param {HTMLElement} bar where the switches go
   * @param {(block: number, run: number, nth: number) => HTMLElement | undefined} find the nth mark of a run of a block
   * @param {string} [entries] the address that the page of each lexicon entry lies under, where there is one
   */
  function light(answer, bar, find, entries = "") {
    hide();
    lexicon = entries;
    annotations.clear();
    speakers.clear();
    for (const a of answer.annotations) annotations.set(a.id, a);
    for (const s of answer.sources) speakers.set(s.id, s.description ? `${s.name}, ${s.description}` : s.name);
    roles(find);
    uses();
    switches(bar);
    reach();
    if (!card.isConnected) listen();
  }

  return { light };
})();
