// Take an annotated article along: as a page, a table or W3C Web Annotations.
import { claimsCsv } from "./save/csv.js";
import { annotatedPage } from "./save/html.js";
import { webAnnotations } from "./save/jsonld.js";
import { readFile } from "./ext.js";
import { lookCss } from "./look.js";
import { readSettings } from "./settings.js";

/** @type {Record<string, {type: string, write: (contents: any) => string | Promise<string>}>} */
const FORMATS = {
  html: {
    type: "text/html",
    write: async (contents) => annotatedPage(contents, [await readFile("css/saved.css"), lookCss((await readSettings()).look)].join("\n")),
  },
  csv: { type: "text/csv", write: claimsCsv },
  jsonld: { type: "application/ld+json", write: (contents) => JSON.stringify(webAnnotations(contents), null, 2) },
};

/**
 * Have the browser save the article.
 * @param {string} format a key of `FORMATS`
 * @param {any} contents what `content/main.js` calls contents
 */
export async function saveAs(format, contents) {
  const { type, write } = FORMATS[format];
  const blob = new Blob([await write(contents)], { type: `${type};charset=utf-8` });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${fileName(contents.about.title)}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * A title as the name of a file on any system.
 * @param {string} title
 */
function fileName(title) {
  return title.replace(/[^\p{L}\p{N} .-]+/gu, " ").replace(/\s+/g, " ").trim().slice(0, 80).replace(/[. ]+$/, "") || "claimlight";
}
