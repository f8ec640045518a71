// One page with its article, the server's answer and the marks that stand in it now.
"use strict";
/* global Ledger, Watch, collectBlocks, groundOf, paintMark, parseMarkup */
/* exported Page */

/** The longest stretch of work before the page gets its turn, in milliseconds: half of what makes scrolling stutter. */
var SLICE = 8;

var Page = class {
  /**
   * @param {Article} article
   * @param {(touched: Set<Node>) => void} changed
   */
  constructor(article, changed) {
    this.article = article;
    this.ledger = new Ledger();
    this.watch = new Watch(this.ledger, changed);
    /** @type {LiveBlock[]} */
    this.blocks = [];
    /** @type {any} the last answer */
    this.answer = null;
    /** @type {Map<string, any>} its annotations by id */
    this.annotations = new Map();
    /** @type {Map<HTMLElement, LiveMark>} */
    this.marks = new Map();
    /** @type {(annotation: any) => boolean} */
    this.isOn = () => true;
    this.over = false;
  }

  /** Read the article. @returns {LiveBlock[]} */
  collect() {
    return collectBlocks(this.article, (node) => this.ledger.textOf(node));
  }

  /**
   * Put an answer's marks in, slice by slice.
   * @param {LiveBlock[]} blocks what the answer is to
   * @param {any} answer
   */
  async show(blocks, answer) {
    this.blocks = blocks;
    this.answer = answer;
    this.annotations = new Map(answer.annotations.map((/** @type {any} */ one) => [one.id, one]));
    const parts = indexParts(answer.annotations);
    const runs = new Map(answer.blocks.map((/** @type {any} */ block) => [block.id, block.runs]));
    /** @type {Map<Element, string>} */
    const grounds = new Map();
    // First all that asks for styles, then all that changes the page: in turns, each question would cost a layout.
    await inSlices(blocks, this, (block) => {
      for (const [run, markup] of (runs.get(block.id) ?? []).entries()) {
        if (markup) groundOf(block.nodes[run]?.parentElement ?? block.element, grounds);
      }
    });
    await inSlices(blocks, this, (block) => {
      this.watch.add(block.nodes.find((node) => node)?.getRootNode() ?? block.element.ownerDocument);
      const found = runs.get(block.id) ?? [];
      if (found.some(Boolean)) this.watch.quietly(() => this.showBlock(block, found, parts, grounds));
    });
  }

  /**
   * @param {LiveBlock} block
   * @param {(string | null)[]} runs
   * @param {Map<string, {id: string, role: string}[]>} parts
   * @param {Map<Element, string>} grounds
   */
  showBlock(block, runs, parts, grounds) {
    for (const [run, markup] of runs.entries()) {
      const node = block.nodes[run];
      if (!markup || !node?.isConnected || this.ledger.entries.has(node)) continue;
      const pieces = node.data === block.runs[run] ? parseMarkup(markup, node.data) : null;
      if (!pieces?.some((piece) => piece.ids.length)) continue;
      const ground = groundOf(node.parentElement ?? block.element, grounds);
      for (const [nth, mark] of this.ledger.mark(node, pieces).entries()) {
        const live = { mark, parts: parts.get(`${block.id} ${run} ${nth}`) ?? [], ground };
        this.marks.set(mark, live);
        paintMark(live, this.annotations, this.isOn);
      }
    }
  }

  /** Show and hide marks by what the reader has switched off now. */
  repaint() {
    this.watch.quietly(() => {
      for (const live of this.marks.values()) paintMark(live, this.annotations, this.isOn);
    });
  }

  /** Leave the page as it was found. */
  clear() {
    this.over = true;
    this.watch.quietly(() => this.ledger.clear());
    this.watch.stop();
    this.marks.clear();
  }
};

/**
 * What each mark is, by block, run and number within the run.
 * @param {any[]} annotations
 * @returns {Map<string, {id: string, role: string}[]>}
 */
function indexParts(annotations) {
  const parts = new Map();
  for (const { id, parts: places } of annotations) {
    for (const [block, run, nth, role] of places) {
      const key = `${block} ${run} ${nth}`;
      const there = parts.get(key);
      if (there) there.push({ id, role });
      else parts.set(key, [{ id, role }]);
    }
  }
  return parts;
}

/**
 * Do something with each item, and let the page have its turn (input and painting) in between.
 * @template T
 * @param {T[]} items
 * @param {{over: boolean}} until ends early when `over` is set
 * @param {(item: T) => void} work
 */
async function inSlices(items, until, work) {
  let end = performance.now() + SLICE;
  for (const item of items) {
    if (until.over) return;
    work(item);
    if (performance.now() < end) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    end = performance.now() + SLICE;
  }
}
