// Opens and closes the card by mouse, touch and keyboard.
"use strict";
/* global shadowRootOf */
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
   * Listen in a document or shadow root: what happens in a closed one can't be told from outside.
   * @param {Node} root
   */
  listen(root) {
    if (this.roots.has(root)) return;
    this.roots.add(root);
    const options = { signal: this.end.signal, passive: true };
    root.addEventListener("pointerover", (event) => this.over(/** @type {PointerEvent} */ (event)), options);
    root.addEventListener("focusin", (event) => this.focus(event), options);
    root.addEventListener("focusout", () => this.closeSoon(), options);
    root.addEventListener("click", (event) => this.click(/** @type {MouseEvent} */ (event)), options);
    root.addEventListener("keydown", (event) => this.key(/** @type {KeyboardEvent} */ (event)), { signal: this.end.signal, capture: true });
    let moved = 0;
    root.addEventListener("pointermove", (event) => {
      if (!this.page.ranges.nodes.size || event.timeStamp - moved < 50) return; // painted ranges tell of no pointer
      moved = event.timeStamp;
      this.over(/** @type {PointerEvent} */ (event));
    }, options);
  }

  stop() {
    clearTimeout(this.timer);
    this.end.abort();
  }

  /**
   * @param {MouseEvent} event
   * @returns {LiveMark | null} what is shown there
   */
  liveAt(event) {
    const target = /** @type {Element | null} */ (event.target);
    const mark = /** @type {HTMLElement | null} */ (target?.closest?.("mark.claimlight") ?? null);
    const live = mark ? this.page.byMark.get(mark) : this.page.ranges.at(/** @type {Node} */ (target).ownerDocument ?? document, event.clientX, event.clientY);
    return live?.paint ? live : null;
  }

  /**
   * Whether an event comes from a shadow root where it was heard already, with the element that it happened to.
   * @param {Event} event
   */
  isInner(event) {
    const target = /** @type {Element} */ (event.target);
    const shadow = target.nodeType === Node.ELEMENT_NODE ? shadowRootOf(target) : null;
    return shadow !== null && this.roots.has(shadow);
  }

  /** @param {PointerEvent} event */
  over(event) {
    if (event.pointerType === "touch" || event.target === this.card.host || this.isInner(event)) return;
    const live = this.liveAt(event);
    clearTimeout(this.timer);
    if (!live) this.closeSoon();
    else if (!this.pinned && live !== this.card.live) this.timer = setTimeout(() => this.card.open(live), REST);
  }

  /** @param {Event} event */
  focus(event) {
    const target = /** @type {Element} */ (event.target);
    if (target === this.card.host) return clearTimeout(this.timer);
    const inside = target.localName === "a" ? target.querySelector("mark.claimlight[data-claimlight-paint]") : target;
    const live = this.page.byMark.get(/** @type {HTMLElement} */ (inside));
    if (!live?.paint) return;
    clearTimeout(this.timer);
    this.card.open(live);
  }

  /** @param {MouseEvent} event */
  click(event) {
    if (event.target === this.card.host || this.isInner(event)) return;
    const live = this.liveAt(event);
    if (live) {
      clearTimeout(this.timer);
      this.pinned = this.card.open(live);
    } else this.close();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Escape" && this.card.live) {
      event.stopPropagation(); // the page's own dialog stays open
      this.close();
    }
  }

  closeSoon() {
    clearTimeout(this.timer);
    if (this.card.live && !this.pinned && !this.card.hasFocus()) this.timer = setTimeout(() => this.close(), AWAY);
  }

  close() {
    clearTimeout(this.timer);
    this.pinned = false;
    this.card.close();
  }
};
