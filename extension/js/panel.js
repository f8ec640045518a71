// The side panel (Chromium) or sidebar (Firefox): who speaks in the article, what has no source, which terms are contested. It follows
// the page as that scrolls, and the page follows it.
import { askPage, askWorker, currentTab, onKept, onMessage, onTabChange, say } from "./ext.js";
import { translate } from "./i18n.js";
import { sourceList, termList, unverifiedList } from "./panel-lists.js";
import { summaryBar } from "./panel-summary.js";
import { saveAs } from "./save.js";
import { messageKey, showSwitches } from "./switches.js";

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const TABS = ["sources", "unverified", "terms"];

/** @type {number | undefined} the tab that the panel is about */
let tab;
/** @type {any} what `content/main.js` calls contents */
let contents = null;

/** Show the page of the tab that the reader is on now. */
async function look() {
  const current = (await currentTab())?.id;
  if (current !== tab && tab !== undefined) askPage(tab, { type: "follow", on: false }).catch(() => undefined);
  tab = current;
  const page = tab === undefined ? null : await askPage(tab, { type: "state?" }).catch(() => null);
  await show(page ?? { state: "off", counts: {} });
}

/** @param {any} page its state, as `content/main.js` describes it */
async function show(page) {
  contents = page.state === "on" && tab !== undefined ? await askPage(tab, { type: "contents?" }).catch(() => null) : null;
  byId("article").hidden = byId("footer").hidden = !contents;
  byId("start").hidden = page.state !== "off";
  byId("title").textContent = contents?.about.title ?? say("name");
  byId("status").textContent = contents ? "" : say(messageKey(`panel_${page.state}`)) || say(messageKey(`state_${page.state}`));
  document.body.dataset.state = page.state;
  if (!contents || tab === undefined) return;
  byId("summary").replaceChildren(summaryBar(contents, choose));
  byId("sources").replaceChildren(sourceList(contents, goTo));
  byId("unverified").replaceChildren(unverifiedList(contents, goTo));
  byId("terms").replaceChildren(termList(contents, goTo));
  await showSwitches(byId("switches"), page);
  askPage(tab, { type: "follow", on: true }).catch(() => undefined);
}

/** @param {string} id of an annotation */
async function goTo(id) {
  if (tab === undefined) return;
  if (await askPage(tab, { type: "go-to", id })) byId("back").hidden = false;
}

async function goBack() {
  if (tab === undefined) return;
  const left = await askPage(tab, { type: "go-back" });
  byId("back").hidden = !left;
}

/**
 * Show one of the lists.
 * @param {string} name
 * @param {string} [status] of sentences, where only those are wanted
 */
function choose(name, status) {
  for (const one of TABS) {
    const chosen = one === name;
    byId(one).hidden = !chosen;
    byId(`tab-${one}`).setAttribute("aria-selected", String(chosen));
    byId(`tab-${one}`).tabIndex = chosen ? 0 : -1;
  }
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (byId("unverified").querySelectorAll("li[data-status]"))) {
    item.hidden = status !== undefined && item.dataset.status !== status;
  }
}

/** @param {KeyboardEvent} event */
function moveTab(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const at = TABS.findIndex((one) => byId(`tab-${one}`).getAttribute("aria-selected") === "true");
  const next = TABS[(at + step + TABS.length) % TABS.length];
  choose(next);
  byId(`tab-${next}`).focus();
}

/**
 * The page has scrolled.
 * @param {string[]} ids of the annotations that are in view
 */
function follow(ids) {
  const seen = new Set(ids);
  let first = true;
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-annotation]"))) {
    const here = seen.has(item.dataset.annotation ?? "");
    if (here) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
    if (!here || !first || !item.checkVisibility()) continue;
    first = false;
    if (!item.matches(":focus")) item.scrollIntoView({ block: "nearest" });
  }
}

translate(document);
for (const name of TABS) byId(`tab-${name}`).addEventListener("click", () => choose(name));
byId("tabs").addEventListener("keydown", moveTab);
byId("back").addEventListener("click", goBack);
byId("start").addEventListener("click", async () => show(await askWorker({ type: "start", tab })));
for (const format of ["html", "csv", "jsonld"]) byId(`save-${format}`).addEventListener("click", () => saveAs(format, contents));
choose("sources");
onTabChange(look);
onKept((key) => {
  if (key === "settings") look();
});
onMessage((message, sender) => {
  if (sender.tab !== tab) return undefined;
  if (message.type === "page-state") show(message.state);
  if (message.type === "page-at") follow(message.ids);
  return undefined;
});
addEventListener("pagehide", () => {
  if (tab !== undefined) askPage(tab, { type: "follow", on: false }).catch(() => undefined);
});
look();
