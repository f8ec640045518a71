// What the popup offers for the site of the page: switches of its own, and to be annotated whenever one of its pages is opened.
import { giveBackAccess, hasAccess, requestAccess, say } from "./ext.js";
import { changeSettings, readSettings, setOwnSwitches } from "./settings.js";

/**
 * @param {HTMLElement} section
 * @param {string | undefined} host known once content scripts run there
 * @param {string | undefined} url of the page, where the browser tells it
 */
export async function showSite(section, host, url) {
  section.hidden = !host || !url?.startsWith("http");
  if (section.hidden || !host || !url) return;
  const { origin } = new URL(url);
  const settings = await readSettings();
  const [own, always] = ["own-switches", "always"].map((id) => /** @type {HTMLInputElement} */ (document.getElementById(id)));
  const summary = section.querySelector("summary");
  if (summary) summary.textContent = say("popup_this_site", host);
  own.checked = host in settings.sites;
  own.onchange = () => setOwnSwitches(host, own.checked);
  always.checked = settings.always.includes(origin) && (await hasAccess([`${withoutPort(origin)}/*`]));
  always.onchange = () => setAlways(origin, always.checked);
}

/**
 * The wish is written down before the browser asks: in Firefox its question closes the popup.
 * @param {string} origin
 * @param {boolean} on
 */
async function setAlways(origin, on) {
  const asked = on ? requestAccess([`${withoutPort(origin)}/*`]) : giveBackAccess([`${withoutPort(origin)}/*`]);
  const change = (/** @type {boolean} */ add) =>
    changeSettings(({ always }) => ({ always: [...always.filter((one) => one !== origin), ...(add ? [origin] : [])] }));
  await change(on);
  if ((await asked) === false) await change(false);
}

/**
 * Firefox takes no port in a match pattern.
 * @param {string} origin
 */
function withoutPort(origin) {
  return origin.replace(/:\d+$/, "");
}
