// What a page says about itself: its address, title, language and day. All of it goes to the server on this machine only.
"use strict";
/* exported aboutPage */

/**
 * @param {Document} page
 * @returns {{url: string, title: string, lang: string, published?: string}} `published` is an ISO date, left out where none is given
 */
function aboutPage(page) {
  const about = { url: page.location.href.split("#")[0].slice(0, 20_000), title: page.title.slice(0, 20_000), lang: languageOf(page) };
  const published = dayOf(page);
  return published ? { ...about, published } : about;
}

/** @param {Document} page */
function languageOf(page) {
  return page.documentElement.lang.trim().slice(0, 35);
}

/**
 * The day of publication, where the page gives a valid one in its head, its data for search engines, or its first time element.
 * @param {Document} page
 * @returns {string | null}
 */
function dayOf(page) {
  const named = 'meta[property="article:published_time"], meta[itemprop="datePublished"], meta[name="date"], meta[name="dc.date"]';
  const written = [
    page.querySelector(named)?.getAttribute("content"),
    ...[...page.querySelectorAll('script[type="application/ld+json"]')].map((script) => {
      return /"datePublished"\s*:\s*"([^"]+)"/.exec(script.textContent ?? "")?.[1];
    }),
    page.querySelector("article time[datetime], time[itemprop=datePublished]")?.getAttribute("datetime"),
  ];
  for (const text of written) {
    const day = /^\d{4}-\d{2}-\d{2}/.exec(text?.trim() ?? "")?.[0];
    if (day && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day)) return day;
  }
  return null;
}
