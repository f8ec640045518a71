// Has pages annotated by the server on this machine. Only the worker calls it: what a content script fetches is bound by the rules of
// the page that it runs in.
import { isAnswer, isLexicon } from "./answer.js";
import { DEFAULT_PORT, healthOf, pairing, proofOf } from "./pairing.js";

/** How long the server may work on one page, in milliseconds. */
const PATIENCE = 120_000;
/** How often to come back to a busy server. */
const TRIES = 5;

/**
 * @typedef {object} Failure
 * @property {"not-running" | "not-paired" | "not-proved" | "refused" | "too-large" | "busy" | "slow" | "broken"} reason
 * @property {string} [detail] in the server's words
 *
 * @typedef {{answer: any, address: string}} Answer `address` is the server's, where its pages are
 * @typedef {Answer | {failure: Failure}} Reply
 */

/**
 * Have a page annotated.
 * @param {object} request by the wire contract, version 1
 * @param {string} tab the same for all requests of one tab
 * @returns {Promise<Reply>}
 */
export async function annotate(request, tab) {
  return checked(await ask("/v1/annotate", request, tab), isAnswer);
}

/**
 * List the reader's own terms, or change them, by `docs/own-terms.md`.
 * @param {string} action "", "add", "change", "copy", "remove" or "switch"
 * @param {object} fields
 * @returns {Promise<Reply>} the lexicon as it then is
 */
export async function ownTerms(action, fields) {
  const reply = await ask(action ? `/v1/lexicon/own/${action}` : "/v1/lexicon/own", fields, "options");
  return checked(reply, isLexicon);
}

/**
 * Ask the server that we are paired with, once it has proved that it is the one.
 * @param {string} path
 * @param {object} request
 * @param {string} tab
 * @returns {Promise<Reply>}
 */
async function ask(path, request, tab) {
  const pair = await pairing();
  if (!pair) return fail((await healthOf(DEFAULT_PORT)) === null ? "not-running" : "not-paired");
  const proof = await proofOf(pair);
  if (proof !== true) return fail(proof || "not-proved");
  const body = JSON.stringify(request);
  for (let tries = 0; ; tries++) {
    const response = await send(pair, path, body, tab);
    if (!(response instanceof Response)) return fail(response);
    if (response.ok) return { answer: await response.json().catch(() => null), address: addressOf(pair) };
    if (response.status !== 503 || tries === TRIES) return { failure: await failureOf(response) };
    const seconds = Math.min(Number(response.headers.get("Retry-After")) || 1, 30);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

/**
 * @param {import("./pairing.js").Pairing} pair
 * @param {string} path
 * @param {string} body
 * @param {string} tab
 * @returns {Promise<Response | "slow" | "not-running">}
 */
async function send(pair, path, body, tab) {
  try {
    return await fetch(`${addressOf(pair)}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${pair.token}`, "Claimlight-Tab": tab },
      body,
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch (error) {
    return error instanceof DOMException && error.name === "TimeoutError" ? "slow" : "not-running";
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
 * @returns {Promise<Failure>}
 */
async function failureOf(response) {
  /** @type {Record<number, Failure["reason"]>} */
  const reasons = { 401: "not-paired", 403: "refused", 421: "refused", 413: "too-large", 503: "busy" };
  const problem = await response.json().catch(() => null);
  return { reason: reasons[response.status] ?? "broken", detail: problem?.detail ?? problem?.title ?? `HTTP ${response.status}` };
}

/**
 * @param {Failure["reason"]} reason
 * @param {string} [detail]
 * @returns {{failure: Failure}}
 */
function fail(reason, detail) {
  return { failure: { reason, detail } };
}
