// An annotated article as one page that needs nothing else: no script, no picture, no address but the article's own.

/** @type {Record<string, string>} what a block of each kind becomes, where it is no paragraph */
const TAGS = { heading: "h2", quote: "blockquote" };
const CATEGORIES = { "attributed-claim": "Attributed claims", "unverified-assertion": "Unverified assertions", "contested-term": "Contested terms" };

/**
 * @param {any} contents what `content/main.js` calls contents
 * @param {string} css
 */
export function annotatedPage({ about, annotations, blocks, hidden }, css) {
  const shown = new Map(annotations.filter((/** @type {any} */ one) => !hidden.includes(one.id)).map((/** @type {any} */ one) => [one.id, one]));
  const switches = Object.entries(CATEGORIES).map(
    ([category, name]) => `<label><input type="checkbox" id="${category}" checked> ${name}</label>`,
  );
  const notes = [...shown.values()].map(noteFor).join("\n");
  return `<!doctype html>
<html lang="${escape(about.lang || "en")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(about.title)}</title>
<style>
${css}
</style>
</head>
<body>
<header>
<p><a href="${escape(about.url)}" rel="noreferrer">${escape(about.url)}</a></p>
<p class="switches">${switches.join(" ")}</p>
</header>
<article>
${blocks.map((/** @type {any} */ block) => blockFor(block, shown)).join("\n")}
</article>
<section>
<h2>Notes</h2>
<ol>
${notes}
</ol>
</section>
</body>
</html>
`;
}

/**
 * @param {any} block
 * @param {Map<string, any>} shown
 */
function blockFor(block, shown) {
  const tag = TAGS[block.kind] ?? "p";
  return `<${tag} class="${block.kind}">${block.pieces.map((/** @type {any} */ piece) => pieceFor(piece, shown)).join("")}</${tag}>`;
}

/**
 * A marked stretch leads to the note of its first annotation.
 * @param {any} piece
 * @param {Map<string, any>} shown
 */
function pieceFor(piece, shown) {
  const found = piece.ids.filter((/** @type {string} */ id) => shown.has(id)).map((/** @type {string} */ id) => shown.get(id));
  if (!found.length) return escape(piece.text);
  const roles = (piece.parts ?? []).filter((/** @type {any} */ part) => shown.has(part.id)).map((/** @type {any} */ part) => part.role);
  const categories = [...new Set(found.map((/** @type {any} */ one) => one.category))].join(" ");
  const why = found.map((/** @type {any} */ one) => one.why).join(" ");
  return `<a class="mark ${roles.join(" ")}" data-categories="${categories}" href="#${found[0].id}" title="${escape(why)}">${escape(piece.text)}</a>`;
}

/** @param {any} one */
function noteFor(one) {
  return `<li id="${escape(one.id)}" class="${escape(one.category)}"><q>${escape(one.exact)}</q> ${escape(one.why)}</li>`;
}

/** @param {unknown} text */
function escape(text) {
  return String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
