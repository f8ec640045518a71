// The panel follows the page as it scrolls, and the page follows the panel.
"use strict";
/* global tellAll */
/* exported Follow */

/** How often the panel is told where the reader is, in milliseconds. */
var EVERY = 200;

var Follow = class {
  /**
   * @param {Page} page
   * @param {(live: LiveMark) => void} reach brings a mark into view and opens its card
   */
  constructor(page, reach) {
    this.page = page;
    this.reach = reach;
    this.timer = 0;
    /** @type {number[]} where the reader was before each jump */
    this.back = [];
    /** @type {AbortController | null} */
    this.watching = null;
  }

  /**
   * Tell, or no longer tell, where the reader is.
   * @param {boolean} on
   */
  watch(on) {
    this.watching?.abort();
    this.watching = on ? new AbortController() : null;
    if (!this.watching) return;
    addEventListener("scroll", () => this.soon(), { signal: this.watching.signal, passive: true, capture: true });
    this.tell();
  }

  soon() {
    this.timer ||= setTimeout(() => this.tell(), EVERY);
  }

  tell() {
    this.timer = 0;
    const seen = this.page.inOrder().filter((live) => {
      const rect = (live.mark ?? live.range)?.getBoundingClientRect();
      return live.paint && rect && rect.height > 0 && rect.bottom > 0 && rect.top < innerHeight;
    });
    tellAll({ type: "page-at", ids: [...new Set(seen.flatMap((live) => live.parts.map(({ id }) => id)))] });
  }

  /**
   * Bring an annotation into view.
   * @param {string} id
   * @returns {boolean} whether it stands in the page
   */
  goTo(id) {
    const live = this.page.inOrder().find((one) => one.paint && one.parts.some((part) => part.id === id));
    if (!live) return false;
    this.back.push(scrollY);
    this.reach(live);
    return true;
  }

  /** Back to where the reader was before the last jump. @returns {number} jumps that can still be taken back */
  goBack() {
    const top = this.back.pop();
    if (top !== undefined) scrollTo({ top, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
    return this.back.length;
  }

  stop() {
    clearTimeout(this.timer);
    this.watch(false);
  }
};
