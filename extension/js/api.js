// Talks to the server on this machine. Only the worker calls it: what a content script fetches is bound by the page's rules.
import { load } from "./ext.js";

/** Where the server listens unless the reader's settings say otherwise; `claimlight serve` has the same default. */
export const DEFAULT_SERVER = "http://127.0.0.1:8377";

/** How long the server may work on one page, in milliseconds. */
const PATIENCE = 120_000;

/**
 * @typedef {object} Failure
 * @property {"not-running" | "refused" | "too-large" | "slow" | "broken"} reason
 * @property {string} [detail] in the server's words
 */

/** Address of the server, without a slash at the end. @returns {Promise<string>} */
export async function serverAddress() {
  return (await load("server")) ?? DEFAULT_SERVER;
}

/**
 * Have a page annotated.
 * @param {object} request by the wire contract, version 1
 * @returns {Promise<{answer: any} | {failure: Failure}>}
 */
export async function annotate(request) {
  try {
    const response = await fetch(`${await serverAddress()}/v1/annotate`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(request),
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    return response.ok ? checked(await response.json()) : { failure: await failureOf(response) };
  } catch (error) {
    const slow = error instanceof DOMException && error.name === "TimeoutError";
    if (error instanceof SyntaxError) return { failure: { reason: "broken", detail: String(error) } };
    return { failure: { reason: slow ? "slow" : "not-running" } };
  }
}

/**
 * See that an answer is one, before the page's scripts work with it.
 * @param {any} answer
 * @returns {{answer: any} | {failure: Failure}}
 */
function checked(answer) {
  const lists = [answer?.blocks, answer?.annotations, answer?.sources];
  const whole = answer?.version === 1 && lists.every(Array.isArray);
  return whole ? { answer } : { failure: { reason: "broken", detail: "not an answer of version 1" } };
}

/**
 * @param {Response} response
 * @returns {Promise<Failure>}
 */
async function failureOf(response) {
  /** @type {Record<number, Failure["reason"]>} */
  const reasons = { 401: "refused", 403: "refused", 421: "refused", 413: "too-large" };
  const problem = await response.json().catch(() => null);
  return { reason: reasons[response.status] ?? "broken", detail: problem?.detail ?? problem?.title ?? `HTTP ${response.status}` };
}
