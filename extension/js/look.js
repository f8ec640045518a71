// Colours and lines of marks by the reader's choice, as custom properties for `css/marks.css`.
import { CATEGORIES } from "./settings.js";

/** Line styles that a reader may choose from. */
export const LINES = ["solid", "dashed", "dotted", "double"];
/** How much colour stands behind marked words. */
export const TINTS = { none: 0, calm: 1, strong: 1.5 };

/**
 * Colours of each category on light and on dark pages. Contrast of the lines with white and with #16181d is at least 4.5 in all;
 * `colour-safe` takes blue, vermilion and purple of Okabe and Ito's palette for colour-blind readers (jfly.uni-koeln.de/color),
 * darkened or lightened for that; `contrast` has at least 7; `plain` has no colours and tells by lines alone.
 * @type {Record<string, [string, string][]>}
 */
export const PALETTES = {
  calm: [["#2563b8", "#8fb8f5"], ["#a65a00", "#f0b45c"], ["#8a3bb0", "#d9a5f2"]],
  "colour-safe": [["#0067a5", "#6cbcf0"], ["#b34a00", "#f2a65e"], ["#9c3f7e", "#e3a3cf"]],
  contrast: [["#003f8f", "#9fd0ff"], ["#6b3300", "#ffc46b"], ["#5f1285", "#edc2ff"]],
  plain: [["#4a4f59", "#c3c7cf"], ["#4a4f59", "#c3c7cf"], ["#4a4f59", "#c3c7cf"]],
};

/** What each category's properties are called in the style sheet. */
const NAMES = ["attributed", "unverified", "contested"];
/** Lines that go with the palettes, unless the reader has chosen others. */
const DEFAULT_LINES = ["solid", "dashed", "double"];

/**
 * The reader's colours of a category, on light and on dark pages.
 * @param {import("./settings.js").Look} look
 * @param {string} category
 * @returns {[string, string]}
 */
export function coloursOf(look, category) {
  return look.colours[category] ?? (PALETTES[look.palette] ?? PALETTES.calm)[CATEGORIES.indexOf(category)];
}

/**
 * @param {import("./settings.js").Look} look
 * @param {string} category
 */
export function lineOf(look, category) {
  return look.lines[category] ?? DEFAULT_LINES[CATEGORIES.indexOf(category)];
}

/**
 * The one line under terms in somebody else's words: not the line that the reader has chosen for the narrator's own.
 * @param {import("./settings.js").Look} look
 */
function quotedLineOf(look) {
  return lineOf(look, "contested-term") === "solid" ? "dotted" : "solid";
}

/**
 * Style sheet with the reader's look.
 * @param {import("./settings.js").Look} look
 */
export function lookCss(look) {
  const properties = CATEGORIES.flatMap((category, nth) => {
    const [light, dark] = coloursOf(look, category);
    const name = `--claimlight-${NAMES[nth]}`;
    return [`${name}: ${light}`, `${name}-dark: ${dark}`, `${name}-line: ${lineOf(look, category)}`];
  });
  const quoted = `--claimlight-contested-quoted-line: ${quotedLineOf(look)}`;
  const weight = look.palette === "contrast" ? 1.5 : 1;
  return `:root { ${[...properties, quoted, `--claimlight-tint: ${TINTS[look.tint] ?? 1}`, `--claimlight-weight: ${weight}`].join("; ")}; }`;
}
