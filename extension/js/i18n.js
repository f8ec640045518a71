// Fills a page of the extension with strings of the reader's language.
import { language, say } from "./ext.js";

/**
 * Every element with `data-say` gets its text, every one with `data-say-label` its accessible name.
 * @param {Document} page
 */
export function translate(page) {
  page.documentElement.lang = language();
  page.documentElement.dir = say("@@bidi_dir");
  for (const element of page.querySelectorAll("[data-say]")) element.textContent = say(element.getAttribute("data-say") ?? "");
  for (const element of page.querySelectorAll("[data-say-label]")) {
    element.setAttribute("aria-label", say(element.getAttribute("data-say-label") ?? ""));
  }
}
