// Reads the server's markup. It is data, never HTML: no parser of the browser sees it, and whatever is not exactly what the wire
// contract describes is refused.
"use strict";
/* exported parseMarkup */

/**
 * @typedef {object} Piece a stretch of one run
 * @property {string} text
 * @property {string[]} ids annotations that cover it; none: plain text
 * @property {string[]} categories
 */

/**
 * Cut the markup of one run into pieces.
 * @param {string} markup text with flat marks
 * @param {string} text what the live text node says now
 * @returns {Piece[] | null} null where the markup is not of the contract or its text is not the node's
 */
function parseMarkup(markup, text) {
  const mark = /<mark class="claimlight" data-claimlight="([\w -]+)" data-claimlight-category="([a-z -]+)">([^<>]+)<\/mark>/y;
  const plain = /[^<>]+/y;
  /** @type {Piece[]} */
  const pieces = [];
  for (let at = 0; at < markup.length; ) {
    mark.lastIndex = plain.lastIndex = at;
    const marked = mark.exec(markup);
    const unmarked = marked ? null : plain.exec(markup);
    if (marked) {
      const [ids, categories] = [marked[1], marked[2]].map((list) => list.split(" ").filter(Boolean));
      pieces.push({ text: decode(marked[3]), ids, categories });
    } else if (unmarked) pieces.push({ text: decode(unmarked[0]), ids: [], categories: [] });
    else return null;
    at = marked ? mark.lastIndex : plain.lastIndex;
  }
  return pieces.map((piece) => piece.text).join("") === text ? pieces : null;
}

/**
 * Character references that an XML writer needs; any other stays as it is, and then the text differs from the node's.
 * @param {string} escaped
 */
function decode(escaped) {
  /** @type {Record<string, string>} */
  const named = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return escaped.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7}));/g, (whole, name, number) => {
    if (name) return named[name];
    return Number(number) <= 0x10ffff ? String.fromCodePoint(Number(number)) : whole;
  });
}
