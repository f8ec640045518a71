// The reader's own contested terms, on the options page. They lie with the Claimlight program, which checks every change; what it
// answers is shown as it is (docs/own-terms.md).
/* global build */
import { askWorker, say } from "./ext.js";
import { COMMANDS, failureText } from "./failure.js";
import { emptyForm, fillForm, readForm } from "./options-terms-form.js";
import { ownList, packList, problemList } from "./options-terms-lists.js";

/**
 * @typedef {object} Acts what a reader can do with an entry, a pack or a file
 * @property {(item: string, on: boolean) => Promise<boolean>} turn an entry or a pack on or off
 * @property {(entry: string) => Promise<boolean>} remove
 * @property {(entry: any) => void} edit
 * @property {(entry: string) => Promise<void>} copy a shipped entry, to change it
 * @property {(pack: string, toml: string) => Promise<boolean>} saveFile
 * @property {(pack: string) => Promise<boolean>} removeFile
 */

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const form = /** @type {HTMLFormElement} */ (byId("term-form"));

/** @type {any} the lexicon, as the program last told it */
let lexicon = null;
/** Where the program's pages are. */
let address = "";
/** @type {any} the entry that the form changes; null where it adds one */
let edited = null;

/** @type {Acts} */
const acts = {
  turn: (item, on) => act("switch", { item, on }),
  remove: (entry) => act("remove", { entry }),
  edit: (entry) => edit(entry),
  saveFile: (pack, toml) => act("change", { pack, toml }),
  removeFile: (pack) => act("remove", { pack }),
  async copy(entry) {
    const before = new Set(ownEntries().map(({ id }) => id));
    if (await act("copy", { entry })) edit(ownEntries().find(({ id }) => !before.has(id)));
  },
};

/** Ask for the lexicon and show it; or say why there is none. */
export function showTerms() {
  return act("", {});
}

/**
 * @param {string} action by `ownTerms` of `api.js`
 * @param {object} fields
 * @returns {Promise<boolean>} whether it was done
 */
async function act(action, fields) {
  const reply = await askWorker({ type: "own-terms", action, fields });
  const { failure } = reply;
  byId("terms-status").replaceChildren(...(failure ? [failureText(failure), " ", build("code", null, COMMANDS[failure.reason] ?? "")] : []));
  if (failure) {
    byId("terms").hidden = lexicon === null;
    if (action) byId("terms-status").scrollIntoView({ block: "nearest" });
    return false;
  }
  lexicon = reply.answer;
  address = reply.address;
  show();
  return true;
}

function show() {
  const focused = document.activeElement?.id;
  byId("terms").hidden = false;
  byId("own-terms").replaceChildren(...ownList(lexicon, acts));
  byId("term-problems").replaceChildren(...problemList(lexicon));
  byId("packs").replaceChildren(...packList(lexicon, input("terms-search").value, address, acts, openPacks()));
  if (focused) document.getElementById(focused)?.focus();
}

/** Packs that the reader has unfolded. */
function openPacks() {
  return new Set([...byId("packs").querySelectorAll("details[open]")].map(({ id }) => id));
}

/** @returns {any[]} the reader's own entries, with all their fields */
function ownEntries() {
  const packs = lexicon.packs.filter((/** @type {any} */ pack) => pack.own);
  return packs.flatMap((/** @type {any} */ pack) => pack.entries.map((/** @type {any} */ one) => one.entry));
}

/** @param {any} entry what the form is to change, or null to add one */
function edit(entry) {
  edited = entry;
  if (entry) fillForm(form, entry);
  else emptyForm(form);
  byId("term-form-title").textContent = entry ? say("terms_change") : say("terms_add");
  byId("term-cancel").hidden = !entry;
  if (entry) input("term-words").focus();
}

/** @param {string} id */
function input(id) {
  return /** @type {HTMLInputElement} */ (byId(id));
}

/** @param {Event} event */
async function submit(event) {
  event.preventDefault();
  if (await act(edited ? "change" : "add", { entry: readForm(form, edited) })) edit(null);
}

async function addFile() {
  const file = input("terms-file").files?.[0];
  if (!file) return;
  await act("add", { pack: file.name.replace(/\.toml$/, ""), toml: await file.text() });
  input("terms-file").value = "";
}

form.addEventListener("submit", submit);
byId("term-cancel").addEventListener("click", () => edit(null));
byId("terms-search").addEventListener("input", show);
byId("terms-file").addEventListener("change", addFile);
edit(null);
