/* global build */
// The options page. Every change takes effect at once, here and on every page.
import { askWorker, commands, giveBackAccess, hasAccess, keep, load, onKept, requestAccess, say } from "./ext.js";
import { translate } from "./i18n.js";
import { showLook } from "./options-look.js";
import { showNotes } from "./options-notes.js";
import { showTerms } from "./options-terms.js";
import { changeSettings, readSettings } from "./settings.js";
import { showSwitches } from "./switches.js";

/** All sites, as the browser's question has it. */
const EVERYWHERE = ["https://*/*", "http://*/*"];

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const input = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (document.getElementById(id));

async function show() {
  const settings = await readSettings();
  showLook(settings.look);
  await showSwitches(byId("switches"), { state: "options", counts: allKinds });
  input("announce").checked = settings.announce;
  input("paused").checked = settings.paused;
  input("news").checked = settings.news && (await hasAccess(EVERYWHERE));
  showSites(settings.always);
  document.body.dataset.state = "shown";
}

/** Switches for every kind, whether or not there is one on a page: each has a count. */
const allKinds = new Proxy(/** @type {Record<string, number>} */ ({}), { get: () => 1 });

/** @param {string[]} sites origins */
function showSites(sites) {
  const items = sites.map((site) => {
    const button = build("button", { type: "button", "aria-label": say("options_remove_site", site) }, say("options_remove"));
    button.addEventListener("click", async () => {
      await changeSettings(({ always }) => ({ always: always.filter((one) => one !== site) }));
      await giveBackAccess([`${site.replace(/:\d+$/, "")}/*`]);
    });
    return build("li", null, build("span", null, site), button);
  });
  byId("sites").replaceChildren(...(items.length ? items : [build("li.empty", null, say("options_no_sites"))]));
}

async function showKeys() {
  const rows = (await commands()).map(({ name, description, keys }) => [
    build("dt", null, description || say(name === "_execute_action" ? "command_action" : "name")),
    build("dd", null, keys ? build("kbd", null, keys) : say("options_no_key")),
  ]);
  byId("keys").replaceChildren(...rows.flat());
}

async function showServer() {
  const pairing = await load("pairing");
  byId("server").textContent = pairing ? say("options_connected", pairing.port) : say("failed_not_paired");
  byId("forget").hidden = !pairing;
}

/** @param {boolean} on */
async function setNews(on) {
  const asked = on ? requestAccess(EVERYWHERE) : giveBackAccess(EVERYWHERE); // first: the browser wants it in answer to the click
  await changeSettings(() => ({ news: on }));
  if ((await asked) === false) await changeSettings(() => ({ news: false }));
}

translate(document);
document.title = say("options_title");
input("announce").addEventListener("change", () => changeSettings(() => ({ announce: input("announce").checked })));
input("paused").addEventListener("change", () => changeSettings(() => ({ paused: input("paused").checked })));
input("news").addEventListener("change", () => setNews(input("news").checked));
byId("forget").addEventListener("click", () => keep("pairing", null));
onKept((key) => {
  if (key === "settings") show();
  if (key === "notes") showNotes(takeBack);
  if (key === "pairing") {
    showServer();
    showTerms();
  }
});

/** @param {import("./notes.js").Note} note */
function takeBack({ url, key }) {
  return askWorker({ type: "take-back", url, key });
}

show();
showKeys();
showNotes(takeBack);
showServer();
showTerms();
