// Tabs, and what is put into them.

/**
 * The tab that the reader is looking at in this window.
 * @returns {Promise<chrome.tabs.Tab | undefined>}
 */
export async function currentTab() {
  return (await chrome.tabs.query({ active: true, currentWindow: true }))[0];
}

/**
 * All tabs.
 * @returns {Promise<number[]>}
 */
export async function allTabs() {
  return (await chrome.tabs.query({})).map((tab) => tab.id ?? -1).filter((id) => id >= 0);
}

/**
 * Run content scripts in the top frame of a tab, in order.
 * @param {number} tab
 * @param {string[]} files
 * @returns {Promise<void>} rejects where the browser lets no extension in, as on its own pages
 */
export async function runScripts(tab, files) {
  await chrome.scripting.executeScript({ target: { tabId: tab }, files });
}

/**
 * Run one function with arguments in the content scripts' world of a tab.
 * @param {number} tab
 * @param {(...values: any[]) => any} run
 * @param {any[]} values
 * @returns {Promise<any>} what the function returns
 */
export async function runFunction(tab, run, ...values) {
  return (await chrome.scripting.executeScript({ target: { tabId: tab }, func: run, args: values }))[0]?.result;
}

/**
 * Add styles to a tab, its frames included, over those of the page.
 * @param {number} tab
 * @param {string} css
 */
export async function addStyle(tab, css) {
  await chrome.scripting.insertCSS({ target: { tabId: tab, allFrames: true }, css, origin: "USER" });
}

/**
 * Take styles away that `addStyle` added.
 * @param {number} tab
 * @param {string} css the very same
 */
export async function removeStyle(tab, css) {
  await chrome.scripting.removeCSS({ target: { tabId: tab, allFrames: true }, css, origin: "USER" });
}

/**
 * Call back when a page is loaded, or shows another address without being loaded.
 * @param {(tab: number, url: string) => void} ready told only of sites that the reader gave access to
 */
export function onPageReady(ready) {
  chrome.tabs.onUpdated.addListener((id, change, tab) => {
    if (tab.url && tab.status === "complete" && (change.status === "complete" || change.url)) ready(id, tab.url);
  });
}

/**
 * Call back when the reader goes to another tab, or the page in it is another one.
 * @param {() => void} changed
 */
export function onTabChange(changed) {
  chrome.tabs.onActivated.addListener(() => changed());
  chrome.tabs.onUpdated.addListener((_id, change) => {
    if (change.status === "complete") changed();
  });
}
