// What the reader has set, and the only place that knows its shape. Content scripts read the same value by `content/ext.js`.
import { keep, load } from "./ext.js";

/** The categories, in the order in which they are shown everywhere. */
export const CATEGORIES = ["attributed-claim", "unverified-assertion", "contested-term"];

/**
 * @typedef {object} Settings
 * @property {string[]} hidden what is switched off: a category, or a category and a kind parted by a slash
 */

/** @returns {Promise<Settings>} */
export async function readSettings() {
  return { hidden: [], ...(await load("settings")) };
}

/**
 * Change settings.
 * @param {(settings: Settings) => Settings} change
 */
export async function changeSettings(change) {
  await keep("settings", change(await readSettings()));
}

/**
 * Switch a category, or a kind within one, on or off.
 * @param {string} key
 * @param {boolean} on
 */
export async function switchKind(key, on) {
  await changeSettings((settings) => {
    const others = settings.hidden.filter((one) => one !== key);
    return { ...settings, hidden: on ? others : [...others, key] };
  });
}
