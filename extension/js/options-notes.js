/* global build */
// The reader's own list of marks that are not right.
import { keep, say } from "./ext.js";
import { commentOn, readNotes } from "./notes.js";
import { messageKey } from "./switches.js";

/** @param {(note: import("./notes.js").Note) => void} takeBack */
export async function showNotes(takeBack) {
  const list = /** @type {HTMLElement} */ (document.getElementById("notes"));
  if (list.contains(document.activeElement) && document.activeElement?.localName === "textarea") return; // the reader is writing
  const notes = (await readNotes()).toReversed();
  const items = notes.map((note) => itemFor(note, takeBack));
  list.replaceChildren(...(items.length ? items : [build("li.empty", null, say("options_no_notes"))]));
  /** @type {HTMLElement} */ (document.getElementById("notes-actions")).hidden = !notes.length;
}

/**
 * @param {import("./notes.js").Note} note
 * @param {(note: import("./notes.js").Note) => void} takeBack
 */
function itemFor(note, takeBack) {
  const { annotation } = note;
  const comment = /** @type {HTMLTextAreaElement} */ (build("textarea", { rows: "2", "aria-label": say("options_comment") }, note.comment ?? ""));
  comment.addEventListener("change", () => commentOn(note, comment.value));
  const button = build("button", { type: "button" }, say("options_take_back"));
  button.addEventListener("click", () => takeBack(note));
  return build(
    `li.note.${annotation.category}`,
    null,
    build("p", null, build("q", null, annotation.exact)),
    build("p.about", null, `${say(messageKey(annotation.category))} · ${say(messageKey(`kind_${annotation.kind}`))}`),
    build("p.about", null, build("a", { href: note.url }, note.title || note.url), ` · ${new Date(note.at).toLocaleDateString()}`),
    comment,
    button,
  );
}

async function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(await readNotes(), null, 2)], { type: "application/json" }));
  link.download = "claimlight-notes.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

document.getElementById("save-notes")?.addEventListener("click", save);
document.getElementById("clear-notes")?.addEventListener("click", () => keep("notes", []));
