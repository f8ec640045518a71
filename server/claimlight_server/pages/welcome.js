// The welcome page: annotates the sample, or a text that the reader pastes, by the same request as the extension.
"use strict";

/* global claimlight */
(() => {
  const BLOCKS = "h2, h3, p, li, blockquote, figcaption";
  const KINDS = { H2: "heading", H3: "heading", LI: "list-item", BLOCKQUOTE: "quote", FIGCAPTION: "caption" };
  // The markup of a run: text, and flat marks with three attributes. Whatever is not written like this is not shown.
  const MARKUP = /([^<]+)|<mark class="claimlight" data-claimlight="([^"<>]*)" data-claimlight-category="([^"<>]*)">([^<]*)<\/mark>/gy;
  const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#13;": "\r" };

  const article = /** @type {HTMLElement} */ (document.getElementById("article"));
  const bar = /** @type {HTMLElement} */ (document.getElementById("claimlight-bar"));
  const state = /** @type {HTMLElement} */ (document.getElementById("state"));

  /** @param {Element} block @returns {Text[]} */
  function textNodes(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(/** @type {Text} */ (walker.currentNode));
    return found;
  }

  /** Markup to nodes; null if it is not markup as the contract has it, or its text is not `text`. @param {string} markup @param {string} text */
  function parse(markup, text) {
    const nodes = [];
    let end = 0;
    for (const [whole, plain, ids, categories, marked] of markup.matchAll(MARKUP)) {
      nodes.push(plain === undefined ? makeMark(ids, categories, plainText(marked)) : document.createTextNode(plainText(plain)));
      end += whole.length;
    }
    return end === markup.length && nodes.map((node) => node.textContent).join("") === text ? nodes : null;
  }

  /** @param {string} escaped */
  const plainText = (escaped) => escaped.replace(/&(?:amp|lt|gt|quot|#13);/g, (entity) => ENTITIES[entity]);

  /** @param {string} ids @param {string} categories @param {string} text */
  function makeMark(ids, categories, text) {
    const mark = document.createElement("mark");
    mark.className = "claimlight";
    mark.dataset.claimlight = ids;
    mark.dataset.claimlightCategory = categories;
    mark.textContent = text;
    return mark;
  }

  /** @param {object} request */
  async function ask(request) {
    const token = document.querySelector('meta[name="claimlight-page"]')?.getAttribute("content") ?? "";
    const response = await fetch("/v1/annotate", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Claimlight-Page": token },
      body: JSON.stringify(request),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${answer.title}: ${answer.detail}`);
    return answer;
  }

  async function annotate() {
    const blocks = [...article.querySelectorAll(BLOCKS)];
    const nodes = blocks.map(textNodes);
    state.textContent = "Reading …";
    try {
      const answer = await ask({
        version: 1,
        lang: article.lang,
        blocks: blocks.map((block, id) => ({
          id,
          kind: KINDS[block.tagName] ?? "paragraph",
          runs: nodes[id].map((node) => node.data),
        })),
      });
      put(answer, nodes);
    } catch (error) {
      state.textContent = `Claimlight could not read this text. ${error instanceof Error ? error.message : error}`;
    }
  }

  /** @param {any} answer @param {Text[][]} nodes */
  function put(answer, nodes) {
    /** @type {Map<string, HTMLElement[]>} */
    const marks = new Map();
    for (const block of answer.blocks) {
      block.runs.forEach((/** @type {string | null} */ markup, /** @type {number} */ run) => {
        const made = markup === null ? null : parse(markup, nodes[block.id][run].data);
        if (!made) return;
        marks.set(`${block.id}.${run}`, made.filter((node) => node instanceof HTMLElement));
        nodes[block.id][run].replaceWith(...made);
      });
    }
    claimlight.light(answer, bar, (block, run, nth) => marks.get(`${block}.${run}`)?.[nth], "/lexicon/");
    const { sentences, attributed, named_sources: named } = answer.summary;
    state.textContent = `${sentences} sentences, ${attributed} of them credited to ${named} named sources. Point at a mark, or step through them with Tab.`;
  }

  document.getElementById("own")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = /** @type {HTMLTextAreaElement} */ (document.getElementById("own-text")).value;
    const paragraphs = text.split(/\n\s*\n/).filter((part) => part.trim());
    if (!paragraphs.length) return;
    article.replaceChildren(
      ...paragraphs.map((part) => {
        const paragraph = document.createElement("p");
        paragraph.textContent = part;
        return paragraph;
      }),
    );
    article.removeAttribute("lang");
    document.getElementById("of-the-sample")?.remove();
    article.scrollIntoView();
    void annotate();
  });

  /** @type {HTMLElement} */ (document.getElementById("address")).textContent = location.host;
  void annotate();
})();
