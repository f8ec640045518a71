// Watches the page while marks stand in it: gives way at once where the page edits or removes what carries marks, and tells of new
// text. Costs nothing while the page is still, and little where it is not: no record leads to a search through the page.
"use strict";
/* global unmarkCopy */
/* exported Watch */

var Watch = class {
  /**
   * @param {Ledger} ledger
   * @param {(touched: Set<Node>) => void} changed called in the same task as the page's change, with what it edited or added
   */
  constructor(ledger, changed) {
    this.ledger = ledger;
    this.changed = changed;
    this.observer = new MutationObserver((records) => this.take(records));
    /** @type {Set<Node>} */
    this.roots = new Set();
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
    /** @type {Set<Node>} */
    const touched = new Set();
    for (const record of records) {
      if (record.type === "characterData") this.takeEdit(/** @type {Text} */ (record.target), touched);
      for (const node of record.removedNodes) this.takeRemoval(node, touched);
      for (const node of record.addedNodes) this.takeAddition(node, touched);
    }
    this.observer.takeRecords(); // what the lines above did
    if (touched.size) this.changed(touched);
  }

  /** @param {Text} node @param {Set<Node>} touched */
  takeEdit(node, touched) {
    const entry = this.ledger.ours.get(node);
    if (this.ledger.entries.has(node)) this.ledger.unmark(node, true);
    else if (entry) this.ledger.unmark(entry.node);
    touched.add(entry?.node ?? node);
  }

  /** @param {Node} node @param {Set<Node>} touched */
  takeRemoval(node, touched) {
    const own = this.ledger.entries.get(/** @type {Text} */ (node));
    const entry = own ?? this.ledger.ours.get(node);
    if (!entry || this.ledger.entries.get(entry.node) !== entry) return;
    this.ledger.unmark(entry.node);
    touched.add(entry.node);
  }

  /** @param {Node} node @param {Set<Node>} touched */
  takeAddition(node, touched) {
    if (this.ledger.ours.has(node)) return;
    if (node.nodeType === Node.ELEMENT_NODE) unmarkCopy(/** @type {Element} */ (node), this.ledger);
    touched.add(node);
  }
};
