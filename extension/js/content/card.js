// The card beside a mark. It lives in a closed shadow root in the browser's top layer, out of reach of the page's styles and scripts.
"use strict";
/* global beginningOf, build, citationOf, copyText, factsOf, headingOf, placeBeside, say */
/* exported Card */

var Card = class {
  /**
   * @param {Page} page
   * @param {{goTo: (id: string) => void, dismiss: (annotation: any) => Promise<() => void>, entryPage: (entry: string) => string}} calls
   *   `dismiss` gives back its undoing
   */
  constructor(page, calls) {
    this.page = page;
    this.calls = calls;
    /** @type {LiveMark | null} what the card is about, while it is open */
    this.live = null;
    this.closing = false;
    this.host = build("claimlight-card", { popover: "manual" });
    this.body = build("div.card", { role: "dialog", "aria-label": say("card_label"), tabindex: "-1" });
    this.shadow = this.host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(globalThis.claimlightCardStyle ?? "");
    this.shadow.adoptedStyleSheets = [sheet];
    this.shadow.append(this.body);
  }

  /**
   * Open the card for what is marked somewhere, unless all that covers it is switched off.
   * @param {LiveMark} live
   * @returns {boolean} whether it is open
   */
  open(live) {
    const shown = live.parts.map(({ id }) => this.page.annotations.get(id)).filter((one) => one && this.page.isOn(one));
    if (!shown.length || this.closing) return false;
    if (this.live === live) return true;
    this.live = live;
    this.body.dataset.ground = live.ground.split(" ")[0];
    this.show(...inOrder(shown).map((one, nth, all) => this.sectionOf(one, nth === 0, all)));
    placeBeside(this.host, live, this.wordsOf(new Set(shown.map((one) => one.id))));
    return true;
  }

  /** @param {...Node} content */
  show(...content) {
    this.body.replaceChildren(...content);
    this.page.watch.quietly(() => {
      if (!this.host.isConnected) document.documentElement.append(this.host);
    });
    if (!this.host.matches(":popover-open")) this.host.showPopover();
    this.body.scrollTop = 0;
  }

  /**
   * The first annotation in full, the others folded; of those that have one heading, their words tell which is which.
   * @param {any} annotation
   * @param {boolean} open
   * @param {any[]} all what the card is about
   */
  sectionOf(annotation, open, all) {
    const told = { answer: this.page.answer, annotations: this.page.annotations, ...this.calls };
    const section = build(`details.annotation.${annotation.category}`, null);
    if (open) section.setAttribute("open", "");
    const alike = all.filter((one) => one.category === annotation.category && one.kind === annotation.kind).length > 1;
    const summary = build("summary", null, headingOf(annotation), alike ? beginningOf(annotation) : null);
    section.append(summary, ...factsOf(annotation, told), this.actionsOf(annotation));
    return section;
  }

  /** @param {any} annotation */
  actionsOf(annotation) {
    const copy = build("button", { type: "button" }, say("card_copy"));
    copy.addEventListener("click", () => {
      copyText(citationOf(annotation, this.page.answer));
      copy.textContent = say("card_copied");
    });
    const wrong = build("button", { type: "button" }, say("card_not_right"));
    wrong.addEventListener("click", () => this.dismiss(annotation));
    return build("p.actions", null, copy, wrong);
  }

  /** @param {any} annotation */
  async dismiss(annotation) {
    const { live } = this;
    const undo = await this.calls.dismiss(annotation);
    const button = build("button", { type: "button" }, say("card_undo"));
    button.addEventListener("click", () => {
      undo();
      this.close();
    });
    this.live = live;
    this.show(build("p", { role: "status" }, say("card_dismissed"), " ", button));
    button.focus();
  }

  /**
   * All marks of some annotations.
   * @param {Set<string>} ids
   */
  wordsOf(ids) {
    return [...this.page.lives].filter((live) => live.parts.some(({ id }) => ids.has(id)));
  }

  /** Whether the reader's focus is in the card. */
  hasFocus() {
    return this.shadow.activeElement !== null;
  }

  /** Take the focus from a mark into the card. */
  enter() {
    this.body.focus();
  }

  close() {
    const mark = this.hasFocus() ? this.live?.mark : null;
    this.live = null;
    if (this.host.matches(":popover-open")) this.host.hidePopover();
    this.closing = true; // the focus goes back to the mark, which must not open the card again
    mark?.focus({ preventScroll: true });
    this.closing = false;
  }

  remove() {
    this.live = null;
    this.host.remove();
  }
};

/**
 * The narrowest first: a term within a claim within a sentence.
 * @param {any[]} annotations
 */
function inOrder(annotations) {
  const order = ["contested-term", "unverified-assertion", "attributed-claim"];
  return annotations.toSorted((a, b) => order.indexOf(a.category) - order.indexOf(b.category));
}
