// How extension and server come to know each other, by `docs/pairing.md`. The token stays in the worker; the server proves that it
// holds the token's key before it is sent a word of a page.
import { browserName, forgetHere, keep, keepHere, load, loadHere } from "./ext.js";

/** Where the server listens unless it is told otherwise. */
export const DEFAULT_PORT = 8377;
/** How long a short question may take, in milliseconds. */
const PATIENCE = 5000;

/**
 * @typedef {object} Pairing what `storage.local` keeps under "pairing"
 * @property {number} port
 * @property {string} id
 * @property {string} token 43 characters of base64url
 * @property {string} server which installation of the server it is
 *
 * @typedef {"connected" | "confirm" | "unpaired" | "refused" | "failed"} Outcome what the server's page is told
 */

/** @returns {Promise<Pairing | undefined>} */
export function pairing() {
  return load("pairing");
}

/**
 * The server's page is open: see whether it is the server that we know, and pair with it where there is none yet.
 * @param {number} port of the page
 * @param {string | null} code from the page's address
 * @returns {Promise<Outcome>}
 */
export async function meet(port, code) {
  const known = await pairing();
  if (!known) return code ? exchange(port, code) : "unpaired";
  const server = await healthOf(port);
  if (server === null) return "failed";
  if (server === known.server && (await proves({ ...known, port }))) {
    if (port !== known.port) await keep("pairing", { ...known, port });
    return "connected";
  }
  if (!code) return "unpaired"; // not with this server, and without a code there is nothing to ask the reader
  await keepHere("asking", { port, code });
  return "confirm";
}

/**
 * A server that wants to take the place of the one that is paired, where there is one. The popup asks the reader.
 * @returns {Promise<{port: number, code: string} | undefined>}
 */
export function asking() {
  return loadHere("asking");
}

/**
 * The reader's answer.
 * @param {boolean} agreed
 * @returns {Promise<Outcome>}
 */
export async function answerAsking(agreed) {
  const request = await asking();
  await forgetHere("asking");
  return agreed && request ? exchange(request.port, request.code) : "unpaired";
}

/**
 * Exchange a one-time code for a token.
 * @param {number} port
 * @param {string} code
 * @returns {Promise<Outcome>}
 */
async function exchange(port, code) {
  const response = await post(port, "/v1/pair", { version: 1, code, name: await browserName() });
  if (!response) return "failed";
  if (!response.ok) return response.status === 403 ? "refused" : "failed";
  const { id, token, server } = (await response.json().catch(() => null)) ?? {};
  if (![id, token, server].every((value) => typeof value === "string")) return "failed";
  await keep("pairing", { port, id, token, server });
  return "connected";
}

/**
 * Have the server prove that it is the one that we are paired with.
 * @param {Pairing} pair
 * @returns {Promise<true | false | "not-running" | "not-paired">}
 */
export async function proofOf(pair) {
  const nonce = base64url(crypto.getRandomValues(new Uint8Array(16)));
  const response = await post(pair.port, "/v1/proof", { version: 1, id: pair.id, nonce });
  if (!response) return "not-running";
  if (response.status === 404 || response.status === 401) return "not-paired";
  const answer = response.ok ? await response.json().catch(() => null) : null;
  return answer?.proof === (await expectedProof(pair.token, nonce, pair.port));
}

/** @param {Pairing} pair */
async function proves(pair) {
  return (await proofOf(pair)) === true;
}

/**
 * HMAC-SHA-256 with SHA-256(token) as key, in lower-case hexadecimal digits.
 * @param {string} token
 * @param {string} nonce
 * @param {number} port
 */
export async function expectedProof(token, nonce, port) {
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
  const secret = await crypto.subtle.digest("SHA-256", bytes(token));
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const proof = await crypto.subtle.sign("HMAC", key, bytes(`claimlight proof 1\n${nonce}\n${port}`));
  return Array.from(new Uint8Array(proof), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Which installation of the server listens at a port; null where none does.
 * @param {number} port
 * @returns {Promise<string | null>}
 */
export async function healthOf(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/v1/health`, {
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const about = await response.json();
    return about?.name === "claimlight" && typeof about.server === "string" ? about.server : null;
  } catch {
    return null; // nothing there, or something else
  }
}

/**
 * @param {number} port
 * @param {string} path
 * @param {object} body
 * @returns {Promise<Response | null>} null where nothing answers
 */
async function post(port, path, body) {
  try {
    return await fetch(`http://127.0.0.1:${port}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    return null;
  }
}

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
