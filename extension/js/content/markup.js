// Reads the server's markup. It is data, never HTML: no parser of the browser sees it, and whatever is not exactly what the wire
// contract describes is refused.
"use strict";
/* exported cutPieces, parseMarkup, plainPiece */

/**
 * @typedef {object} Piece a stretch of text
 * @property {string} text
 * @property {string[]} ids annotations that cover it; none: plain text
 * @property {string[]} categories
 * @property {{id: string, role: string}[]} parts as what each of them covers it
 */

/**
 * Cut the markup of one run into pieces.
 * @param {string} markup text with flat marks
 * @param {string} text what the run said when it was sent
 * @returns {Piece[] | null} null where the markup is not of the contract or its text is not the run's
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
      pieces.push({ text: decode(marked[3]), ids, categories, parts: [] });
    } else if (unmarked) pieces.push(plainPiece(decode(unmarked[0])));
    else return null;
    at = marked ? mark.lastIndex : plain.lastIndex;
  }
  return pieces.map((piece) => piece.text).join("") === text ? pieces : null;
}

/** @param {string} text @returns {Piece} */
function plainPiece(text) {
  return { text, ids: [], categories: [], parts: [] };
}

/**
 * Character references that an XML writer needs; any other stays as it is, and then the text differs from the run's.
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

/**
 * Cut the pieces of a block at the edges of its runs, which may be others than when it was sent: frameworks split and join text nodes.
 * @param {Piece[]} pieces
 * @param {string[]} runs whose texts together are those of the pieces
 * @returns {Piece[][]} for each run
 */
function cutPieces(pieces, runs) {
  const rest = pieces.filter((piece) => piece.text);
  return runs.map((run) => {
    /** @type {Piece[]} */
    const cut = [];
    for (let left = run.length; left > 0; ) {
      const piece = rest[0];
      const text = piece.text.slice(0, left);
      cut.push({ ...piece, text });
      left -= text.length;
      if (text.length === piece.text.length) rest.shift();
      else rest[0] = { ...piece, text: piece.text.slice(text.length) };
    }
    return cut;
  });
}
