// One stop for the Tab key in all marks; from there the arrow keys go from annotation to annotation. An article with 400 marks must not
// stand 400 stops before the page's own links. What a screen reader says of a mark is here too.
"use strict";
/* global messageKey, say */
/* exported Keyboard */

/** What a screen reader says of a mark that it is to read as plain text. */
var SILENT = "\0";

var Keyboard = class {
  /**
   * @param {Page} page
   * @param {Card} card
   */
  constructor(page, card) {
    this.page = page;
    this.card = card;
    /** @type {LiveMark[]} the first mark of each annotation that is shown, in order of the page */
    this.stops = [];
    /** @type {Map<string, string>} of categories, in the reader's language */
    this.names = new Map();
    /** @type {LiveMark | null} the one that the Tab key reaches */
    this.current = null;
    this.end = new AbortController();
    const options = { signal: this.end.signal };
    document.addEventListener("keydown", (event) => this.key(event), options);
    document.addEventListener("focusin", (event) => this.focused(event), options);
  }

  stop() {
    this.end.abort();
  }

  /** Marks have come, gone or changed. */
  renew() {
    const { announce } = this.page;
    /** @type {Map<string, LiveMark>} */
    const first = new Map();
    this.page.watch.quietly(() => {
      for (const live of this.page.inOrder()) {
        const shown = live.paint ? live.parts.filter(({ id }) => this.page.isShown(id)) : [];
        const begins = shown.filter(({ id }) => !first.has(id));
        for (const { id } of begins) first.set(id, live);
        if (live.mark) this.describe(live, live.mark, announce ? begins : []);
      }
    });
    this.stops = [...new Set(first.values())];
    if (!this.current || !this.stops.includes(this.current)) this.move(this.stops.find((live) => isFree(live)) ?? null);
  }

  /**
   * Have a screen reader say what begins with a mark. Marks in between are silent, and so are all where the reader wishes it. What is
   * said already is not set again: there may be thousands.
   * @param {LiveMark} live
   * @param {HTMLElement} mark
   * @param {{id: string, role: string}[]} begins
   */
  describe(live, mark, begins) {
    const categories = new Set(begins.map(({ id }) => this.page.annotations.get(id).category));
    const description = [...categories].map((category) => this.nameOf(category)).join(", ");
    const said = description || (live.paint ? SILENT : "");
    if (said === live.said) return;
    live.said = said;
    if (description) mark.setAttribute("aria-description", description);
    else mark.removeAttribute("aria-description");
    if (said === SILENT) mark.setAttribute("role", "presentation");
    else mark.removeAttribute("role");
  }

  /** @param {string} category */
  nameOf(category) {
    let name = this.names.get(category);
    if (name === undefined) {
      name = say(messageKey(category));
      this.names.set(category, name);
    }
    return name;
  }

  /**
   * @param {LiveMark | null} live becomes the one that the Tab key reaches
   */
  move(live) {
    this.page.watch.quietly(() => {
      this.current?.mark?.removeAttribute("tabindex");
      live?.mark?.setAttribute("tabindex", "0");
    });
    this.current = live;
  }

  /**
   * Go to the next or the previous annotation, and open its card.
   * @param {number} by 1 or -1
   */
  step(by) {
    const at = this.current ? this.stops.indexOf(this.current) : -1;
    const open = this.card.live !== null || document.activeElement === this.current?.mark;
    const next = this.stops[open ? at + by : Math.max(at, 0)];
    if (next) this.reach(next);
  }

  /** @param {LiveMark} live */
  reach(live) {
    this.move(live);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const holder = live.mark ?? live.range?.startContainer.parentElement;
    holder?.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
    live.mark?.focus({ preventScroll: true });
    this.card.open(live);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const here = this.current?.mark;
    if (event.key === "Enter" && event.target === here && this.card.live) return this.card.enter();
    if (!here || event.target !== here || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const forward = getComputedStyle(here).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    if (event.key !== forward && event.key !== backward) return;
    event.preventDefault();
    this.step(event.key === forward ? 1 : -1);
  }

  /** @param {FocusEvent} event */
  focused(event) {
    const live = this.page.byMark.get(/** @type {HTMLElement} */ (event.target));
    if (live && live !== this.current) this.move(live);
  }
};

/**
 * Links and buttons can be reached by themselves; a stop within one would be a stop too many.
 * @param {LiveMark} live
 */
function isFree(live) {
  return Boolean(live.mark) && !live.mark?.closest("a[href], button, summary, [role=button], [role=link], [tabindex='0']");
}
