// From the wire contract's answer to pieces of text, and work in slices.
"use strict";
/* global parseMarkup, plainPiece */
/* exported indexParts, inSlices, nextTurn, piecesOf */

/** The longest stretch of work before the page gets its turn, in milliseconds: half of what makes scrolling stutter. */
var SLICE = 8;

/**
 * What each mark is, by block, run and number within the run: its role, and for terms how they are used.
 * @param {any[]} annotations
 * @returns {Map<string, {id: string, role: string}[]>}
 */
function indexParts(annotations) {
  const parts = new Map();
  for (const annotation of annotations) {
    for (const [block, run, nth, role] of annotation.parts) {
      const key = `${block} ${run} ${nth}`;
      const part = { id: annotation.id, role: [role, ...usesOf(annotation)].join(" ") };
      const there = parts.get(key);
      if (there) there.push(part);
      else parts.set(key, [part]);
    }
  }
  return parts;
}

/**
 * How a term is used, where that makes it look quieter: in somebody else's words, or not for the first time in its section.
 * @param {any} annotation
 */
function usesOf(annotation) {
  return [...(annotation.voice === "attributed" ? ["quoted"] : []), ...(annotation.first === false ? ["again"] : [])];
}

/**
 * A block's text in pieces. A run whose markup can't be used comes out plain.
 * @param {LiveBlock} block
 * @param {(string | null)[]} markups one a run
 * @param {Map<string, {id: string, role: string}[]>} parts
 * @returns {Piece[]}
 */
function piecesOf(block, markups, parts) {
  return block.runs.flatMap((text, run) => {
    const markup = markups[run];
    const pieces = (typeof markup === "string" && parseMarkup(markup, text)) || [plainPiece(text)];
    const marked = pieces.filter((piece) => piece.ids.length);
    for (const [nth, piece] of marked.entries()) piece.parts = parts.get(`${block.id} ${run} ${nth}`) ?? [];
    return pieces;
  });
}

/**
 * Do something with each item, and let the page have its turn (input and painting) in between.
 * @template T
 * @param {Iterable<T>} items
 * @param {{over: boolean}} until ends early when `over` is set
 * @param {(item: T) => void} work
 */
async function inSlices(items, until, work) {
  let end = performance.now() + SLICE;
  for (const item of items) {
    if (until.over) return;
    work(item);
    if (performance.now() < end) continue;
    await nextTurn();
    end = performance.now() + SLICE;
  }
}

/** Let the page have its turn. */
function nextTurn() {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
