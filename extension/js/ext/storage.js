// What is kept on this machine.

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

/**
 * Call back with each kept value that changes.
 * @param {(key: string, value: any, before: any) => void} changed
 */
export function onKept(changed) {
  chrome.storage.local.onChanged.addListener((changes) => {
    for (const [key, { newValue, oldValue }] of Object.entries(changes)) changed(key, newValue, oldValue);
  });
}
