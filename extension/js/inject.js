// Brings the content scripts into a tab, once.
import { addStyle, askPage, readFile, runFunction, runScripts } from "./ext.js";

/** In the order in which they use each other. */
const SCRIPTS = [
  "vendor/Readability.js",
  ...["ext", "dom", "article", "blocks", "about", "markup", "marks", "ground", "paint", "watch", "page"].map(content),
  ...["facts", "place", "card", "pointer", "main"].map(content),
];

/** @param {string} name */
function content(name) {
  return `js/content/${name}.js`;
}

/** @type {Map<number, Promise<void>>} tabs where scripts are on their way */
const onTheWay = new Map();

/**
 * Make sure that the content scripts run in a tab.
 * @param {number} tab
 * @returns {Promise<void>} rejects where the browser lets no extension in
 */
export async function inject(tab) {
  const running = onTheWay.get(tab) ?? injectOnce(tab).finally(() => onTheWay.delete(tab));
  onTheWay.set(tab, running);
  await running;
}

/** @param {number} tab */
async function injectOnce(tab) {
  if (await askPage(tab, { type: "state?" }).catch(() => null)) return;
  const [marks, card] = await Promise.all([readFile("css/marks.css"), readFile("css/card.css")]);
  await runFunction(
    tab,
    (markStyle, cardStyle) => {
      globalThis.claimlightMarkStyle = markStyle;
      globalThis.claimlightCardStyle = cardStyle;
    },
    marks,
    card,
  );
  await addStyle(tab, marks);
  await runScripts(tab, SCRIPTS);
}
