/* global build */
// Colours and lines, with a sample on a light and on a dark ground.
import { say } from "./ext.js";
import { coloursOf, lineOf, LINES, lookCss, PALETTES, TINTS } from "./look.js";
import { CATEGORIES, changeSettings } from "./settings.js";
import { messageKey } from "./switches.js";

/** The sample: words, and what they are marked as. */
const SAMPLE = [
  ["“The wall is safe,” ", "content"],
  ["Marta Quill, the harbour master,", "source"],
  [" ", ""],
  ["has claimed", "cue"],
  [". ", ""],
  ["Residents", "assertion"],
  [" say that nobody warned them. ", ""],
  ["The repair marks a turning point for the coast.", "assertion"],
  [" The council speaks of the ", ""],
  ["liberation", "term"],
  [" of the quay; a shopkeeper spoke of an “", ""],
  ["occupation", "term quoted"],
  ["”.", ""],
];

document.getElementById("reset-look")?.addEventListener("click", () => change({ palette: "calm", colours: {}, lines: {}, tint: "calm" }));
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [sheet];

/** @param {import("./settings.js").Look} look */
export function showLook(look) {
  sheet.replaceSync(lookCss(look));
  for (const ground of ["light", "dark"]) showSample(ground);
  choices("palettes", Object.keys(PALETTES), look.palette, (palette) => ({ palette, colours: {}, lines: {} }));
  choices("tints", Object.keys(TINTS), look.tint, (tint) => ({ tint: /** @type {import("./settings.js").Look["tint"]} */ (tint) }));
  document.querySelector("#own-look tbody")?.replaceChildren(...CATEGORIES.map((category) => row(category, look)));
}

/** @param {Partial<import("./settings.js").Look>} part */
function change(part) {
  return changeSettings(({ look }) => ({ look: { ...look, ...part } }));
}

/** @param {string} ground */
function showSample(ground) {
  const words = SAMPLE.map(([text, role]) =>
    role ? build("mark.claimlight", { "data-claimlight-paint": `${role} ${ground}` }, text) : text,
  );
  document.getElementById(`sample-${ground}`)?.replaceChildren(build("p", null, ...words));
}

/**
 * Radio buttons.
 * @param {string} id of the fieldset
 * @param {string[]} values
 * @param {string} chosen
 * @param {(value: string) => Partial<import("./settings.js").Look>} part
 */
function choices(id, values, chosen, part) {
  const fieldset = /** @type {HTMLElement} */ (document.getElementById(id));
  const focused = document.activeElement?.id;
  for (const old of fieldset.querySelectorAll("label")) old.remove();
  for (const value of values) {
    const radio = build("input", { type: "radio", name: id, id: `${id}-${value}`, value, ...(value === chosen ? { checked: "" } : {}) });
    radio.addEventListener("change", () => change(part(value)));
    fieldset.append(build("label", null, radio, build("span", null, say(messageKey(`${id}_${value}`)))));
  }
  if (focused?.startsWith(`${id}-`)) document.getElementById(focused)?.focus();
}

/**
 * @param {string} category
 * @param {import("./settings.js").Look} look
 */
function row(category, look) {
  const name = say(messageKey(`${category}s`));
  const colours = coloursOf(look, category);
  const cells = colours.map((colour, nth) => {
    const label = say(nth ? "options_colour_dark" : "options_colour_light", name);
    const picker = /** @type {HTMLInputElement} */ (build("input", { type: "color", value: colour, "aria-label": label }));
    picker.addEventListener("change", () => {
      const own = /** @type {[string, string]} */ (nth ? [colours[0], picker.value] : [picker.value, colours[1]]);
      return change({ colours: { ...look.colours, [category]: own } });
    });
    return build("td", null, picker);
  });
  const line = /** @type {HTMLSelectElement} */ (build("select", { "aria-label": say("options_line_of", name) }));
  for (const one of LINES) line.append(build("option", { value: one, ...(one === lineOf(look, category) ? { selected: "" } : {}) }, say(`line_${one}`)));
  line.addEventListener("change", () => change({ lines: { ...look.lines, [category]: line.value } }));
  return build("tr", null, build("th", { scope: "row" }, name), ...cells, build("td", null, line));
}
