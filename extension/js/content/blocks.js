// Collects the article's text as blocks of runs, one run a text node, for the wire contract. Reads the page and changes nothing.
"use strict";
/* global countWords, shadowRootOf */
/* exported collectBlocks, proseOf */

/**
 * @typedef {object} LiveBlock a block of the request, and where its runs live
 * @property {number} id
 * @property {"paragraph" | "heading" | "list-item" | "quote" | "caption"} kind
 * @property {Element} element the block-level element that holds it
 * @property {Node} root the document or shadow root that it stands in
 * @property {string} text of all runs
 * @property {string[]} runs
 * @property {(Text | null)[]} nodes the text node of each run; null for a line break
 * @property {[number, string][]} links run and address
 * @property {Piece[]} pieces what the server's answer says of its text
 */

/** Elements whose text is no prose, or not the page's to be read: it is left out, and so never marked. */
var SKIPPED = new Set(
  (
    "script style noscript template code pre kbd samp math svg canvas audio video object embed map picture " +
    "textarea input select option button datalist output meter progress dialog nav footer form menu title head"
  ).split(" "),
);

/** Elements that begin and end a block of their own. */
var BLOCKS = new Set(
  (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 " +
    "header hgroup hr li main nav ol p search section summary table tbody td tfoot th thead tr ul"
  ).split(" "),
);

/**
 * Collect the blocks of an article in the order in which they are read.
 * @param {Article} article
 * @param {(node: Text) => string} textOf the text that the page gave a node: marks may stand in it already
 * @returns {LiveBlock[]} blocks with at least one word
 */
function collectBlocks(article, textOf) {
  /** @type {Collector} */
  const collector = { article, textOf, blocks: [], open: null, shown: new Map() };
  if (article.headline && !article.root.contains(article.headline)) walk(article.headline, collector, true);
  closeBlock(collector);
  walk(article.root, collector, false);
  closeBlock(collector);
  return collector.blocks;
}

/**
 * @typedef {object} Collector
 * @property {Article} article
 * @property {(node: Text) => string} textOf
 * @property {LiveBlock[]} blocks finished ones
 * @property {LiveBlock | null} open the one that is being filled
 * @property {Map<Element, boolean>} shown whether an element is visible, asked once
 */

/**
 * Walk through a part of the page, shadow roots and frames of the same origin included. Recursion is as deep as the page, which
 * parsers limit to 512.
 * @param {Node} node
 * @param {Collector} to
 * @param {boolean} all read everything, whatever the article holds
 */
function walk(node, to, all) {
  if (node.nodeType === Node.TEXT_NODE) addRun(/** @type {Text} */ (node), to, all);
  if (node.nodeType === Node.ELEMENT_NODE && !enter(/** @type {Element} */ (node), to, all)) return;
  const block = node.nodeType === Node.ELEMENT_NODE && BLOCKS.has(/** @type {Element} */ (node).localName);
  if (block) closeBlock(to);
  for (let child = node.firstChild; child; child = child.nextSibling) walk(child, to, all);
  if (block) closeBlock(to);
}

/**
 * Decide whether to go into an element, and go into what hangs on it but is not its child.
 * @param {Element} element
 * @param {Collector} to
 * @param {boolean} all
 */
function enter(element, to, all) {
  const name = element.localName;
  if (name === "br") {
    addBreak(element, to);
    return false;
  }
  if (name === "iframe" || name === "frame") {
    const inner = isShown(element, to.shown) ? frameDocument(/** @type {HTMLIFrameElement} */ (element)) : null;
    if (inner?.body) walkApart(inner.body, to);
    return false;
  }
  if (SKIPPED.has(name) || name.startsWith("claimlight-")) return false;
  if (element.hasAttribute("contenteditable") && /** @type {HTMLElement} */ (element).isContentEditable) return false;
  const shadow = shadowRootOf(element);
  if (shadow) walkApart(shadow, to);
  return all || element.localName !== "aside" || to.article.has !== null;
}

/**
 * Read a shadow root or a frame: Readability saw nothing of either, so all of it is read.
 * @param {Node} root
 * @param {Collector} to
 */
function walkApart(root, to) {
  closeBlock(to);
  walk(root, to, true);
  closeBlock(to);
}

/**
 * The document of a frame, or null where it is of another origin.
 * @param {HTMLIFrameElement} frame
 */
function frameDocument(frame) {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

/**
 * Add a text node to the open block.
 * @param {Text} node
 * @param {Collector} to
 * @param {boolean} all
 */
function addRun(node, to, all) {
  const parent = node.parentElement;
  const text = to.textOf(node);
  if (!text) return;
  if (parent && !all && to.article.has && !to.article.has(parent)) return;
  if (parent && !isShown(parent, to.shown)) return;
  to.open ??= openBlock(node, to.blocks.length);
  const link = /** @type {HTMLAnchorElement | null | undefined} */ (parent?.closest("a[href]"));
  if (link && /^https?:/.test(link.href)) to.open.links.push([to.open.runs.length, link.href]);
  to.open.runs.push(text);
  to.open.nodes.push(node);
}

/**
 * A line break stands between words; two in a row part paragraphs.
 * @param {Element} element
 * @param {Collector} to
 */
function addBreak(element, to) {
  if (!to.open) return;
  const before = to.open.runs.at(-1) ?? "";
  const again = before === "\n" && to.open.nodes.at(-1) === null;
  const spaced = !before.trim() && to.open.runs.at(-2) === "\n" && to.open.nodes.at(-2) === null;
  if (again || spaced) {
    closeBlock(to);
    return;
  }
  to.open.runs.push("\n");
  to.open.nodes.push(null);
}

/**
 * @param {Text} node its first
 * @param {number} id
 * @returns {LiveBlock}
 */
function openBlock(node, id) {
  const root = node.getRootNode();
  let element = node.parentElement ?? /** @type {ShadowRoot} */ (root).host;
  while (!BLOCKS.has(element.localName) && element.parentElement) element = element.parentElement;
  return { id, kind: kindOf(element), element, root, text: "", runs: [], nodes: [], links: [], pieces: [] };
}

/** @param {Collector} to */
function closeBlock(to) {
  const block = to.open;
  to.open = null;
  if (!block) return;
  block.text = block.runs.join("");
  if (!/[\p{L}\p{N}]/u.test(block.text)) return;
  if (to.article.has || block.kind === "heading" || isProse(block)) to.blocks.push(block);
}

/**
 * Where nothing told article and the rest apart: a block of running text, not a menu, a teaser or a line of links.
 * @param {LiveBlock} block
 */
function isProse(block) {
  const linked = new Set(block.links.map(([run]) => run));
  const length = (/** @type {boolean} */ links) =>
    block.runs.reduce((sum, run, nth) => sum + (links && !linked.has(nth) ? 0 : run.trim().length), 0);
  return countWords(block.text) >= 8 && length(true) < 0.5 * length(false);
}

/** @param {Element} element @returns {LiveBlock["kind"]} */
function kindOf(element) {
  if (/^h[1-6]$/.test(element.localName) || element.closest("h1, h2, h3, h4, h5, h6, [role=heading]")) return "heading";
  if (element.closest("figcaption, caption")) return "caption";
  if (element.closest("blockquote")) return "quote";
  return element.closest("li, dd, dt") ? "list-item" : "paragraph";
}

/**
 * @param {Element} element
 * @param {Map<Element, boolean>} shown
 */
function isShown(element, shown) {
  let visible = shown.get(element);
  if (visible === undefined) {
    visible = element.checkVisibility({ visibilityProperty: true });
    shown.set(element, visible);
  }
  return visible;
}

/**
 * The text of blocks, one a line.
 * @param {LiveBlock[]} blocks
 */
function proseOf(blocks) {
  return blocks.map((block) => block.text).join("\n");
}
