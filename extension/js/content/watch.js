// Watches the page while marks stand in it: gives way at once where the page edits or removes what carries marks, and tells of new
// text. Costs nothing while the page is still, and little where it is not: no record leads to a search through the page.
"use strict";
/* global unmarkCopy */
/* exported Watch */

var Watch = class {
  /**
   * @param {Page} page
   * @param {(touched: Set<Node>) => void} changed called in the same task as the page's change, with what it edited or added
   */
  constructor(page, changed) {
    this.page = page;
    this.ledger = page.ledger;
    this.changed = changed;
    this.observer = new MutationObserver((records) => this.take(records));
    /** @type {Set<Node>} */
    this.roots = new Set();
    /** @type {Set<Node>} what the page did in the records at hand */
    this.touched = new Set();
    /** @type {Set<Text>} nodes whose marks it undid in them */
    this.undone = new Set();
  }

  /**
   * Watch a document or shadow root too.
   * @param {Node} root
   */
  add(root) {
    if (this.roots.has(root)) return;
    this.roots.add(root);
    this.observer.observe(root, { subtree: true, childList: true, characterData: true });
  }

  /**
   * Change the page without being told of it.
   * @param {() => void} change
   */
  quietly(change) {
    this.take(this.observer.takeRecords());
    change();
    this.observer.takeRecords();
  }

  stop() {
    this.observer.disconnect();
    this.roots.clear();
  }

  /** @param {MutationRecord[]} records */
  take(records) {
    for (const record of records) {
      if (record.type === "characterData") this.takeEdit(/** @type {Text} */ (record.target));
      for (const node of record.removedNodes) this.takeRemoval(node);
      for (const node of record.addedNodes) this.takeAddition(node);
    }
    this.observer.takeRecords(); // what the lines above did
    const { touched, undone } = this;
    [this.touched, this.undone] = [new Set(), new Set()];
    if (undone.size) this.page.countUndone(undone);
    if (touched.size) this.changed(touched);
  }

  /**
   * @param {Node} node one of the page's with marks, or one of ours
   * @param {boolean} edited the page has just given the node another text
   */
  giveWay(node, edited) {
    const entry = this.ledger.entries.get(/** @type {Text} */ (node)) ?? this.ledger.ours.get(node);
    this.page.dropRanges(/** @type {Text} */ (node));
    if (!entry || this.ledger.entries.get(entry.node) !== entry) return;
    this.ledger.unmark(entry.node, edited && entry.node === node);
    this.undone.add(entry.node);
    this.touched.add(entry.node);
  }

  /** @param {Text} node */
  takeEdit(node) {
    this.giveWay(node, true);
    if (!this.ledger.ours.has(node)) this.touched.add(node);
  }

  /** @param {Node} node */
  takeRemoval(node) {
    this.giveWay(node, false);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const mark of [.../** @type {Element} */ (node).getElementsByClassName("claimlight")]) this.giveWay(mark, false);
  }

  /** @param {Node} node */
  takeAddition(node) {
    if (this.ledger.ours.has(node)) return;
    if (node.nodeType === Node.ELEMENT_NODE) unmarkCopy(/** @type {Element} */ (node), this.ledger);
    this.touched.add(node);
  }
};
