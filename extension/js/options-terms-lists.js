// Lists of terms on the options page: the reader's own, what is wrong with them, and the packs that come with Claimlight.
/* global build */
import { say } from "./ext.js";
import { messageKey } from "./switches.js";

/** @typedef {import("./options-terms.js").Acts} Acts */

/**
 * @param {any} lexicon by docs/own-terms.md
 * @param {Acts} acts
 */
export function ownList(lexicon, acts) {
  const packs = lexicon.packs.filter((/** @type {any} */ pack) => pack.own);
  const items = packs.flatMap((/** @type {any} */ pack) => pack.entries.map((/** @type {any} */ one) => ownItem(one, acts)));
  const files = lexicon.files.map((/** @type {any} */ file) => fileItem(file, acts));
  return items.length || files.length ? [...items, ...files] : [build("li.empty", null, say("terms_none"))];
}

/** @param {any} one an entry of the reader's own @param {Acts} acts */
function ownItem({ id, on, words, kind, entry }, acts) {
  const name = words.join(", ");
  return build(
    "li.note.contested-term",
    null,
    turner(`term-${id}`, id, on, [build("q", null, name), ` · ${say(messageKey(`kind_${kind}`))}`], acts),
    entry.note ? build("p.about", null, entry.note) : null,
    build(
      "p",
      null,
      button(`change-${id}`, say("terms_change_it"), say("terms_change_this", name), () => acts.edit(entry)),
      " ",
      button(`remove-${id}`, say("options_remove"), say("options_remove_site", name), () => acts.remove(id)),
    ),
  );
}

/** @param {any} file a pack file of the reader's own @param {Acts} acts */
function fileItem({ pack, toml }, acts) {
  const text = /** @type {HTMLTextAreaElement} */ (build("textarea", { rows: "12", spellcheck: "false", "aria-label": say("terms_file", pack) }, toml));
  return build(
    "li",
    null,
    build(
      "details",
      { id: `file-${pack}` },
      build("summary", null, say("terms_file", pack)),
      text,
      build(
        "p",
        null,
        button(`save-${pack}`, say("terms_save"), say("terms_save_file", pack), () => acts.saveFile(pack, text.value)),
        " ",
        button(`remove-file-${pack}`, say("options_remove"), say("options_remove_site", pack), () => acts.removeFile(pack)),
      ),
    ),
  );
}

/** @param {any} lexicon */
export function problemList(lexicon) {
  return lexicon.problems.map((/** @type {Record<string, string>} */ { file, entry, field, message }) =>
    build("li", null, build("b", null, [file, entry, field].filter(Boolean).join(", ")), `: ${message}`),
  );
}

/**
 * The shipped packs, or those that hold what is searched for.
 * @param {any} lexicon
 * @param {string} wanted
 * @param {string} address of the program
 * @param {Acts} acts
 * @param {Set<string>} open ids of details that were open before
 */
export function packList(lexicon, wanted, address, acts, open) {
  const needle = wanted.trim().toLowerCase();
  const holds = (/** @type {string} */ text) => text.toLowerCase().includes(needle);
  const packs = lexicon.packs.filter((/** @type {any} */ pack) => !pack.own);
  const found = packs.flatMap((/** @type {any} */ pack) => {
    const whole = holds(`${pack.title} ${pack.region}`);
    const entries = pack.entries.filter((/** @type {any} */ one) => whole || one.words.some(holds));
    return entries.length ? [packItem(pack, entries, address, acts, open.has(`pack-${pack.id}`))] : [];
  });
  return found.length ? found : [build("li.empty", null, say("terms_not_found"))];
}

/**
 * @param {any} pack
 * @param {any[]} entries those to be shown
 * @param {string} address
 * @param {Acts} acts
 * @param {boolean} open
 */
function packItem(pack, entries, address, acts, open) {
  const list = build("ul", null);
  const details = /** @type {HTMLDetailsElement} */ (
    build("details", { id: `pack-${pack.id}` }, build("summary", null, pack.title, build("span.about", null, ` · ${pack.region} · ${entries.length}`)), list)
  );
  const fill = () => {
    if (!details.open || list.firstChild) return; // hundreds of entries: those that are looked at
    list.append(build("li", null, turner(`switch-${pack.id}`, pack.id, pack.on, [build("b", null, say("terms_whole_pack"))], acts)));
    list.append(...entries.map((one) => shippedItem(one, pack.on, address, acts)));
  };
  details.open = open;
  details.addEventListener("toggle", fill);
  fill();
  return build("li", null, details);
}

/**
 * @param {any} one an entry
 * @param {boolean} packOn
 * @param {string} address
 * @param {Acts} acts
 */
function shippedItem({ id, on, words }, packOn, address, acts) {
  const name = words.join(", ");
  const url = `${address}/lexicon/${encodeURIComponent(id)}`;
  return build(
    "li",
    null,
    turner(`term-${id}`, id, on && packOn, [name], acts, packOn),
    build("a", { href: url, target: "_blank", rel: "noopener", "aria-label": say("terms_about", name) }, say("terms_more")),
    button(`copy-${id}`, say("terms_copy"), say("terms_copy_this", name), () => acts.copy(id)),
  );
}

/**
 * A switch with its name.
 * @param {string} id of the control
 * @param {string} item what it switches
 * @param {boolean} on
 * @param {(Node | string)[]} name
 * @param {Acts} acts
 * @param {boolean} [free] whether it can be switched
 */
function turner(id, item, on, name, acts, free = true) {
  const input = /** @type {HTMLInputElement} */ (build("input", { type: "checkbox", role: "switch", id }));
  input.checked = on;
  input.disabled = !free;
  input.addEventListener("change", async () => {
    if (!(await acts.turn(item, input.checked))) input.checked = on;
  });
  return build("label", null, input, build("span", null, ...name));
}

/**
 * @param {string} id
 * @param {string} text
 * @param {string} label what it is called where its surroundings are not seen
 * @param {() => void} run
 */
function button(id, text, label, run) {
  const element = build("button", { type: "button", id, "aria-label": label }, text);
  element.addEventListener("click", run);
  return element;
}
