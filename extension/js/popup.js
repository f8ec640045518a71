// The popup: annotates the page that the reader is on, says how it stands, and switches categories.
import { askPage, askWorker, currentTab, onMessage, say } from "./ext.js";
import { translate } from "./i18n.js";
import { CATEGORIES, readSettings, switchKind } from "./settings.js";

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

const tab = (await currentTab())?.id;

/** @type {Record<string, string>} what to type in a terminal */
const COMMANDS = { "not-running": "claimlight serve", "not-paired": "claimlight pair" };

/**
 * What to tell the reader.
 * @param {any} page
 * @returns {string}
 */
function statusOf(page) {
  if (page.state === "failed") return say(`failed_${page.failure.reason}`.replaceAll("-", "_"), page.failure.detail ?? "");
  if (page.state === "language") return say("state_language", new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(page.language) ?? page.language);
  const nothing = page.state === "on" && CATEGORIES.every((category) => !page.counts[category]);
  return say(nothing ? "state_nothing" : `state_${page.state}`.replaceAll("-", "_"));
}

/** @param {any} page */
async function show(page) {
  const on = page.state === "on" || page.state === "reading";
  document.body.dataset.state = page.state;
  byId("status").textContent = statusOf(page);
  const command = COMMANDS[page.failure?.reason];
  byId("command").textContent = command ?? "";
  byId("command").hidden = !command;
  byId("again").hidden = page.state !== "failed";
  byId("power").textContent = say(on ? "popup_turn_off" : "popup_turn_on");
  byId("power").hidden = page.state === "forbidden" || page.state === "failed";
  const { hidden } = await readSettings();
  byId("switches").replaceChildren(...CATEGORIES.map((category) => switchFor(category, page.counts[category], !hidden.includes(category))));
}

/**
 * @param {string} category
 * @param {number | undefined} count
 * @param {boolean} on
 */
function switchFor(category, count, on) {
  const input = Object.assign(document.createElement("input"), { type: "checkbox", checked: on, id: category });
  input.setAttribute("role", "switch");
  input.addEventListener("change", () => switchKind(category, input.checked));
  const name = Object.assign(document.createElement("span"), { className: "name", textContent: say(category.replaceAll("-", "_") + "s") });
  const number = Object.assign(document.createElement("span"), { className: "count", textContent: count === undefined ? "" : String(count) });
  const label = document.createElement("label");
  label.append(input, name, number);
  const item = Object.assign(document.createElement("li"), { className: category });
  item.append(label);
  return item;
}

async function turnOn() {
  if (tab === undefined) return;
  show({ state: "reading", counts: {} });
  show(await askWorker({ type: "start", tab }));
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
  if (agreed) turnOn();
}

async function togglePower() {
  if (tab === undefined) return;
  const page = await askPage(tab, { type: "state?" }).catch(() => null);
  if (page?.state === "on" || page?.state === "reading") show(await askPage(tab, { type: "turn-off" }));
  else turnOn();
}

translate(document);
byId("power").addEventListener("click", togglePower);
byId("again").addEventListener("click", turnOn);
byId("agree").addEventListener("click", () => answerAsking(true));
byId("refuse").addEventListener("click", () => answerAsking(false));
showAsking();
onMessage((message, sender) => {
  if (message.type === "page-state" && sender.tab === tab) show(message.state);
  return undefined;
});
const before = tab === undefined ? null : await askPage(tab, { type: "state?" }).catch(() => null);
if (before && before.state !== "failed") show(before);
else turnOn();
