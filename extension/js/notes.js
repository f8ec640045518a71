// The reader's own list of marks that are not right: they stay away when the page is opened again, and can be looked at, taken back
// and saved on the options page. The list never leaves this machine by itself.
import { keep, load } from "./ext.js";

/** More notes than this are not kept: the oldest go first. */
const MOST = 2000;

/**
 * @typedef {object} Note
 * @property {string} url of the page, without its fragment
 * @property {string} title
 * @property {string} key what stays the same of an annotation when its page is read again
 * @property {any} annotation its facts, as the server told them
 * @property {string} at when it was made, by ISO 8601
 * @property {string} [comment] the reader's words
 */

/** @returns {Promise<Note[]>} the newest last */
export async function readNotes() {
  return (await load("notes")) ?? [];
}

/**
 * What is not to be marked on a page.
 * @param {string} url
 * @returns {Promise<string[]>} keys of annotations
 */
export async function dismissedOn(url) {
  return (await readNotes()).filter((note) => note.url === url).map((note) => note.key);
}

/**
 * @param {Omit<Note, "at">} note
 * @returns {Promise<string[]>} what is not to be marked on its page now
 */
export async function addNote(note) {
  await takeBack(note.url, note.key);
  await keep("notes", [...(await readNotes()), { ...note, at: new Date().toISOString() }].slice(-MOST));
  return dismissedOn(note.url);
}

/**
 * @param {string} url
 * @param {string} key
 * @returns {Promise<string[]>} what is not to be marked on the page now
 */
export async function takeBack(url, key) {
  await keep("notes", (await readNotes()).filter((note) => note.url !== url || note.key !== key));
  return dismissedOn(url);
}

/**
 * @param {Note} note
 * @param {string} comment
 */
export async function commentOn(note, comment) {
  const notes = await readNotes();
  await keep("notes", notes.map((one) => (one.url === note.url && one.key === note.key ? { ...one, comment } : one)));
}
