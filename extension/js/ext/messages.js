// Messages between the parts of the extension.

/**
 * Ask the content scripts of a tab.
 * @param {number} tab
 * @param {{type: string} & Record<string, any>} message
 * @returns {Promise<any>} rejects where there are none
 */
export function askPage(tab, message) {
  return chrome.tabs.sendMessage(tab, message, { frameId: 0 });
}

/**
 * Ask the worker.
 * @param {{type: string} & Record<string, any>} message
 * @returns {Promise<any>}
 */
export function askWorker(message) {
  return chrome.runtime.sendMessage(message);
}

/**
 * @typedef {object} Sender who sent a message
 * @property {number | undefined} tab the tab that it runs in
 * @property {boolean} own whether it is a page of this extension, not a content script
 * @property {string} url the page that it stands in
 * @property {boolean} top whether that is no frame in another page
 */

/**
 * Listen to messages of this extension. Where `answer` returns undefined, another listener may answer.
 * @param {(message: any, sender: Sender) => Promise<any> | undefined} answer
 */
export function onMessage(answer) {
  chrome.runtime.onMessage.addListener((message, from, reply) => {
    const promise = answer(message, senderOf(from));
    promise?.then(reply, (error) => reply({ failure: { reason: "broken", detail: String(error) } }));
    return promise !== undefined;
  });
}

/** @type {Map<string, AbortController>} lines to pages that wait for an answer, by their names */
const lines = new Map();

/** Take the lines that content scripts open (`askWorkerUntil`): each lasts as long as its page is there and wants the answer. */
export function takeLines() {
  chrome.runtime.onConnect.addListener((port) => {
    const line = new AbortController();
    lines.set(port.name, line);
    port.onDisconnect.addListener(() => {
      lines.delete(port.name);
      line.abort();
    });
  });
}

/**
 * Given when a page no longer waits.
 * @param {string} line its name, from the page's message
 * @returns {AbortSignal | undefined}
 */
export function endOf(line) {
  return lines.get(line)?.signal;
}

/**
 * @param {chrome.runtime.MessageSender} from
 * @returns {Sender}
 */
function senderOf(from) {
  const url = from.url ?? "";
  return { tab: from.tab?.id, own: url.startsWith(chrome.runtime.getURL("")), url, top: from.frameId === 0 };
}
