// The only module that touches the browser's extension interface; `content/ext.js` is its counterpart for content scripts. Chromium
// and Firefox both offer it as `chrome`, with promises.

/**
 * The tab that the reader is looking at in this window.
 * @returns {Promise<chrome.tabs.Tab | undefined>}
 */
export async function currentTab() {
  return (await chrome.tabs.query({ active: true, currentWindow: true }))[0];
}

/**
 * Ask the content scripts of a tab.
 * @param {number} tab
 * @param {{type: string} & Record<string, any>} message
 * @returns {Promise<any>} rejects where there are none
 */
export function askPage(tab, message) {
  return chrome.tabs.sendMessage(tab, message, { frameId: 0 });
}

/**
 * Ask the worker.
 * @param {{type: string} & Record<string, any>} message
 * @returns {Promise<any>}
 */
export function askWorker(message) {
  return chrome.runtime.sendMessage(message);
}

/**
 * @typedef {object} Sender who sent a message
 * @property {number | undefined} tab the tab that it runs in
 * @property {boolean} own whether it is a page of this extension, not a content script
 * @property {string} url the page that it stands in
 * @property {boolean} top whether that is no frame in another page
 */

/**
 * All tabs.
 * @returns {Promise<number[]>}
 */
export async function allTabs() {
  return (await chrome.tabs.query({})).map((tab) => tab.id ?? -1).filter((id) => id >= 0);
}

/**
 * Listen to messages of this extension. Where `answer` returns undefined, another listener may answer.
 * @param {(message: any, sender: Sender) => Promise<any> | undefined} answer
 */
export function onMessage(answer) {
  chrome.runtime.onMessage.addListener((message, from, reply) => {
    const promise = answer(message, senderOf(from));
    promise?.then(reply, (error) => reply({ failure: { reason: "broken", detail: String(error) } }));
    return promise !== undefined;
  });
}

/**
 * @param {chrome.runtime.MessageSender} from
 * @returns {Sender}
 */
function senderOf(from) {
  const url = from.url ?? "";
  return { tab: from.tab?.id, own: url.startsWith(chrome.runtime.getURL("")), url, top: from.frameId === 0 };
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
 * @param {(...values: any[]) => void} run
 * @param {any[]} values
 */
export async function runFunction(tab, run, ...values) {
  await chrome.scripting.executeScript({ target: { tabId: tab }, func: run, args: values });
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
 * Read a value that is kept on this machine.
 * @param {string} key
 * @returns {Promise<any>} undefined where there is none
 */
export async function load(key) {
  return (await chrome.storage.local.get(key))[key];
}

/**
 * Keep a value on this machine.
 * @param {string} key
 * @param {any} value
 */
export async function keep(key, value) {
  await chrome.storage.local.set({ [key]: value });
}

/**
 * Read a value that is kept until the browser is closed.
 * @param {string} key
 * @returns {Promise<any>} undefined where there is none
 */
export async function loadHere(key) {
  return (await chrome.storage.session.get(key))[key];
}

/**
 * Keep a value until the browser is closed.
 * @param {string} key
 * @param {any} value
 */
export async function keepHere(key, value) {
  await chrome.storage.session.set({ [key]: value });
}

/**
 * Forget a value that `keepHere` kept.
 * @param {string} key
 */
export async function forgetHere(key) {
  await chrome.storage.session.remove(key);
}

/**
 * Keep content scripts away from what is stored: the server's token is among it. Firefox has no such switch.
 */
export function lockStorage() {
  return chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
}

/** What this browser is called, for the server's list of who is paired, such as "Chromium on linux". */
export async function browserName() {
  const { os } = await chrome.runtime.getPlatformInfo();
  const name = /Firefox|Edg|Chrome/.exec(navigator.userAgent)?.[0] ?? "Browser";
  return `${name === "Edg" ? "Edge" : name} on ${os}`;
}

/**
 * Call back with each kept value that changes.
 * @param {(key: string, value: any) => void} changed
 */
export function onKept(changed) {
  chrome.storage.local.onChanged.addListener((changes) => {
    for (const [key, { newValue }] of Object.entries(changes)) changed(key, newValue);
  });
}

/**
 * A file of the extension as text.
 * @param {string} path
 */
export async function readFile(path) {
  return (await fetch(chrome.runtime.getURL(path))).text();
}

/** Version of the extension, from the manifest. */
export function version() {
  return chrome.runtime.getManifest().version;
}

/**
 * A string of the reader's language, from `_locales`.
 * @param {string} key
 * @param {...(string | number)} values what stands in for $1, $2 …
 */
export function say(key, ...values) {
  return chrome.i18n.getMessage(key, values.map(String));
}

/** The reader's language, for `lang`, dates and numbers. */
export function language() {
  return chrome.i18n.getUILanguage();
}
