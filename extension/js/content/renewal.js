// Keeps up with a page that changes: new paragraphs are annotated, marks that the page threw away come back, and what never rests (a
// ticker, a clock) is left alone. The server is asked again only where there is new prose.
"use strict";
/* global countWords, nextTurn */
/* exported Renewal */

/** How long the page has to be still, and how long it may go on before it is read all the same, in milliseconds. */
var STILL = 500;
var LONGEST = 4000;
/** The least and the most time between two questions to the server, in milliseconds. */
var GAP_AT_FIRST = 3000;
var GAP_AT_LAST = 60_000;
/** A block that shows new text more often than this is a ticker. */
var RESTLESS = 2;
/** What changed as often as this and never held anything to mark is a clock. */
var IN_VAIN = 5;
/** So many words are new prose; fewer are a counter, a date, a label. */
var PROSE = 5;

var Renewal = class {
  /**
   * @param {Page} page
   * @param {(blocks: LiveBlock[]) => Promise<any>} ask the server's answer, or null where there is none
   * @param {() => void} renewed called when marks have changed
   */
  constructor(page, ask, renewed) {
    this.page = page;
    this.ask = ask;
    this.renewed = renewed;
    this.timer = 0;
    this.first = 0; // when the oldest change that was not looked at came
    this.gap = GAP_AT_FIRST;
    this.askedAt = performance.now();
    this.busy = false;
    /** @type {WeakMap<Element, number>} how often a block showed new text */
    this.changes = new WeakMap();
    /** @type {WeakMap<Element, string>} and the last of them */
    this.texts = new WeakMap();
    /** @type {WeakMap<Element, number>} how often an element changed, and there was nothing to do */
    this.vain = new WeakMap();
    /** @type {Set<Element>} what changed since the page was looked at */
    this.changed = new Set();
  }

  /** @param {Set<Node>} nodes what the page edited or added */
  touched(nodes) {
    const matter = [...nodes].filter((node) => this.matters(node));
    if (this.page.over || !matter.length) return;
    for (const { parentElement } of matter) if (parentElement) this.changed.add(parentElement);
    const now = performance.now();
    this.first ||= now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), Math.max(0, Math.min(STILL, this.first + LONGEST - now)));
  }

  /**
   * Whether a change can be one of the article.
   * @param {Node} node
   */
  matters(node) {
    const element = node.nodeType === Node.ELEMENT_NODE ? /** @type {Element} */ (node) : node.parentElement;
    if (!element) return node.isConnected;
    if (element.localName.startsWith("claimlight-") || !element.isConnected) return false;
    for (let at = /** @type {Element | null} */ (element); at; at = at.parentElement) {
      if ((this.changes.get(at) ?? 0) > RESTLESS || (this.vain.get(at) ?? 0) >= IN_VAIN) return false;
    }
    const { root } = this.page.article;
    return root.contains(element) || element.contains(root) || element.getRootNode() !== document || !root.isConnected;
  }

  async run() {
    if (this.busy) return this.touchedLater();
    this.first = 0;
    this.busy = true;
    try {
      await nextTurn();
      await this.renew();
    } finally {
      this.busy = false;
    }
  }

  touchedLater() {
    this.timer = setTimeout(() => this.run(), STILL);
  }

  async renew() {
    const { page } = this;
    const blocks = page.collect();
    const unknown = blocks.filter((block) => !page.known.has(block.text) && countWords(block.text) >= PROSE);
    for (const block of unknown) this.count(block);
    const fresh = unknown.filter(({ element }) => (this.changes.get(element) ?? 0) <= RESTLESS);
    if (fresh.length) {
      const wait = this.askedAt + this.gap - performance.now();
      if (wait > 0) this.timer = setTimeout(() => this.run(), wait);
      else return this.askAgain(blocks, fresh);
    }
    const before = page.lives.size;
    await page.mark(blocks);
    if (!fresh.length && page.lives.size === before) this.rest(blocks);
    this.changed.clear();
    this.renewed();
  }

  /**
   * Nothing came of what changed. What holds blocks of the article is watched all the same.
   * @param {LiveBlock[]} blocks
   */
  rest(blocks) {
    for (const element of this.changed) {
      if (blocks.some((block) => element !== block.element && element.contains(block.element))) continue;
      this.vain.set(element, (this.vain.get(element) ?? 0) + 1);
    }
  }

  /** @param {LiveBlock} block that shows new text */
  count({ element, text }) {
    if (this.texts.get(element) === text) return;
    this.texts.set(element, text);
    this.changes.set(element, (this.changes.get(element) ?? 0) + 1);
  }

  /**
   * @param {LiveBlock[]} blocks
   * @param {LiveBlock[]} fresh
   */
  async askAgain(blocks, fresh) {
    const words = fresh.reduce((sum, block) => sum + countWords(block.text), 0);
    const before = performance.now();
    const answer = await this.ask(blocks);
    this.askedAt = performance.now();
    // A server that takes long is asked rarely, and so is one that is asked for a few words at a time.
    const longer = words < 4 * PROSE ? this.gap * 2 : GAP_AT_FIRST;
    this.gap = Math.min(GAP_AT_LAST, Math.max(longer, 5 * (this.askedAt - before)));
    if (!answer || this.page.over) return;
    await this.page.show(blocks, answer);
    this.renewed();
  }

  stop() {
    clearTimeout(this.timer);
  }
};
