// Opens and closes the card by mouse, touch and keyboard.
"use strict";
/* exported Pointer */

/** How long the pointer rests before a card opens, and how long it may be away before the card closes, in milliseconds. */
var REST = 250;
var AWAY = 300;

var Pointer = class {
  /**
   * @param {Page} page
   * @param {Card} card
   */
  constructor(page, card) {
    this.page = page;
    this.card = card;
    this.timer = 0;
    this.pinned = false;
    /** @type {Set<Node>} */
    this.roots = new Set();
    this.end = new AbortController();
    card.host.addEventListener("pointerenter", () => clearTimeout(this.timer), { signal: this.end.signal });
    card.host.addEventListener("pointerleave", () => this.closeSoon(), { signal: this.end.signal });
  }

  /**
   * Listen in a document or shadow root: what happens in a closed one is not told apart from outside.
   * @param {Node} root
   */
  listen(root) {
    if (this.roots.has(root)) return;
    this.roots.add(root);
    const options = { signal: this.end.signal, passive: true };
    root.addEventListener("pointerover", (event) => this.over(/** @type {PointerEvent} */ (event)), options);
    root.addEventListener("focusin", (event) => this.focus(event), options);
    root.addEventListener("focusout", () => this.closeSoon(), options);
    root.addEventListener("click", (event) => this.click(event), options);
    root.addEventListener("keydown", (event) => this.key(/** @type {KeyboardEvent} */ (event)), { signal: this.end.signal });
  }

  stop() {
    clearTimeout(this.timer);
    this.end.abort();
  }

  /** @param {Event} event */
  markAt(event) {
    const target = /** @type {Element | null} */ (event.target);
    const mark = /** @type {HTMLElement | null} */ (target?.closest?.("mark.claimlight[data-claimlight-paint]") ?? null);
    return mark && this.page.marks.has(mark) ? mark : null;
  }

  /** @param {PointerEvent} event */
  over(event) {
    if (event.pointerType === "touch" || event.target === this.card.host) return;
    const mark = this.markAt(event);
    clearTimeout(this.timer);
    if (!mark) this.closeSoon();
    else if (!this.pinned && mark !== this.card.mark) this.timer = setTimeout(() => this.card.open(mark), REST);
  }

  /** @param {Event} event */
  focus(event) {
    const inside = /** @type {Element} */ (event.target).querySelector?.(":scope > mark.claimlight[data-claimlight-paint]");
    const mark = this.markAt(event) ?? /** @type {HTMLElement | null} */ (inside);
    if (!mark) return;
    clearTimeout(this.timer);
    this.card.open(mark);
  }

  /** @param {Event} event */
  click(event) {
    const mark = this.markAt(event);
    if (mark) {
      clearTimeout(this.timer);
      this.pinned = this.card.open(mark);
    } else if (event.target !== this.card.host) this.close();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key !== "Escape" || !this.card.mark) return;
    event.stopPropagation();
    this.close();
  }

  closeSoon() {
    clearTimeout(this.timer);
    if (this.card.mark && !this.pinned) this.timer = setTimeout(() => this.close(), AWAY);
  }

  close() {
    clearTimeout(this.timer);
    this.pinned = false;
    this.card.close();
  }
};
