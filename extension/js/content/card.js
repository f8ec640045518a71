// The card beside a mark. It lives in a closed shadow root in the browser's top layer, out of reach of the page's styles and scripts.
"use strict";
/* global build, factsOf, placeBeside, say */
/* exported Card */

var Card = class {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    /** @type {HTMLElement | null} what the card is about, while it is open */
    this.mark = null;
    this.host = build("claimlight-card", { popover: "manual" });
    this.body = build("div.card", { role: "group", "aria-label": say("card_label") });
    const root = this.host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(globalThis.claimlightCardStyle ?? "");
    root.adoptedStyleSheets = [sheet];
    root.append(this.body);
  }

  /**
   * Open the card for a mark, unless all that covers it is switched off.
   * @param {HTMLElement} mark
   * @returns {boolean} whether it is open
   */
  open(mark) {
    const live = this.page.marks.get(mark);
    const shown = (live?.parts ?? []).map(({ id }) => this.page.annotations.get(id)).filter((one) => one && this.page.isOn(one));
    if (!live || !shown.length) return false;
    if (this.mark === mark) return true;
    this.mark = mark;
    this.body.replaceChildren(...inOrder(shown).map((one) => factsOf(one, this.page.answer)));
    this.body.dataset.ground = live.ground.split(" ")[0];
    if (!this.host.isConnected) document.documentElement.append(this.host);
    this.host.showPopover();
    const ids = new Set(shown.map((one) => one.id));
    placeBeside(this.host, mark, this.wordsOf(ids));
    return true;
  }

  /**
   * All marks of some annotations.
   * @param {Set<string>} ids
   */
  wordsOf(ids) {
    return [...this.page.marks.values()].filter((live) => live.parts.some(({ id }) => ids.has(id))).map((live) => live.mark);
  }

  close() {
    this.mark = null;
    if (this.host.isConnected) this.host.hidePopover();
  }

  remove() {
    this.mark = null;
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
