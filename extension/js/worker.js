// The background worker: takes messages and hands them on. It keeps nothing in memory that must outlive it; browsers stop it when
// it is idle.
import { annotate } from "./api.js";
import { allTabs, askPage, lockStorage, onKept, onMessage } from "./ext.js";
import { inject } from "./inject.js";
import { answerAsking, asking, meet } from "./pairing.js";
import { readSettings } from "./settings.js";

lockStorage();

onMessage((message, sender) => {
  if (message.type === "annotate" && !sender.own) return annotate(message.request, String(sender.tab));
  if (message.type === "pair" && sender.top && isLocal(sender.url)) return meet(portOf(sender.url), message.code);
  if (message.type === "start" && sender.own) return start(message.tab);
  if (message.type === "asking?" && sender.own) return asking();
  if (message.type === "answer-asking" && sender.own) return answerAsking(message.agreed);
  return undefined;
});

// Settings take effect at once in every page, whoever changed them.
onKept(async (key) => {
  if (key !== "settings") return;
  const settings = await readSettings();
  for (const tab of await allTabs()) askPage(tab, { type: "settings", settings }).catch(() => undefined); // most have no scripts of ours
});

/**
 * Annotate a tab.
 * @param {number} tab
 * @returns {Promise<any>} its state, as `content/main.js` describes it
 */
async function start(tab) {
  try {
    await inject(tab);
  } catch (error) {
    return { state: "forbidden", counts: {}, failure: { reason: "broken", detail: String(error) } };
  }
  return askPage(tab, { type: "turn-on", settings: await readSettings() });
}

/** @param {string} url */
function isLocal(url) {
  return url.startsWith("http://127.0.0.1:");
}

/** @param {string} url */
function portOf(url) {
  return Number(new URL(url).port);
}
