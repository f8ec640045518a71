// The popup: annotates the page that the reader is on, says how it stands, and switches categories.
import { askPage, askWorker, currentTab, onKept, onMessage, openOptions, openPanel, say } from "./ext.js";
import { COMMANDS, failureText } from "./failure.js";
import { translate } from "./i18n.js";
import { changeSettings, readSettings } from "./settings.js";
import { showSite } from "./site.js";
import { messageKey, showSwitches } from "./switches.js";

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

const tab = await currentTab();

/** @type {any} the page's state, as `content/main.js` describes it */
let page = { state: "off", counts: {} };

/** What to tell the reader. */
function status() {
  if (page.state === "failed") return failureText(page.failure);
  if (page.state === "language") return say("state_language", languageName(page.language));
  if (page.state === "on" && !Object.keys(page.counts).length) return say("state_nothing");
  return say(messageKey(`state_${page.state}`));
}

/** @param {string} code */
function languageName(code) {
  return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(code) ?? code;
}

async function show() {
  const { paused } = await readSettings();
  if (paused) page = { state: "paused", counts: {} };
  const on = page.state === "on" || page.state === "reading";
  const command = COMMANDS[page.failure?.reason];
  byId("status").textContent = status();
  byId("command").textContent = command ?? "";
  byId("command").hidden = !command;
  byId("again").hidden = page.state !== "failed";
  byId("power").textContent = say(on ? "popup_turn_off" : "popup_turn_on");
  byId("power").hidden = page.state === "forbidden" || page.state === "failed" || page.state === "paused";
  /** @type {HTMLInputElement} */ (byId("paused")).checked = paused;
  await showSwitches(byId("switches"), page);
  await showSite(byId("site"), page.host, tab?.url);
  document.body.dataset.state = page.state;
}

/** @param {any} state */
function become(state) {
  page = state;
  return show();
}

async function turnOn() {
  if (tab?.id === undefined) return;
  await become({ state: "reading", counts: {} });
  await become(await askWorker({ type: "start", tab: tab.id }));
}

async function togglePower() {
  const on = page.state === "on" || page.state === "reading";
  if (on && tab?.id !== undefined) await become(await askPage(tab.id, { type: "turn-off" }));
  else await turnOn();
}

/** Another server wants to take the place of the one that is paired: only the reader can know. */
async function showAsking() {
  const request = await askWorker({ type: "asking?" });
  byId("asking").hidden = !request;
  if (request) byId("asking").querySelector("p")?.replaceChildren(say("asking", request.port));
}

/** @param {boolean} agreed */
async function answerAsking(agreed) {
  await askWorker({ type: "answer-asking", agreed });
  await showAsking();
  if (agreed) await turnOn();
}

/** @param {boolean} paused */
async function pause(paused) {
  await changeSettings(() => ({ paused }));
  await (paused ? show() : turnOn());
}

translate(document);
byId("power").addEventListener("click", togglePower);
byId("again").addEventListener("click", turnOn);
byId("agree").addEventListener("click", () => answerAsking(true));
byId("refuse").addEventListener("click", () => answerAsking(false));
byId("paused").addEventListener("change", (event) => pause(/** @type {HTMLInputElement} */ (event.target).checked));
byId("options").addEventListener("click", openOptions);
byId("panel").addEventListener("click", async () => {
  if (tab?.id !== undefined) await openPanel(tab.id);
  close();
});
onKept((key) => {
  if (key === "settings") show();
});
onMessage((message, sender) => {
  if (message.type === "page-state" && sender.tab === tab?.id) become(message.state);
  return undefined;
});
showAsking();
const before = tab?.id === undefined ? null : await askPage(tab.id, { type: "state?" }).catch(() => null);
if ((await readSettings()).paused) show();
else if (before && before.state !== "failed") become(before);
else turnOn();
