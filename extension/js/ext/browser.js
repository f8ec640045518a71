// The browser itself: its language, commands, toolbar button, panel and permissions.

/** What this browser is called, for the server's list of who is paired, such as "Chromium on linux". */
export async function browserName() {
  const { os } = await chrome.runtime.getPlatformInfo();
  const name = /Firefox|Edg|Chrome/.exec(navigator.userAgent)?.[0] ?? "Browser";
  return `${name === "Edg" ? "Edge" : name} on ${os}`;
}

/**
 * A file of the extension as text.
 * @param {string} path
 */
export async function readFile(path) {
  return (await fetch(chrome.runtime.getURL(path))).text();
}

/** Whether `::highlight` styles of an element hold for all in it (CSS Pseudo-Elements 4), as they do in Chromium but not in Firefox 153. */
export function inheritsHighlights() {
  return !navigator.userAgent.includes("Firefox");
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

/**
 * Call back with the name of a keyboard command and the tab that it was given in.
 * @param {(command: string, tab: number) => void} run
 */
export function onCommand(run) {
  chrome.commands.onCommand.addListener((command, tab) => {
    if (tab?.id !== undefined) run(command, tab.id);
  });
}

/**
 * The keyboard commands and the keys that they have now.
 * @returns {Promise<{name: string, description: string, keys: string}[]>}
 */
export async function commands() {
  const all = await chrome.commands.getAll();
  return all.map(({ name = "", description = "", shortcut = "" }) => ({ name, description, keys: shortcut }));
}

/**
 * Write on the toolbar button of a tab.
 * @param {number} tab
 * @param {string} text at most four characters
 * @param {string} title
 */
export async function setBadge(tab, text, title) {
  const { action } = chrome;
  await Promise.all([
    action.setBadgeText({ tabId: tab, text }),
    action.setTitle({ tabId: tab, title }),
    action.setBadgeBackgroundColor({ color: "#3d4657" }),
    action.setBadgeTextColor({ color: "#ffffff" }),
  ]).catch(() => undefined); // the tab may be gone
}

/**
 * Open the side panel (Chromium) or the sidebar (Firefox). Works only in answer to a click or a key.
 * @param {number} tab
 */
export async function openPanel(tab) {
  const { sidePanel, sidebarAction } = /** @type {any} */ (chrome);
  if (sidePanel) await sidePanel.open({ tabId: tab });
  else await sidebarAction.open();
}

/** Open the options page. */
export async function openOptions() {
  await chrome.runtime.openOptionsPage();
}

/**
 * Ask the reader, by the browser's own prompt, for access to sites. Works only in answer to a click or a key.
 * @param {string[]} origins match patterns
 * @returns {Promise<boolean>} whether it was given
 */
export function requestAccess(origins) {
  return chrome.permissions.request({ origins });
}

/**
 * Whether the reader has given access to sites.
 * @param {string[]} origins match patterns
 */
export function hasAccess(origins) {
  return chrome.permissions.contains({ origins });
}

/**
 * Give access back.
 * @param {string[]} origins match patterns
 */
export async function giveBackAccess(origins) {
  await chrome.permissions.remove({ origins });
}
