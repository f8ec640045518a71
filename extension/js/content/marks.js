// Puts marks into a text node of the page, and takes them out again. The page's own node is never moved, replaced or removed:
// frameworks hold on to it, and React pages go blank where it is gone. It is shortened to what stands before the first mark, and
// marks and the text between them come after it.
"use strict";
/* exported Ledger, unmarkCopy */

/**
 * @typedef {object} MarkedText what was done to one text node
 * @property {Text} node the page's
 * @property {string} original its text before
 * @property {string} lead its text now
 * @property {(Text | HTMLElement)[]} added ours, right after it
 */

/** What was done to the page, so that all of it can be undone. */
var Ledger = class {
  /** @param {(marks: HTMLElement[]) => void} gone told which marks went out of the page */
  constructor(gone) {
    this.gone = gone;
    /** @type {Map<Text, MarkedText>} */
    this.entries = new Map();
    /** @type {WeakMap<Node, MarkedText>} our nodes, the texts in marks included */
    this.ours = new WeakMap();
  }

  /**
   * The text that the page gave a node; "" for nodes of ours, whose text is told with the page's node.
   * @param {Text} node
   */
  textOf(node) {
    return this.ours.has(node) ? "" : (this.entries.get(node)?.original ?? node.data);
  }

  /**
   * Put marks in.
   * @param {Text} node a node of the page without marks
   * @param {Piece[]} pieces whose texts together are the node's
   * @returns {HTMLElement[]} the marks, in order
   */
  mark(node, pieces) {
    const page = node.ownerDocument;
    const lead = pieces[0].ids.length ? "" : pieces[0].text;
    /** @type {MarkedText} */
    const entry = { node, original: node.data, lead, added: [] };
    const fragment = page.createDocumentFragment();
    for (const piece of lead ? pieces.slice(1) : pieces) {
      const added = piece.ids.length ? makeMark(page, piece) : page.createTextNode(piece.text);
      entry.added.push(added);
      this.ours.set(added, entry);
      if (added.firstChild) this.ours.set(added.firstChild, entry);
      fragment.append(added);
    }
    node.after(fragment);
    node.data = lead;
    this.entries.set(node, entry);
    return this.marksOf(node);
  }

  /**
   * The marks of a node, in order.
   * @param {Text} node
   */
  marksOf(node) {
    const added = this.entries.get(node)?.added ?? [];
    return /** @type {HTMLElement[]} */ (added.filter((one) => one.nodeType === Node.ELEMENT_NODE));
  }

  /**
   * See whether a node is marked as it should be already; ids may have changed since, and are set anew.
   * @param {Text} node
   * @param {Piece[]} pieces
   */
  renew(node, pieces) {
    const entry = this.entries.get(node);
    if (!entry) return false;
    const there = [...(entry.lead ? [entry.lead] : []), ...entry.added.map((added) => added.textContent)];
    const marks = this.marksOf(node);
    const wanted = pieces.filter((piece) => piece.ids.length);
    if (there.join("\n") !== pieces.map((piece) => piece.text).join("\n") || marks.length !== wanted.length) return false;
    for (const [nth, piece] of wanted.entries()) label(marks[nth], piece);
    return true;
  }

  /**
   * Take the marks of a node out. What the page wrote in the meantime stays.
   * @param {Text} node
   * @param {boolean} [edited] the page has just given the node another text
   */
  unmark(node, edited = false) {
    const entry = this.entries.get(node);
    if (!entry) return;
    this.gone(this.marksOf(node));
    this.entries.delete(node);
    const whole = isWhole(entry);
    const text = whole ? entry.lead + entry.added.map((added) => added.textContent).join("") : entry.original;
    for (const added of entry.added) if (whole || isStray(added, entry)) added.remove();
    if (!edited && node.data === entry.lead) node.data = text;
  }

  /** Take all marks out. */
  clear() {
    for (const node of [...this.entries.keys()]) this.unmark(node);
  }
};

/**
 * Whether all that was added still stands right after the node. Texts may have grown: `Node.normalize()` makes neighbours one.
 * @param {MarkedText} entry
 */
function isWhole(entry) {
  /** @type {Node} */
  let last = entry.node;
  for (const added of entry.added) {
    if (last.nextSibling !== added) return false;
    last = added;
  }
  return true;
}

/**
 * Whether a node of ours still stands somewhere, with the text that we gave it or as an empty shell.
 * @param {Node} added
 * @param {MarkedText} entry
 */
function isStray(added, entry) {
  return added.parentNode !== null && entry.original.includes(added.textContent ?? "");
}

/**
 * @param {Document} page
 * @param {Piece} piece
 */
function makeMark(page, piece) {
  const mark = page.createElement("mark");
  mark.className = "claimlight";
  label(mark, piece);
  mark.textContent = piece.text;
  return mark;
}

/**
 * @param {HTMLElement} mark
 * @param {Piece} piece
 */
function label(mark, piece) {
  mark.dataset.claimlight = piece.ids.join(" ");
  mark.dataset.claimlightCategory = piece.categories.join(" ");
}

/**
 * Turn marks that the page copied from ours into plain text. Copies of the text around them join again.
 * @param {Element} copy
 * @param {Ledger} ledger
 */
function unmarkCopy(copy, ledger) {
  for (const mark of copy.querySelectorAll("mark.claimlight")) {
    const parent = mark.parentNode;
    if (!parent || ledger.ours.has(mark)) continue;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}
