// Switches for categories and the kinds within them: the same in popup and panel.
import { say } from "./ext.js";
import { CATEGORIES, hiddenOn, KINDS, readSettings, switchKind } from "./settings.js";

/**
 * The key of a message: `_locales` takes letters, digits and underscores.
 * @param {string} name
 */
export function messageKey(name) {
  return name.replace(/[^a-z0-9]+/gi, "_");
}

/**
 * Show the switches, and what there is on the page of each.
 * @param {HTMLElement} list
 * @param {any} page its state, as `content/main.js` describes it
 */
export async function showSwitches(list, page) {
  const hidden = hiddenOn(await readSettings(), page.host);
  const open = new Set([...list.querySelectorAll("details[open]")].map((details) => details.id));
  const focused = document.activeElement?.id;
  list.replaceChildren(...CATEGORIES.map((category) => itemFor(category, page, hidden, open)));
  if (focused) document.getElementById(focused)?.focus();
}

/**
 * @param {string} category
 * @param {any} page
 * @param {string[]} hidden
 * @param {Set<string>} open details that were open before
 */
function itemFor(category, page, hidden, open) {
  const item = document.createElement("li");
  item.className = category;
  const kinds = KINDS[category].filter((kind) => page.counts[`${category}/${kind}`] || hidden.includes(`${category}/${kind}`));
  item.append(switchFor(category, say(messageKey(`${category}s`)), page, hidden));
  if (!kinds.length) return item;
  const details = document.createElement("details");
  details.id = `kinds-${category}`;
  details.open = open.has(details.id);
  const summary = document.createElement("summary");
  summary.textContent = say("popup_kinds");
  summary.setAttribute("aria-label", say("popup_kinds_of", say(messageKey(`${category}s`))));
  details.append(summary, ...kinds.map((kind) => switchFor(`${category}/${kind}`, say(messageKey(`kind_${kind}`)), page, hidden)));
  item.append(details);
  return item;
}

/**
 * @param {string} key
 * @param {string} text
 * @param {any} page
 * @param {string[]} hidden
 */
function switchFor(key, text, page, hidden) {
  const input = document.createElement("input");
  Object.assign(input, { type: "checkbox", checked: !hidden.includes(key), id: key.replace(/[/ ]/g, "--") });
  input.setAttribute("role", "switch");
  input.addEventListener("change", () => switchKind(key, input.checked, page.host));
  const name = Object.assign(document.createElement("span"), { className: "name", textContent: text });
  const number = Object.assign(document.createElement("span"), { className: "count" });
  if (page.state === "on") number.textContent = String(page.counts[key] ?? 0);
  const label = document.createElement("label");
  label.append(input, name, number);
  return label;
}
