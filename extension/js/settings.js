// What the reader has set, and the only place that knows its shape.
import { keep, load } from "./ext.js";

/** The categories, in the order in which they are shown everywhere. */
export const CATEGORIES = ["attributed-claim", "unverified-assertion", "contested-term"];

/**
 * The kinds within each category, in the order in which they are shown; `docs/categories.md` says what they mean. Terms have one more
 * switch, which cuts across their kinds: those in the words of somebody who is quoted or reported.
 * @type {Record<string, string[]>}
 */
export const KINDS = {
  "attributed-claim": ["named", "unnamed", "vague"],
  "unverified-assertion": [
    ...["sourceless-attribution", "vague-source", "unnamed-source", "unsourced-fact", "imputed-mind", "forecast", "judgement"],
    ...["told-as-fact", "disputed"],
  ],
  "contested-term": ["place name", "event name", "actor label", "status", "euphemism", "policy", "identity", "attributed"],
};

/**
 * @typedef {object} Look
 * @property {string} palette a key of `PALETTES` in `look.js`
 * @property {Record<string, [string, string]>} colours the reader's own, by category, on light and on dark pages
 * @property {Record<string, string>} lines the reader's own, by category
 * @property {"none" | "calm" | "strong"} tint
 *
 * @typedef {object} Settings
 * @property {string[]} hidden what is switched off: a category, or a category and a kind parted by a slash
 * @property {Record<string, string[]>} sites the same for single sites, by host name, in place of `hidden`
 * @property {boolean} announce whether screen readers are told where annotations begin
 * @property {Look} look
 * @property {boolean} paused nothing is annotated anywhere
 * @property {string[]} always origins whose pages are annotated when they are opened
 * @property {boolean} news whether news pages of all sites are
 */

/** @type {Settings} */
const AT_FIRST = {
  hidden: [],
  sites: {},
  announce: true,
  look: { palette: "calm", colours: {}, lines: {}, tint: "calm" },
  paused: false,
  always: [],
  news: false,
};

/**
 * Stored settings, with what they lack.
 * @param {any} stored
 * @returns {Settings}
 */
export function complete(stored) {
  return { ...AT_FIRST, ...stored, look: { ...AT_FIRST.look, ...stored?.look } };
}

/** @returns {Promise<Settings>} */
export async function readSettings() {
  return complete(await load("settings"));
}

/**
 * Change settings.
 * @param {(settings: Settings) => Partial<Settings>} change gives what is different
 */
export async function changeSettings(change) {
  const settings = await readSettings();
  await keep("settings", { ...settings, ...change(settings) });
}

/**
 * What is switched off on a site.
 * @param {Settings} settings
 * @param {string} [host]
 */
export function hiddenOn(settings, host) {
  return (host !== undefined && settings.sites[host]) || settings.hidden;
}

/**
 * Switch things off, everywhere or on a site that has switches of its own.
 * @param {(hidden: string[]) => string[]} change
 * @param {string} [host]
 */
export function changeHidden(change, host) {
  return changeSettings((settings) => {
    const own = host !== undefined && settings.sites[host];
    return own ? { sites: { ...settings.sites, [host]: change(own) } } : { hidden: change(settings.hidden) };
  });
}

/**
 * Switch a category, or a kind within one, on or off.
 * @param {string} key
 * @param {boolean} on
 * @param {string} [host]
 */
export function switchKind(key, on, host) {
  return changeHidden((hidden) => [...hidden.filter((one) => one !== key), ...(on ? [] : [key])], host);
}

/**
 * Give a site switches of its own, which start as they are everywhere; or take them away.
 * @param {string} host
 * @param {boolean} own
 */
export function setOwnSwitches(host, own) {
  return changeSettings(({ sites, hidden }) => {
    const { [host]: _, ...others } = sites;
    return { sites: own ? { ...sites, [host]: hidden } : others };
  });
}

/**
 * The next of: all categories, each alone.
 * @param {string[]} hidden
 */
export function cycled(hidden) {
  const shown = CATEGORIES.filter((category) => !hidden.includes(category));
  const next = shown.length === 1 ? CATEGORIES.indexOf(shown[0]) + 1 : 0;
  const kinds = hidden.filter((one) => !CATEGORIES.includes(one));
  if (shown.length === CATEGORIES.length || shown.length === 1) {
    return [...kinds, ...(next < CATEGORIES.length ? CATEGORIES.filter((_, nth) => nth !== next) : [])];
  }
  return kinds;
}

/**
 * All off, or all on again where all are off.
 * @param {string[]} hidden
 */
export function allSwitched(hidden) {
  const kinds = hidden.filter((one) => !CATEGORIES.includes(one));
  return CATEGORIES.every((category) => hidden.includes(category)) ? kinds : [...kinds, ...CATEGORIES];
}
