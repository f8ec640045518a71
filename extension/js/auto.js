// Annotates pages when they are opened, where the reader wishes it: on single sites, or on news pages of all sites. For either, the
// browser has asked the reader for access to those sites; without it, it tells no address here and lets no script in.
import { askPage, runFunction } from "./ext.js";
import { start } from "./inject.js";
import { readSettings } from "./settings.js";

/**
 * @param {number} tab
 * @param {string} url of the page that was opened in it
 */
export async function startByItself(tab, url) {
  const { paused, always, news } = await readSettings();
  if (paused || !/^https?:/.test(url)) return;
  const wanted = always.includes(new URL(url).origin) || (news && (await isNews(tab)));
  if (!wanted) return;
  const there = await askPage(tab, { type: "state?" }).catch(() => null);
  if (!there) await start(tab); // where there is one, it follows the page by itself
}

/**
 * Whether a page says of itself that it is a piece of news.
 * @param {number} tab
 * @returns {Promise<boolean>}
 */
async function isNews(tab) {
  const answer = await runFunction(tab, () => {
    const kinds = /"@type"\s*:\s*(\[[^\]]*)?"(\w*NewsArticle|LiveBlogPosting|AnalysisNewsArticle|OpinionNewsArticle)"/;
    const data = [...document.querySelectorAll('script[type="application/ld+json"]')].some((one) => kinds.test(one.textContent ?? ""));
    const type = document.querySelector('meta[property="og:type"]')?.getAttribute("content");
    return data || (type === "article" && document.querySelector('meta[property="article:published_time"]') !== null);
  }).catch(() => false);
  return answer === true;
}
