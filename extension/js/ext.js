// The only modules that touch the browser's extension interface; `content/ext.js` is their counterpart for content scripts. Chromium
// and Firefox both offer it as `chrome`, with promises.
export * from "./ext/browser.js";
export * from "./ext/messages.js";
export * from "./ext/pages.js";
export * from "./ext/storage.js";
