// The background worker: takes messages and hands them on. It keeps nothing in memory that must outlive it; browsers stop it when
// it is idle.
import { annotate } from "./api.js";
import { askPage, onMessage } from "./ext.js";
import { inject } from "./inject.js";

onMessage((message, sender) => {
  if (message.type === "annotate" && !sender.own) return annotate(message.request);
  if (message.type === "start" && sender.own) return start(message.tab);
  return undefined;
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
  return askPage(tab, { type: "turn-on" });
}
