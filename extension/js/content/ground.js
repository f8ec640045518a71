// What a mark stands on: a light or a dark page, and whether the page's text colour stays readable on a tint.
"use strict";
/* exported groundOf */

/** @typedef {[number, number, number]} Colour red, green and blue from 0 to 255 */

/** WCAG 2.2, success criterion 1.4.3, level AA for running text. */
var ENOUGH_CONTRAST = 4.5;
/** A margin for the strongest tint of `marks.css` on either ground: contrast falls by less than this factor. */
var LOSS_BY_TINT = 1.45;

/**
 * @param {Element} element what holds the text
 * @param {Map<Element, string>} known answers so far: asking the browser for styles takes time
 * @returns {string} "light" or "dark", and " ink" where the text needs a colour of its own
 */
function groundOf(element, known) {
  let ground = known.get(element);
  if (ground === undefined) {
    const text = parseColour(getComputedStyle(element).color) ?? [0, 0, 0, 1];
    const behind = backgroundOf(element) ?? (luminance(text) > 0.4 ? [18, 18, 18] : [255, 255, 255]);
    const readable = contrast(text, behind) / LOSS_BY_TINT >= ENOUGH_CONTRAST;
    ground = (luminance(behind) < 0.18 ? "dark" : "light") + (readable ? "" : " ink");
    known.set(element, ground);
  }
  return ground;
}

/**
 * The closest opaque background colour; null where an image comes first.
 * @param {Element} element
 * @returns {Colour | null}
 */
function backgroundOf(element) {
  for (let at = /** @type {Element | null} */ (element); at; at = at.parentElement ?? hostOf(at)) {
    const style = getComputedStyle(at);
    const colour = parseColour(style.backgroundColor);
    if (colour && colour[3] > 0.9) return [colour[0], colour[1], colour[2]];
    if (style.backgroundImage.includes("url(")) return null;
  }
  const dark = getComputedStyle(element.ownerDocument.documentElement).colorScheme.includes("dark");
  return dark && matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
}

/** @param {Element} element */
function hostOf(element) {
  const root = element.getRootNode();
  return "host" in root ? /** @type {ShadowRoot} */ (root).host : null;
}

/**
 * Read a computed colour. Browsers give most as rgb() or rgba(); the rest (oklch and the like) are left to the caller's guess.
 * @param {string} css
 * @returns {[number, number, number, number] | null}
 */
function parseColour(css) {
  const numbers = /^rgba?\(([^)]+)\)$/.exec(css)?.[1].split(/[\s,/]+/).map(Number);
  if (!numbers || numbers.length < 3 || numbers.some(Number.isNaN)) return null;
  return [numbers[0], numbers[1], numbers[2], numbers[3] ?? 1];
}

/**
 * Relative luminance by WCAG 2.2, from 0 (black) to 1 (white).
 * @param {readonly number[]} colour
 */
function luminance(colour) {
  const [red, green, blue] = colour.slice(0, 3).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * Contrast ratio by WCAG 2.2, from 1 to 21.
 * @param {readonly number[]} one
 * @param {readonly number[]} other
 */
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
