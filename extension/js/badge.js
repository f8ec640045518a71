// The number on the toolbar button: how many annotations are shown on the page.
import { say, setBadge } from "./ext.js";

/**
 * @param {number} tab
 * @param {any} page its state, as `content/main.js` describes it
 */
export function showBadge(tab, page) {
  const count = page.shown ?? 0;
  /** @type {Record<string, string>} */
  const texts = { reading: "…", failed: "!", on: count > 999 ? "999+" : String(count) };
  const title = page.state === "on" ? say("badge_title", count) : say("name");
  return setBadge(tab, texts[page.state] ?? "", title);
}
