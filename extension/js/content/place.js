// Where a card goes: beside the words that it is about, never on them, and wholly in view.
"use strict";
/* exported placeBeside */

/** Between the card and its words, and between the card and the edge of the window, in CSS pixels. */
var GAP = 8;
/** A card that is lower than this shows too little; it would rather stand beside one line of its words than beside all. */
var LOWEST = 100;

/**
 * @param {HTMLElement} host the card, already shown, so that it has a size
 * @param {LiveMark} live where the reader is
 * @param {LiveMark[]} words everything that the card is about
 */
function placeBeside(host, live, words) {
  host.style.removeProperty("--room");
  const { width, height } = host.getBoundingClientRect();
  const [across, down] = [document.documentElement.clientWidth, document.documentElement.clientHeight];
  const here = rectanglesOf(live)[0] ?? new DOMRect();
  const all = words.flatMap(rectanglesOf).filter((rect) => rect.bottom > 0 && rect.top < down);
  const spot = placeAround([here, ...all], width, height, across, down) ?? placeAround(rectanglesOf(live), width, height, across, down);
  const { left, top, room } = spot ?? { left: GAP, top: GAP, room: down - 2 * GAP };
  for (const [name, value] of Object.entries({ left, top, room })) host.style.setProperty(`--${name}`, `${Math.floor(value)}px`);
}

/**
 * Below some lines, or above, or beside, wherever there is room; null where there is too little everywhere.
 * @param {DOMRect[]} lines
 * @param {number} width of the card
 * @param {number} height
 * @param {number} across the window
 * @param {number} down
 */
function placeAround(lines, width, height, across, down) {
  const [top, bottom] = [Math.min(...lines.map((line) => line.top)), Math.max(...lines.map((line) => line.bottom))];
  const [start, end] = [Math.min(...lines.map((line) => line.left)), Math.max(...lines.map((line) => line.right))];
  const left = Math.max(GAP, Math.min(lines[0].left, across - width - GAP));
  const [below, above] = [down - bottom - 2 * GAP, top - 2 * GAP];
  const level = Math.max(GAP, Math.min(lines[0].top, down - height - GAP));
  if (below >= height) return { left, top: bottom + GAP, room: below };
  if (above >= height) return { left, top: top - GAP - height, room: above };
  if (across - end - 2 * GAP >= width) return { left: end + GAP, top: level, room: down - 2 * GAP };
  if (start - 2 * GAP >= width) return { left: start - GAP - width, top: level, room: down - 2 * GAP };
  if (Math.max(below, above) < LOWEST) return null;
  return below >= above ? { left, top: bottom + GAP, room: below } : { left, top: GAP, room: above };
}

/**
 * The lines of what is marked in the coordinates of the top window, for marks in frames too.
 * @param {LiveMark} live
 */
function rectanglesOf({ mark, range }) {
  const page = mark?.ownerDocument ?? range?.startContainer.ownerDocument;
  let [x, y] = [0, 0];
  for (let view = /** @type {Window | null} */ (page?.defaultView ?? null); view?.frameElement; view = view.parent) {
    const frame = view.frameElement.getBoundingClientRect();
    [x, y] = [x + frame.left + view.frameElement.clientLeft, y + frame.top + view.frameElement.clientTop];
  }
  return [...((mark ?? range)?.getClientRects() ?? [])].map((rect) => new DOMRect(rect.x + x, rect.y + y, rect.width, rect.height));
}
