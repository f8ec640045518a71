// The background worker: takes messages and hands them on. It keeps nothing in memory that must outlive it; browsers stop it when
// it is idle.
import { annotate, ownTerms } from "./api.js";
import { startByItself } from "./auto.js";
import { showBadge } from "./badge.js";
import { run } from "./commands.js";
import { allTabs, askPage, endOf, lockStorage, onCommand, onKept, onMessage, onPageReady, takeLines } from "./ext.js";
import { restyle, start } from "./inject.js";
import { addNote, dismissedOn, takeBack } from "./notes.js";
import { answerAsking, asking, meet } from "./pairing.js";
import { complete } from "./settings.js";

lockStorage();
onPageReady(startByItself);
onCommand(run);
takeLines();

onMessage((message, sender) => (sender.own ? fromOwnPage(message) : fromContentScript(message, sender)));

/**
 * @param {any} message of popup, panel or options
 * @returns {Promise<any> | undefined} undefined where it is not for the worker
 */
function fromOwnPage(message) {
  if (message.type === "start") return start(message.tab);
  if (message.type === "asking?") return asking();
  if (message.type === "answer-asking") return answerAsking(message.agreed);
  if (message.type === "take-back") return takeBack(message.url, message.key);
  if (message.type === "own-terms") return ownTerms(message.action, message.fields);
  return undefined;
}

/**
 * @param {any} message
 * @param {import("./ext.js").Sender} sender
 * @returns {Promise<any> | undefined}
 */
function fromContentScript(message, sender) {
  if (message.type === "annotate") return annotate(message.request, String(sender.tab), endOf(message.line));
  if (message.type === "pair" && sender.top && isLocal(sender.url)) return pair(sender.url, message.code);
  if (message.type === "dismissed?") return dismissedOn(message.url);
  if (message.type === "dismiss") return addNote(message.note);
  if (message.type === "take-back") return takeBack(message.url, message.key);
  if (message.type === "page-state" && sender.tab !== undefined) showBadge(sender.tab, message.state);
  return undefined;
}

/**
 * The server's page is open. Pages that wait for a server to be started go on by themselves.
 * @param {string} url
 * @param {string | null} code
 */
async function pair(url, code) {
  const outcome = await meet(Number(new URL(url).port), code);
  if (outcome !== "connected") return outcome;
  for (const tab of await allTabs()) askPage(tab, { type: "server-is-back" }).catch(() => undefined);
  return outcome;
}

/** @param {string} url */
function isLocal(url) {
  return url.startsWith("http://127.0.0.1:");
}

// Settings and notes take effect at once in every page, whoever changed them.
onKept(async (key, value, before) => {
  if (key !== "settings") return;
  const settings = complete(value);
  for (const tab of await allTabs()) {
    const told = askPage(tab, { type: settings.paused ? "turn-off" : "settings", settings });
    told.then(
      () => restyle(tab, complete(before).look, settings.look),
      () => undefined, // most tabs have no scripts of ours
    );
  }
});
