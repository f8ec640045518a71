// The form for one term: the fields that most terms need. All others of an entry, which its pack file has, stay what they are.
/* global build */
import { say } from "./ext.js";
import { KINDS } from "./settings.js";
import { messageKey } from "./switches.js";

/** Which endings a form takes beside the one that is written, by the pack format. */
const ENDINGS = ["none", "noun", "verb"];

/** @param {HTMLFormElement} form */
export function emptyForm(form) {
  form.reset();
  options(form, "kind", KINDS["contested-term"], (kind) => say(messageKey(`kind_${kind}`)));
  options(form, "inflect", ENDINGS, (ending) => say(messageKey(`inflect_${ending}`)));
  field(form, "kind").value = "identity";
}

/**
 * @param {HTMLFormElement} form
 * @param {any} entry
 */
export function fillForm(form, entry) {
  field(form, "words").value = entry.form.map((/** @type {any} */ one) => one.text).join(", ");
  field(form, "inflect").value = entry.form[0]?.inflect ?? "none";
  field(form, "kind").value = entry.kind;
  field(form, "note").value = entry.note;
  const wording = entry.wording?.[0];
  field(form, "wording").value = wording?.text ?? "";
  field(form, "by").value = wording?.by ?? "";
}

/**
 * The entry that the form tells of, in the shape of a pack file.
 * @param {HTMLFormElement} form
 * @param {any} before the entry that it was filled with, if any
 */
export function readForm(form, before) {
  const known = new Map((before?.form ?? []).map((/** @type {any} */ one) => [one.text, one]));
  const words = split(field(form, "words").value);
  const inflect = field(form, "inflect").value;
  const chosen = inflect === (before?.form[0]?.inflect ?? "none") ? null : { inflect }; // forms may differ: only a choice changes all
  const wording = field(form, "wording").value.trim();
  const others = (before?.wording ?? []).slice(1);
  return {
    ...before,
    kind: field(form, "kind").value,
    note: field(form, "note").value.trim(),
    form: words.map((text) => ({ ...(known.get(text) ?? { text, inflect }), ...chosen })),
    wording: wording ? [wordingOf(form, wording, before?.wording?.[0]), ...others] : others,
  };
}

/**
 * @param {HTMLFormElement} form
 * @param {string} text
 * @param {any} before a wording is by somebody, or by a side of its pack
 */
function wordingOf(form, text, before) {
  const by = field(form, "by").value.trim();
  return by || !before?.side ? { ...before, text, by } : { text, side: before.side };
}

/** @param {string} text */
function split(text) {
  return text.split(",").map((one) => one.trim().replace(/\s+/g, " ")).filter(Boolean);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function field(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string[]} values
 * @param {(value: string) => string} text
 */
function options(form, name, values, text) {
  field(form, name).replaceChildren(...values.map((value) => build("option", { value }, text(value))));
}
