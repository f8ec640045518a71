// What the reader does by keyboard, on any page. The keys can be changed in the browser's own settings.
import { askPage, openPanel } from "./ext.js";
import { allSwitched, changeHidden, cycled } from "./settings.js";

/**
 * @param {string} command by the manifest
 * @param {number} tab
 */
export async function run(command, tab) {
  if (command === "panel") return openPanel(tab);
  const page = await askPage(tab, { type: "state?" }).catch(() => null);
  if (page?.state !== "on") return undefined;
  if (command === "cycle") return changeHidden(cycled, page.host);
  if (command === "all-off") return changeHidden(allSwitched, page.host);
  return askPage(tab, { type: "step", by: command === "previous" ? -1 : 1 });
}
