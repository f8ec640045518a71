// What happens around the article: the page moves on without being loaded anew, goes dark or light, or is copied from.
"use strict";
/* exported watchSurroundings */

/** Pages set classes and styles on their root for many reasons: wait for the last of a row, in milliseconds. */
var SETTLED = 300;

/**
 * @param {object} calls
 * @param {() => void} calls.moved the address is another one
 * @param {() => void} calls.recoloured the page may have changed its colours
 * @param {AbortSignal} signal ends it
 */
function watchSurroundings({ moved, recoloured }, signal) {
  let address = addressOf(location.href);
  const look = () => {
    if (address === addressOf(location.href)) return;
    address = addressOf(location.href);
    moved();
  };
  // The Navigation API tells of pushState too; popstate is for browsers without it.
  /** @type {any} */ (globalThis).navigation?.addEventListener("currententrychange", look, { signal });
  addEventListener("popstate", look, { signal });

  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(recoloured, SETTLED);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", soon, { signal });
  const observer = new MutationObserver(soon);
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, { attributes: true, attributeFilter: ["class", "style", "data-theme", "data-color-mode"] });
  }
  signal.addEventListener("abort", () => {
    observer.disconnect();
    clearTimeout(timer);
  });
  document.addEventListener("copy", copyClean, { signal });
}

/**
 * Pages that keep the reader's place in the fragment have not moved on.
 * @param {string} href
 */
function addressOf(href) {
  return href.split("#")[0];
}

/**
 * What is copied is the page's own: its text always is, and its HTML comes without marks.
 * @param {ClipboardEvent} event
 */
function copyClean(event) {
  const selection = getSelection();
  if (event.defaultPrevented || !event.clipboardData || !selection?.rangeCount || !selection.toString()) return;
  const holder = document.createElement("div");
  holder.append(selection.getRangeAt(0).cloneContents());
  const marks = holder.querySelectorAll("mark.claimlight");
  if (!marks.length) return;
  for (const mark of marks) mark.replaceWith(...mark.childNodes);
  event.clipboardData.setData("text/plain", selection.toString());
  event.clipboardData.setData("text/html", holder.innerHTML);
  event.preventDefault();
}
