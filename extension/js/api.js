// Has pages annotated by the server on this machine. Only the worker calls it: what a content script fetches is bound by the rules of
// the page that it runs in.
import { isAnswer, isLexicon } from "./answer.js";
import { DEFAULT_PORT, healthOf, pairing, proofOf } from "./pairing.js";

/** How long the server may work on one page, in milliseconds. */
const PATIENCE = 120_000;
/** How often to come back to a busy server. */
const TRIES = 5;
/** For how many seconds to look out for a server that went away while it worked: one that is started again takes a few. */
const COMEBACK = 30;

/**
 * @typedef {object} Failure
 * @property {"not-running" | "not-paired" | "not-proved" | "refused" | "too-large" | "busy" | "slow" | "broken"} reason
 * @property {string} [detail] in the server's words
 * @property {number} [again] the seconds after which a busy server has room
 *
 * @typedef {{answer: any, address: string}} Answer `address` is the server's, where its pages are
 * @typedef {Answer | {failure: Failure}} Reply
 */

/**
 * Have a page annotated. A server that dies over it is waited for.
 * @param {object} request by the wire contract, version 1
 * @param {string} tab the same for all requests of one tab
 * @param {AbortSignal} [left] given when nobody waits for the answer any more; then the server stops working on it
 * @returns {Promise<Reply>}
 */
export async function annotate(request, tab, left = new AbortController().signal) {
  return checked(await ask("/v1/annotate", request, tab, left, COMEBACK), isAnswer);
}

/**
 * List the reader's own terms, or change them, by `docs/own-terms.md`. What may have been done already is not sent again.
 * @param {string} action "", "add", "change", "copy", "remove" or "switch"
 * @param {object} fields
 * @returns {Promise<Reply>} the lexicon as it then is
 */
export async function ownTerms(action, fields) {
  const path = action ? `/v1/lexicon/own/${action}` : "/v1/lexicon/own";
  return checked(await ask(path, fields, "options", new AbortController().signal, 0), isLexicon);
}

/**
 * Ask the server that we are paired with. It has to prove each time that it is the one: between two tries another program may have
 * taken its port.
 * @param {string} path
 * @param {object} request
 * @param {string} tab
 * @param {AbortSignal} left
 * @param {number} comeback for how many seconds to look out for it, if it goes away after it has proved itself
 * @returns {Promise<Reply>}
 */
async function ask(path, request, tab, left, comeback) {
  const pair = await pairing();
  if (!pair) return fail((await healthOf(DEFAULT_PORT)) === null ? "not-running" : "not-paired");
  const body = JSON.stringify(request);
  let [busy, away] = [0, 0]; // how often it was
  for (;;) {
    const proof = await proofOf(pair);
    const reply = proof === true ? await send(pair, path, body, tab, left) : fail(proof || "not-proved");
    if (left.aborted) return fail("broken", "nobody waits for it");
    if (!("failure" in reply)) return reply;
    const { reason, again = 1 } = reply.failure;
    if (reason === "busy" && busy++ < TRIES) await pause(again, left);
    else if (reason === "not-running" && (proof === true || away) && away++ < comeback) await pause(1, left);
    else return reply;
  }
}

/**
 * @param {import("./pairing.js").Pairing} pair
 * @param {string} path
 * @param {string} body
 * @param {string} tab
 * @param {AbortSignal} left
 * @returns {Promise<Reply>}
 */
async function send(pair, path, body, tab, left) {
  try {
    const response = await fetch(`${addressOf(pair)}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${pair.token}`, "Claimlight-Tab": tab },
      body,
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.any([left, AbortSignal.timeout(PATIENCE)]),
    });
    const text = await response.text();
    if (response.ok) return { answer: parsed(text), address: addressOf(pair) };
    return { failure: failureOf(response, parsed(text)) };
  } catch (error) {
    return fail(error instanceof DOMException && error.name === "TimeoutError" ? "slow" : "not-running");
  }
}

/**
 * @param {number} seconds
 * @param {AbortSignal} left ends it early
 * @returns {Promise<void>}
 */
function pause(seconds, left) {
  return new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
    left.addEventListener("abort", () => resolve(), { once: true });
  });
}

/**
 * @param {string} text
 * @returns {any} null where it is no JSON
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {import("./pairing.js").Pairing} pair */
function addressOf(pair) {
  return `http://127.0.0.1:${pair.port}`;
}

/**
 * See that an answer is one, before anything works with it.
 * @param {Reply} reply
 * @param {import("./answer.js").Check} isRight
 * @returns {Reply}
 */
function checked(reply, isRight) {
  return "failure" in reply || isRight(reply.answer) ? reply : fail("broken", "not an answer of version 1");
}

/**
 * @param {Response} response
 * @param {any} problem what it says is wrong
 * @returns {Failure}
 */
function failureOf({ status, headers }, problem) {
  /** @type {Record<number, Failure["reason"]>} */
  const reasons = { 401: "not-paired", 403: "refused", 421: "refused", 413: "too-large", 503: "busy" };
  const again = Math.min(Number(headers.get("Retry-After")) || 1, 30);
  return { reason: reasons[status] ?? "broken", detail: problem?.detail ?? problem?.title ?? `HTTP ${status}`, again };
}

/**
 * @param {Failure["reason"]} reason
 * @param {string} [detail]
 * @returns {{failure: Failure}}
 */
function fail(reason, detail) {
  return { failure: { reason, detail } };
}
