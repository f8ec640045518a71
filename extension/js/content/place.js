// Where a card goes: beside the words that it is about, never on them, and wholly in view.
"use strict";
/* exported placeBeside */

/** Between the card and its words, and between the card and the edge of the window, in CSS pixels. */
var GAP = 8;

/**
 * @param {HTMLElement} host the card, already shown, so that it has a size
 * @param {LiveMark} live where the reader is
 * @param {LiveMark[]} words everything that the card is about
 */
function placeBeside(host, live, words) {
  const { width, height } = host.getBoundingClientRect();
  const [across, down] = [document.documentElement.clientWidth, document.documentElement.clientHeight];
  const here = rectanglesOf(live)[0] ?? new DOMRect();
  const taken = words.flatMap(rectanglesOf).filter((rect) => rect.bottom > 0 && rect.top < down);
  const top = Math.min(here.top, ...taken.map((rect) => rect.top));
  const bottom = Math.max(here.bottom, ...taken.map((rect) => rect.bottom));
  const left = clamp(here.left, GAP, across - width - GAP);
  const level = clamp(here.top, GAP, down - height - GAP);
  const spots = [
    { left, top: bottom + GAP },
    { left, top: top - GAP - height },
    { left: Math.max(here.right, ...taken.map((rect) => rect.right)) + GAP, top: level },
    { left: Math.min(here.left, ...taken.map((rect) => rect.left)) - GAP - width, top: level },
    { left, top: here.bottom + GAP },
    { left, top: here.top - GAP - height },
  ];
  const fits = (/** @type {{left: number, top: number}} */ spot) =>
    spot.left >= GAP && spot.top >= GAP && spot.left + width + GAP <= across && spot.top + height + GAP <= down;
  const spot = spots.find(fits) ?? { left, top: level };
  host.style.setProperty("--left", `${spot.left}px`);
  host.style.setProperty("--top", `${spot.top}px`);
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

/** @param {number} value @param {number} low @param {number} high */
function clamp(value, low, high) {
  return Math.max(low, Math.min(value, high));
}
