// Starts and stops Claimlight on one page, and tells worker, popup and panel how it stands.
"use strict";
/* global Card, FEWEST_WORDS, Follow, Keyboard, Page, Pointer, Renewal, aboutPage, askWorker, askWorkerUntil, countKinds, findArticle,
   guessLanguage, hasWords, hiddenHere, isSwitchedOn, keyOf, nextTurn, onMessage, proseOf, tellAll, watchSurroundings */

/**
 * @typedef {object} PageState how the page stands, for worker, popup and panel
 * @property {"off" | "reading" | "on" | "no-article" | "language" | "failed"} state
 * @property {Record<string, number>} counts annotations by category, and by category and kind parted by a slash
 * @property {string} [host] of the page's site
 * @property {number} [shown] how many of them are not switched off
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
    /** @type {string[]} what of it is switched off here */
    this.hidden = [];
    /** @type {Set<string>} annotations that the reader has taken away here, by `keyOf` */
    this.dismissed = new Set();
    /** The server's, where its pages are. */
    this.address = "";
    this.unlisten = onMessage((message) => this.answer(message));
    this.around = new AbortController();
    /** Aborted when what is being asked for is of no more use here. */
    this.reading = new AbortController();
  }

  /** @param {any} message */
  answer(message) {
    if (message.type === "turn-on") return this.turnOn(message.settings);
    if (message.type === "turn-off") return this.turnOff();
    if (message.type === "settings") this.apply(message.settings);
    if (message.type === "dismissed") this.dismiss(message.keys);
    if (message.type === "contents?") return this.contents();
    if (message.type === "go-to") return this.follow?.goTo(message.id);
    if (message.type === "go-back") return this.follow?.goBack();
    if (message.type === "step") return this.keyboard?.step(message.by);
    if (message.type === "follow") this.follow?.watch(message.on);
    if (message.type === "server-is-back" && this.lacksServer()) return this.turnOn(this.settings);
    return this.state; // "state?" asks for nothing else
  }

  /** @param {PageState} state */
  become(state) {
    this.state = { ...state, host: location.hostname };
    tellAll({ type: "page-state", state: this.state });
    return this.state;
  }

  isReading() {
    return this.state.state === "reading";
  }

  lacksServer() {
    return this.state.state === "failed" && this.state.failure.reason === "not-running";
  }

  /** @param {any} settings the reader's, as `js/settings.js` describes them */
  async turnOn(settings) {
    if (this.isReading() || this.state.state === "on") return this.state;
    this.become({ state: "reading", counts: {} });
    this.take(settings);
    this.around.abort();
    this.around = new AbortController();
    watchSurroundings({ moved: () => this.restart(), recoloured: () => this.page?.reground() }, this.around.signal);
    return this.read();
  }

  /** @param {any} settings */
  take(settings) {
    this.settings = settings;
    this.hidden = hiddenHere(settings);
  }

  async read() {
    const { signal } = this.reading;
    this.dismissed = new Set(await askWorker({ type: "dismissed?", url: aboutPage(document).url }));
    const page = new Page(await findArticle(document), (touched) => this.renewal?.touched(touched));
    await nextTurn();
    const blocks = page.collect();
    await nextTurn();
    if (signal.aborted) return this.state; // turned off in between, or the page has moved on
    const prose = proseOf(blocks);
    if (!hasWords(prose, FEWEST_WORDS)) return this.become({ state: "no-article", counts: {} });
    const language = (await guessLanguage(prose.slice(0, 5000))) || document.documentElement.lang.slice(0, 2).toLowerCase();
    if (language && language !== "en") return this.become({ state: "language", counts: {}, language });
    const reply = await this.ask(blocks);
    if (signal.aborted) return this.state; // or while the server worked
    if (reply.failure) return this.become({ state: "failed", counts: {}, failure: reply.failure });
    return this.show(page, blocks, reply.answer);
  }

  /**
   * @param {LiveBlock[]} blocks
   * @returns {Promise<any>} `js/api.js` describes it
   */
  async ask(blocks) {
    const request = blocks.map(({ id, kind, runs, links }) => ({ id, kind, runs, links }));
    const message = { type: "annotate", request: { version: 1, ...aboutPage(document), blocks: request } };
    const reply = await askWorkerUntil(message, this.reading.signal);
    this.address = reply.address ?? this.address;
    return reply;
  }

  /**
   * @param {Page} page
   * @param {LiveBlock[]} blocks
   * @param {any} answer
   */
  async show(page, blocks, answer) {
    this.page = page;
    page.isOn = (annotation) => {
      return isSwitchedOn(annotation, this.hidden) && !(this.dismissed.size && this.dismissed.has(keyOf(annotation)));
    };
    page.announce = this.settings.announce;
    page.watch.add(document);
    this.renewal = new Renewal(page, async (again) => (await this.ask(again)).answer ?? null, () => this.tell());
    this.card = new Card(page, {
      goTo: (id) => this.follow?.goTo(id),
      dismiss: (annotation) => this.askToDismiss(annotation),
      entryPage: (entry) => `${this.address}/lexicon/${encodeURIComponent(entry)}`,
    });
    this.pointer = new Pointer(page, this.card);
    const keyboard = new Keyboard(page, this.card);
    this.keyboard = keyboard;
    this.follow = new Follow(page, (live) => keyboard.reach(live));
    await page.show(blocks, answer);
    await nextTurn();
    return page.over ? this.state : this.tell();
  }

  /** Marks have come or gone. */
  tell() {
    if (!this.page || this.page.over) return this.state;
    const { annotations, summary } = this.page.answer;
    for (const root of this.page.watch.roots) this.pointer?.listen(root);
    this.keyboard?.renew();
    const shown = annotations.filter((/** @type {any} */ one) => this.page?.isOn(one)).length;
    return this.become({ state: "on", counts: countKinds(annotations), shown, summary });
  }

  turnOff() {
    this.around.abort();
    this.leave();
    return this.become({ state: "off", counts: {} });
  }

  leave() {
    this.reading.abort();
    this.reading = new AbortController();
    this.renewal?.stop();
    this.pointer?.stop();
    this.keyboard?.stop();
    this.follow?.stop();
    this.card?.remove();
    this.page?.clear();
    this.page = null;
  }

  /** The page shows another article now. */
  async restart() {
    this.leave();
    this.become({ state: "reading", counts: {} });
    await new Promise((resolve) => setTimeout(resolve, 600)); // for the new article to come
    if (this.isReading()) await this.read();
  }

  /** @param {any} settings */
  apply(settings) {
    this.take(settings);
    this.pointer?.close();
    if (this.page) this.page.announce = settings.announce;
    this.page?.repaint();
    this.tell();
  }

  /**
   * The reader finds that a mark is not right: it goes, and a note of it is kept on this machine.
   * @param {any} annotation
   */
  async askToDismiss(annotation) {
    const { url, title } = aboutPage(document);
    const facts = { ...annotation, id: undefined, parts: undefined }; // what the page's next reading numbers anew
    const key = keyOf(annotation);
    this.dismiss(await askWorker({ type: "dismiss", note: { url, title, key, annotation: facts } }));
    return async () => this.dismiss(await askWorker({ type: "take-back", url, key }));
  }

  /** @param {string[]} keys by `keyOf` */
  dismiss(keys) {
    this.dismissed = new Set(keys);
    this.pointer?.close();
    this.page?.repaint();
    this.tell();
  }

  /** Everything that panel and save show. */
  contents() {
    const page = this.page;
    if (!page) return null;
    const hidden = page.answer.annotations.filter((/** @type {any} */ one) => !page.isOn(one)).map((/** @type {any} */ one) => one.id);
    const blocks = page.blocks.map(({ id, kind, pieces, text }) => ({ id, kind, pieces: pieces.length ? pieces : [{ text, ids: [] }] }));
    const { annotations, sources, summary, engine } = page.answer;
    return { about: aboutPage(document), annotations, sources, summary, engine, hidden, blocks };
  }

  /** Take everything back: a newer copy of these scripts takes over. */
  stop() {
    this.turnOff();
    this.unlisten();
  }
};

// A function, since Firefox wants to copy the value of a script's last statement to the worker, and a session can't be copied.
function startSession() {
  globalThis.claimlight?.stop();
  globalThis.claimlight = new Session();
}

startSession();
