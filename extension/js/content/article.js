// Which part of the page is the article: what Readability keeps of a clone, or the plainer way where it finds nothing.
"use strict";
/* global Readability, inSlices, nextTurn */
/* exported countWords, findArticle, hasWords, FEWEST_WORDS */

/**
 * @typedef {object} Article
 * @property {Document | Element} root what to read
 * @property {((element: Element) => boolean) | null} has tells article text from the rest of `root` by the element that a text
 *   node stands in; null: all of `root` is read
 * @property {Element | null} headline the headline, in `root` or before it
 */

/** Fewer words than this is no article: a teaser, a front page, a form. */
var FEWEST_WORDS = 60;

/**
 * Find the article in a page. The page itself is not touched.
 * @param {Document} page
 * @returns {Promise<Article>}
 */
async function findArticle(page) {
  return (await readableArticle(page)) ?? { root: page.body ?? page, has: null, headline: null };
}

/**
 * Run Readability on a clone whose elements are numbered, and see which numbers are left.
 *
 * Each number is the name of an attribute of its own, not the value of one: Readability copies attributes from an element that it
 * drops to the one that takes its place, so that names add up where values would overwrite each other.
 * @param {Document} page
 * @returns {Promise<Article | null>}
 */
async function readableArticle(page) {
  const live = page.querySelectorAll("*");
  const clone = /** @type {Document} */ (page.cloneNode(true));
  const numbered = [...clone.querySelectorAll("*")].entries();
  await inSlices(numbered, { over: false }, ([number, element]) => element.setAttribute(`claimlight-${number}`, ""));
  await nextTurn();
  // Its classes are not looked at: to take them off is a fifth of the work.
  const found = new Readability(clone, { serializer: (node) => /** @type {Element} */ (node), keepClasses: true }).parse();
  await nextTurn();
  if (!found?.content || !hasWords(found.textContent, FEWEST_WORDS)) return null;
  /** @type {Set<Element>} */
  const kept = new Set();
  for (const element of found.content.querySelectorAll("*")) {
    for (const { name } of element.attributes) {
      if (name.startsWith("claimlight-")) kept.add(live[Number(name.slice("claimlight-".length))]);
    }
  }
  const root = commonAncestor([...kept].filter((element) => page.body.contains(element)));
  if (!root) return null;
  kept.add(root);
  const seen = new WeakSet(live);
  const headline = findHeadline(page, root, found.title);
  // Readability takes the headline for a repetition of the title, and leaves it out.
  return { root, has: (element) => headline?.contains(element) || isKept(element, kept, seen), headline };
}

/**
 * Whether the text in an element is of the article. Two kinds of element stand for their parent: links that run scripts, which
 * Readability turns into plain text, and what the page added after Readability saw it.
 * @param {Element} element
 * @param {Set<Element>} kept what Readability kept
 * @param {WeakSet<Element>} seen what Readability saw
 * @returns {boolean}
 */
function isKept(element, kept, seen) {
  if (kept.has(element)) return true;
  const script = element.localName === "a" && /^\s*javascript:/i.test(element.getAttribute("href") ?? "");
  if (!script && seen.has(element)) return false;
  return element.parentElement !== null && isKept(element.parentElement, kept, seen);
}

/**
 * The closest element that holds all of `elements`.
 * @param {Element[]} elements
 * @returns {Element | null}
 */
function commonAncestor(elements) {
  let common = /** @type {Element | null} */ (elements[0] ?? null);
  for (const element of elements) {
    while (common && !common.contains(element)) common = common.parentElement;
  }
  return common;
}

/**
 * The headline: the last first-level heading before or in the article that says what the title says.
 * @param {Document} page
 * @param {Element} root
 * @param {string | null | undefined} title
 * @returns {Element | null}
 */
function findHeadline(page, root, title) {
  const wanted = words(title ?? "");
  const headings = [...page.querySelectorAll("h1")].filter((heading) => {
    const own = words(heading.textContent ?? "");
    const before = heading.compareDocumentPosition(root) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINS);
    return before && own.length > 2 && own.filter((word) => wanted.includes(word)).length >= own.length * 0.6;
  });
  return headings.at(-1) ?? null;
}

/**
 * @param {string} text
 * @returns {string[]}
 */
function words(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** @param {string} text */
function countWords(text) {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

/**
 * Whether a text, which may be long, has so many words at least.
 * @param {string | null | undefined} text
 * @param {number} least
 */
function hasWords(text, least) {
  const word = /[\p{L}\p{N}]+/gu;
  for (let found = 0; found < least; found++) if (!word.test(text ?? "")) return false;
  return true;
}
