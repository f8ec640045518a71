// Starts and stops Claimlight on one page, and tells worker, popup and panel how it stands.
"use strict";
/* global Card, FEWEST_WORDS, Page, Pointer, aboutPage, askWorker, countWords, findArticle, guessLanguage,
   isSwitchedOn, onMessage, proseOf, tellAll */

/**
 * @typedef {object} PageState how the page stands, for worker, popup and panel
 * @property {"off" | "reading" | "on" | "no-article" | "language" | "failed"} state
 * @property {Record<string, number>} counts annotations by category, and by category and kind parted by a slash
 * @property {any} [summary] of the article, as the wire contract has it
 * @property {string} [language] what the page is written in, where the engine does not know it
 * @property {any} [failure] what the worker answered instead
 */

var Session = class {
  constructor() {
    /** @type {PageState} */
    this.state = { state: "off", counts: {} };
    /** @type {Page | null} */
    this.page = null;
    /** @type {any} */
    this.settings = {};
    this.unlisten = onMessage((message) => this.answer(message));
  }

  /** @param {any} message */
  answer(message) {
    if (message.type === "turn-on") return this.turnOn(message.settings);
    if (message.type === "settings") this.apply(message.settings);
    if (message.type === "turn-off") return this.turnOff();
    return this.state; // "state?" asks for nothing else
  }

  /** @param {PageState} state */
  become(state) {
    this.state = state;
    tellAll({ type: "page-state", state });
    return state;
  }

  /** @param {any} settings the reader's, as `js/settings.js` describes them */
  async turnOn(settings) {
    if (this.state.state === "reading" || this.state.state === "on") return this.state;
    this.become({ state: "reading", counts: {} });
    this.settings = settings;
    const page = new Page(findArticle(document), () => undefined);
    const blocks = page.collect();
    const prose = proseOf(blocks);
    if (countWords(prose) < FEWEST_WORDS) return this.become({ state: "no-article", counts: {} });
    const language = (await guessLanguage(prose.slice(0, 5000))) || document.documentElement.lang.slice(0, 2).toLowerCase();
    if (language && language !== "en") return this.become({ state: "language", counts: {}, language });
    const request = blocks.map(({ id, kind, runs, links }) => ({ id, kind, runs, links }));
    const reply = await askWorker({ type: "annotate", request: { version: 1, ...aboutPage(document), blocks: request } });
    if (!this.isReading()) return this.state; // turned off while the server worked
    if (reply.failure) return this.become({ state: "failed", counts: {}, failure: reply.failure });
    return this.show(page, blocks, reply.answer);
  }

  isReading() {
    return this.state.state === "reading";
  }

  /**
   * @param {Page} page
   * @param {LiveBlock[]} blocks
   * @param {any} answer
   */
  async show(page, blocks, answer) {
    this.page = page;
    page.isOn = (annotation) => isSwitchedOn(annotation, this.settings.hidden);
    page.watch.add(document);
    this.card = new Card(page);
    this.pointer = new Pointer(page, this.card);
    this.pointer.listen(document);
    await page.show(blocks, answer);
    if (page.over) return this.state;
    return this.become({ state: "on", counts: countKinds(answer.annotations), summary: answer.summary });
  }

  turnOff() {
    this.pointer?.stop();
    this.card?.remove();
    this.page?.clear();
    this.page = null;
    return this.become({ state: "off", counts: {} });
  }

  /** @param {any} settings */
  apply(settings) {
    this.settings = settings;
    this.card?.close();
    this.page?.repaint();
  }

  /** Take everything back: a newer copy of these scripts takes over. */
  stop() {
    this.turnOff();
    this.unlisten();
  }
};

/**
 * @param {any[]} annotations
 * @returns {Record<string, number>}
 */
function countKinds(annotations) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { category, kind } of annotations) {
    for (const key of [category, `${category}/${kind}`]) counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

globalThis.claimlight?.stop();
globalThis.claimlight = new Session();
