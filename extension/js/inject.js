// Brings the content scripts into a tab, once, and starts them.
import { addStyle, askPage, inheritsHighlights, readFile, removeStyle, runFunction, runScripts } from "./ext.js";
import { lookCss } from "./look.js";
import { readSettings } from "./settings.js";

/** In the order in which they use each other. */
const SCRIPTS = [
  "vendor/Readability.js",
  ...["ext", "dom", "about", "article", "blocks", "markup", "answer", "marks", "ranges", "ground", "paint", "watch", "page"].map(content),
  ...["copy", "facts", "place", "card", "pointer", "keyboard", "follow", "renewal", "surroundings", "main"].map(content),
];

/** @param {string} name */
function content(name) {
  return `js/content/${name}.js`;
}

/** @type {Map<number, Promise<void>>} tabs where scripts are on their way */
const onTheWay = new Map();

/**
 * Annotate a tab.
 * @param {number} tab
 * @returns {Promise<any>} its state, as `content/main.js` describes it, or "forbidden" where the browser lets no extension in
 */
export async function start(tab) {
  try {
    const running = onTheWay.get(tab) ?? inject(tab).finally(() => onTheWay.delete(tab));
    onTheWay.set(tab, running);
    await running;
  } catch (error) {
    return { state: "forbidden", counts: {}, detail: String(error) };
  }
  return askPage(tab, { type: "turn-on", settings: await readSettings() });
}

/** @param {number} tab */
async function inject(tab) {
  if (await askPage(tab, { type: "state?" }).catch(() => null)) return;
  const [marks, card, { look }] = await Promise.all([readFile("css/marks.css"), readFile("css/card.css"), readSettings()]);
  await runFunction(tab, (style) => void (globalThis.claimlightCardStyle = style), card);
  await addStyle(tab, inheritsHighlights() ? marks : marks.replaceAll(":root::highlight", "::highlight"));
  await addStyle(tab, lookCss(look));
  await runScripts(tab, SCRIPTS);
}

/**
 * Give a tab another look.
 * @param {number} tab
 * @param {import("./settings.js").Look} before
 * @param {import("./settings.js").Look} after
 */
export async function restyle(tab, before, after) {
  if (lookCss(before) === lookCss(after)) return;
  await addStyle(tab, lookCss(after));
  await removeStyle(tab, lookCss(before));
}
