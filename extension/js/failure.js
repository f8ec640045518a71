// What to tell a reader whose Claimlight program did not answer as it should.
import { say } from "./ext.js";
import { messageKey } from "./switches.js";

/** @type {Record<string, string>} what to type in a terminal */
export const COMMANDS = { "not-running": "claimlight serve", "not-paired": "claimlight pair" };

/**
 * One or two sentences; where there is a command to type, they end in a colon.
 * @param {import("./api.js").Failure} failure
 */
export function failureText(failure) {
  return say(messageKey(`failed_${failure.reason}`), failure.detail ?? "");
}
