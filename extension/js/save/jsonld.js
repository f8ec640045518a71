// The annotations of an article by the W3C Web Annotation Data Model (w3.org/TR/annotation-model), with the selectors that Hypothesis
// anchors by: a quote, and what stands before and after it.

/** How much text stands before and after a quote, as in Hypothesis's client. */
const CONTEXT = 32;

/**
 * @param {any} contents what `content/main.js` calls contents
 */
export function webAnnotations({ about, annotations, blocks, hidden, engine }) {
  const places = placesOf(blocks);
  const creator = { type: "Software", name: "Claimlight", "schema:softwareVersion": engine.version };
  const items = annotations
    .filter((/** @type {any} */ one) => !hidden.includes(one.id) && places.has(one.id))
    .map((/** @type {any} */ one) => ({
      "@context": "http://www.w3.org/ns/anno.jsonld",
      id: `urn:claimlight:${encodeURIComponent(about.url)}:${one.id}`,
      type: "Annotation",
      motivation: "classifying",
      creator,
      body: [
        { type: "TextualBody", purpose: "commenting", format: "text/plain", language: "en", value: one.why },
        ...[one.category, `${one.category}/${one.kind}`].map((value) => ({ type: "TextualBody", purpose: "tagging", value })),
      ],
      target: places.get(one.id)?.map((selector) => ({ source: about.url, selector: [selector] })),
    }));
  return {
    "@context": ["http://www.w3.org/ns/anno.jsonld", { schema: "http://schema.org/" }],
    id: `urn:claimlight:${encodeURIComponent(about.url)}`,
    type: "AnnotationPage",
    label: about.title,
    items,
  };
}

/**
 * Where each annotation stands: a quote for each stretch of text that it covers without a gap.
 * @param {any[]} blocks
 * @returns {Map<string, object[]>}
 */
function placesOf(blocks) {
  const text = blocks.map((block) => block.pieces.map((/** @type {any} */ piece) => piece.text).join("")).join("\n");
  /** @type {Map<string, [number, number][]>} */
  const ranges = new Map();
  let at = 0;
  for (const block of blocks) {
    for (const piece of block.pieces) {
      for (const id of piece.ids) addRange(ranges, id, at, at + piece.text.length);
      at += piece.text.length;
    }
    at += 1;
  }
  const selector = (/** @type {[number, number]} */ [start, end]) => ({
    type: "TextQuoteSelector",
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - CONTEXT), start),
    suffix: text.slice(end, end + CONTEXT),
  });
  return new Map([...ranges].map(([id, list]) => [id, list.map(selector)]));
}

/**
 * @param {Map<string, [number, number][]>} ranges
 * @param {string} id
 * @param {number} start
 * @param {number} end
 */
function addRange(ranges, id, start, end) {
  const list = ranges.get(id) ?? [];
  const last = list.at(-1);
  if (last?.[1] === start) last[1] = end;
  else list.push([start, end]);
  ranges.set(id, list);
}
