// The claims of an article as a table (RFC 4180).

const COLUMNS = ["id", "category", "kind", "source", "description", "stance", "cue", "text", "why", "url", "title"];

/**
 * One line for each annotation that is not switched off, in order of the page.
 * @param {any} contents what `content/main.js` calls contents
 */
export function claimsCsv({ about, annotations, sources, hidden }) {
  const byId = new Map(sources.map((/** @type {any} */ source) => [source.id, source]));
  const lines = annotations
    .filter((/** @type {any} */ one) => !hidden.includes(one.id))
    .map((/** @type {any} */ one) => {
      const source = byId.get(one.speaker);
      const text = one.content || one.exact;
      const from = source?.name ?? one.source ?? one.side;
      return [one.id, one.category, one.kind, from, source?.description, one.stance, one.cue, text, one.why, about.url, about.title];
    });
  // The byte order mark has spreadsheets read the file as UTF-8.
  return `\uFEFF${[COLUMNS, ...lines].map((line) => line.map(field).join(",")).join("\r\n")}\r\n`;
}

/**
 * Spreadsheets run what begins like a formula: such a field begins with an apostrophe.
 * @param {unknown} value
 */
function field(value) {
  const text = String(value ?? "");
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
