// One page with its article, the server's answer and the marks that stand in it now.
"use strict";
/* global Ledger, PaintedRanges, Watch, collectBlocks, cutPieces, groundOf, indexParts, inSlices, paintOf, piecesOf */
/* exported Page */

/** More marks than this make pages slow to lay out; ranges are painted instead. Measured: 2,000 marks cost about a second. */
var MOST_MARKS = 2000;

var Page = class {
  /**
   * @param {Article} article
   * @param {(touched: Set<Node>) => void} changed
   */
  constructor(article, changed) {
    this.article = article;
    this.ledger = new Ledger((marks) => this.forget(marks));
    this.ranges = new PaintedRanges();
    this.watch = new Watch(this, changed);
    /** @type {LiveBlock[]} */
    this.blocks = [];
    /** @type {any} the last answer */
    this.answer = null;
    /** @type {Map<string, any>} its annotations by id */
    this.annotations = new Map();
    /** @type {Map<string, Piece[][]>} what the last answer says of each block, by the block's text, which may stand there twice */
    this.known = new Map();
    /** @type {Set<LiveMark>} */
    this.lives = new Set();
    /** @type {WeakMap<HTMLElement, LiveMark>} */
    this.byMark = new WeakMap();
    /** @type {WeakMap<Text, LiveBlock>} */
    this.blockOf = new WeakMap();
    /** @type {Map<string, number>} how often the page undid the marks of a block, by its text */
    this.undone = new Map();
    this.crowded = false;
    /** Whether screen readers are to say where annotations begin. */
    this.announce = true;
    /** @type {(annotation: any) => boolean} */
    this.isOn = () => true;
    this.over = false;
  }

  /** Read the article. @returns {LiveBlock[]} */
  collect() {
    return collectBlocks(this.article, (node) => this.ledger.textOf(node));
  }

  /**
   * Take an answer, and put its marks in.
   * @param {LiveBlock[]} blocks what the answer is to
   * @param {any} answer
   */
  async show(blocks, answer) {
    this.answer = answer;
    this.annotations = new Map(answer.annotations.map((/** @type {any} */ one) => [one.id, one]));
    const parts = indexParts(answer.annotations);
    const runs = new Map(answer.blocks.map((/** @type {any} */ block) => [block.id, block.runs]));
    /** @type {Map<string, Piece[][]>} */
    const known = new Map();
    await inSlices(blocks, this, (block) => {
      const pieces = piecesOf(block, runs.get(block.id) ?? [], parts);
      const there = known.get(block.text);
      if (there) there.push(pieces);
      else known.set(block.text, [pieces]);
    });
    if (this.over) return;
    this.known = known;
    const marks = [...this.known.values()].flat(2).filter((piece) => piece.ids.length).length;
    if (marks > MOST_MARKS && !this.crowded) this.watch.quietly(() => this.ledger.clear());
    this.crowded = marks > MOST_MARKS;
    await this.mark(blocks);
  }

  /**
   * Mark what the last answer knows, slice by slice. What is marked already stays.
   * @param {LiveBlock[]} blocks
   */
  async mark(blocks) {
    this.blocks = blocks;
    /** @type {Map<string, number>} */
    const seen = new Map();
    for (const block of blocks) {
      const nth = seen.get(block.text) ?? 0;
      seen.set(block.text, nth + 1);
      block.pieces = (this.known.get(block.text) ?? []).at(Math.min(nth, (this.known.get(block.text)?.length ?? 1) - 1)) ?? [];
      for (const node of block.nodes) if (node) this.blockOf.set(node, block);
    }
    const marked = blocks.filter((block) => block.pieces.some((piece) => piece.ids.length));
    /** @type {Map<Element, string>} */
    const grounds = new Map();
    // First all that asks for styles, then all that changes the page: in turns, each question would cost a layout.
    await inSlices(marked, this, (block) => {
      for (const node of block.nodes) if (node) groundOf(node.parentElement ?? block.element, grounds);
    });
    await inSlices(blocks, this, (block) => this.watch.add(block.root));
    await inSlices(marked, this, (block) => this.watch.quietly(() => this.markBlock(block, grounds)));
  }

  /**
   * @param {LiveBlock} block
   * @param {Map<Element, string>} grounds
   */
  markBlock(block, grounds) {
    const cut = cutPieces(block.pieces, block.runs);
    const ranges = this.crowded || (this.undone.get(block.text) ?? 0) > 1;
    for (const [run, pieces] of cut.entries()) {
      const node = block.nodes[run];
      if (!node?.isConnected || this.ledger.textOf(node) !== block.runs[run]) continue;
      const ground = grounds.get(node.parentElement ?? block.element) ?? "light";
      if (!ranges && this.ledger.renew(node, pieces)) this.adopt(this.ledger.marksOf(node), pieces, ground);
      else if (pieces.some((piece) => piece.ids.length)) this.markNode(node, pieces, ground, ranges);
    }
  }

  /**
   * @param {Text} node
   * @param {Piece[]} pieces
   * @param {string} ground
   * @param {boolean} ranges
   */
  markNode(node, pieces, ground, ranges) {
    this.ledger.unmark(node);
    this.dropRanges(node);
    if (!ranges) return this.adopt(this.ledger.mark(node, pieces), pieces, ground);
    for (const live of this.ranges.put(node, pieces, ground)) {
      this.lives.add(live);
      this.paint(live);
    }
  }

  /**
   * @param {HTMLElement[]} marks
   * @param {Piece[]} pieces theirs, and plain ones
   * @param {string} ground
   */
  adopt(marks, pieces, ground) {
    const covered = pieces.filter((piece) => piece.ids.length);
    for (const [nth, mark] of marks.entries()) {
      const live = this.byMark.get(mark) ?? { mark, range: null, parts: [], ground, paint: "", said: "" };
      live.parts = covered[nth].parts;
      this.byMark.set(mark, live);
      this.lives.add(live);
      this.paint(live);
    }
  }

  /** @param {LiveMark} live */
  paint(live) {
    const paint = paintOf(live, this.annotations, this.isOn);
    if (paint === live.paint) return;
    if (live.range) this.ranges.paint(live, paint);
    else if (live.mark && paint) live.mark.dataset.claimlightPaint = paint;
    else if (live.mark) delete live.mark.dataset.claimlightPaint;
    live.paint = paint;
  }

  /** @param {string} id */
  isShown(id) {
    const annotation = this.annotations.get(id);
    return annotation !== undefined && this.isOn(annotation);
  }

  /** What is marked, in the order of the page. @returns {LiveMark[]} */
  inOrder() {
    return this.blocks.flatMap((block) => block.nodes.flatMap((node) => (node ? this.livesOf(node) : [])));
  }

  /** @param {Text} node @returns {LiveMark[]} */
  livesOf(node) {
    const marks = this.ledger.marksOf(node).map((mark) => this.byMark.get(mark));
    return /** @type {LiveMark[]} */ ([...marks, ...(this.ranges.nodes.get(node) ?? [])].filter(Boolean));
  }

  /** Show and hide marks by what the reader has switched off now. */
  repaint() {
    this.watch.quietly(() => {
      for (const live of this.lives) this.paint(live);
    });
  }

  /** Look again what marks stand on: the page has gone dark or light. */
  reground() {
    const grounds = new Map();
    for (const live of this.lives) {
      const holder = live.mark?.parentElement ?? live.range?.startContainer.parentElement;
      if (holder) live.ground = groundOf(holder, grounds);
    }
    this.repaint();
  }

  /** @param {HTMLElement[]} marks that are no longer in the page */
  forget(marks) {
    for (const mark of marks) this.lives.delete(/** @type {LiveMark} */ (this.byMark.get(mark)));
  }

  /** @param {Set<Text>} nodes whose marks the page undid at one time */
  countUndone(nodes) {
    const texts = new Set([...nodes].map((node) => this.blockOf.get(node)?.text ?? ""));
    for (const text of texts) this.undone.set(text, (this.undone.get(text) ?? 0) + 1);
  }

  /** @param {Text} node */
  dropRanges(node) {
    for (const live of this.ranges.drop(node)) this.lives.delete(live);
  }

  /** Leave the page as it was found. */
  clear() {
    this.over = true;
    this.watch.quietly(() => this.ledger.clear());
    this.watch.stop();
    this.ranges.clear();
    this.lives.clear();
  }
};
