// The only content script that touches the browser's extension interface. Content scripts are classic scripts, injected in the
// order of `js/inject.js`; what one offers to the next stands in its `exported` comment, what it takes in its `global` comment.
"use strict";
/* exported askWorker, askWorkerUntil, messageKey, onMessage, say, shadowRootOf, tellAll, guessLanguage */

/**
 * Send a message to the worker and wait for its answer.
 * @param {{type: string} & Record<string, any>} message
 * @returns {Promise<any>} rejects where the extension was updated or removed while the page was open
 */
function askWorker(message) {
  return chrome.runtime.sendMessage(message);
}

/**
 * Ask the worker for what is of use only as long as this page is there and wants it. A line tells the worker when that is over: it is
 * cut by `signal`, and by the browser when the tab is closed or shows another page.
 * @param {{type: string} & Record<string, any>} message
 * @param {AbortSignal} signal
 * @returns {Promise<any>} a failure where the line was cut
 */
async function askWorkerUntil(message, signal) {
  const line = chrome.runtime.connect(undefined, { name: crypto.getRandomValues(new Uint32Array(4)).join("-") });
  const cut = () => line.disconnect();
  signal.addEventListener("abort", cut);
  try {
    return await chrome.runtime.sendMessage({ ...message, line: line.name });
  } catch (error) {
    return { failure: { reason: "broken", detail: String(error) } }; // the page was put away for a while, or the worker died
  } finally {
    signal.removeEventListener("abort", cut);
    cut();
  }
}

/**
 * Tell worker, popup and panel something that needs no answer; nobody may be listening.
 * @param {{type: string} & Record<string, any>} message
 */
function tellAll(message) {
  chrome.runtime.sendMessage(message).catch(() => undefined);
}

/**
 * Answer messages from worker, popup and panel.
 * @param {(message: any) => any} answer may return a promise
 * @returns {() => void} stops listening
 */
function onMessage(answer) {
  /** @type {(message: any, sender: chrome.runtime.MessageSender, reply: (value: any) => void) => boolean} */
  const listener = (message, _sender, reply) => {
    Promise.resolve(answer(message)).then(reply, (error) => reply({ error: String(error) }));
    return true; // the answer comes later
  };
  chrome.runtime.onMessage.addListener(listener);
  return () => chrome.runtime.onMessage.removeListener(listener);
}

/**
 * A string of the reader's language, from `_locales`.
 * @param {string} key
 * @param {...(string | number)} values what stands in for $1, $2 …
 */
function say(key, ...values) {
  return chrome.i18n.getMessage(key, values.map(String));
}

/**
 * The key of a message: `_locales` takes letters, digits and underscores.
 * @param {string} name
 */
function messageKey(name) {
  return name.replace(/[^a-z0-9]+/gi, "_");
}

/**
 * The shadow root of an element, closed ones included: content scripts may see those, pages may not.
 * @param {Element} element
 * @returns {ShadowRoot | null}
 */
function shadowRootOf(element) {
  if (element.shadowRoot) return element.shadowRoot;
  if (!element.localName.includes("-")) return null; // asking for each element of a long page takes too long
  const { dom } = chrome; // of Chromium alone
  if (dom) return /** @type {any} */ (dom.openOrClosedShadowRoot(/** @type {HTMLElement} */ (element))) ?? null;
  return /** @type {any} */ (element).openOrClosedShadowRoot ?? null;
}

/**
 * What language a text is in, by the browser's own detector, or "" where it is not sure.
 * @param {string} text
 * @returns {Promise<string>} an ISO 639 code
 */
async function guessLanguage(text) {
  const guess = await chrome.i18n.detectLanguage(text);
  const best = guess.languages[0];
  return guess.isReliable && best && best.percentage >= 70 ? best.language : "";
}
