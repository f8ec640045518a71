// Paints ranges without touching the page, by the CSS Custom Highlight API: for pages that fight marks back, and for those with so many
// that marks would make them slow. Such a range has no element: no focus and no role; the card and the panel work all the same.
"use strict";
/* exported PaintedRanges */

var PaintedRanges = class {
  constructor() {
    /** @type {Map<string, Highlight>} by what they look like */
    this.highlights = new Map();
    /** @type {Map<Text, LiveMark[]>} */
    this.nodes = new Map();
  }

  /**
   * @param {Text} node
   * @param {Piece[]} pieces whose texts together are the node's
   * @param {string} ground
   * @returns {LiveMark[]} what is to be painted
   */
  put(node, pieces, ground) {
    /** @type {LiveMark[]} */
    const lives = [];
    let at = 0;
    for (const piece of pieces) {
      if (piece.ids.length) {
        const range = node.ownerDocument.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + piece.text.length);
        lives.push({ mark: null, range, parts: piece.parts, ground, paint: "", said: "" });
      }
      at += piece.text.length;
    }
    this.nodes.set(node, lives);
    return lives;
  }

  /**
   * Show a range as something else.
   * @param {LiveMark} live
   * @param {string} paint by `paintOf`; "" for nothing
   */
  paint(live, paint) {
    const range = /** @type {Range} */ (live.range);
    this.highlights.get(nameOf(live.paint))?.delete(range);
    if (!paint) return;
    const name = nameOf(paint);
    let highlight = this.highlights.get(name);
    if (!highlight) {
      highlight = new Highlight();
      highlight.priority = paint.startsWith("content") ? 0 : 1;
      this.highlights.set(name, highlight);
      CSS.highlights.set(name, highlight);
    }
    highlight.add(range);
  }

  /**
   * Forget the ranges of a node.
   * @param {Text} node
   * @returns {LiveMark[]} that were there
   */
  drop(node) {
    const lives = this.nodes.get(node) ?? [];
    for (const live of lives) this.paint(live, "");
    this.nodes.delete(node);
    return lives;
  }

  clear() {
    for (const node of [...this.nodes.keys()]) this.drop(node);
    for (const name of this.highlights.keys()) CSS.highlights.delete(name);
    this.highlights.clear();
  }

  /**
   * The range at a point of a window.
   * @param {Document} page
   * @param {number} x
   * @param {number} y
   * @returns {LiveMark | null}
   */
  at(page, x, y) {
    if (!this.nodes.size) return null;
    const node = page.caretPositionFromPoint?.(x, y)?.offsetNode;
    const lives = this.nodes.get(/** @type {Text} */ (node)) ?? [];
    const covers = (/** @type {DOMRect} */ rect) => x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom;
    return lives.find((live) => live.paint && [...(live.range?.getClientRects() ?? [])].some(covers)) ?? null;
  }
};

/**
 * The name of a highlight in `css/marks.css`.
 * @param {string} paint
 */
function nameOf(paint) {
  return `claimlight-${paint.replaceAll(" ", "-")}`;
}
