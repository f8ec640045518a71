// Says whether the browser extension is connected (docs/pairing.md). The extension reads the code from this page's address and
// writes what came of it to an attribute of the root element; this page only tells the reader.
"use strict";

(() => {
  const PATIENCE = 2000; // ms for the extension to announce itself
  const WORDS = {
    connected: "The browser extension is connected. Open a news page and click its button.",
    confirm: "The browser extension is connected to another server. Click its button to choose this one.",
    unpaired: "The browser extension is there, but not connected. Run “claimlight pair” to connect it.",
    refused: "The code in this address was used or is too old. Run “claimlight pair” for a new one.",
    failed: "The browser extension could not reach this server. Load this page again.",
  };
  const root = document.documentElement;
  const line = document.getElementById("connection");
  const help = document.getElementById("get-extension");

  function tell() {
    const state = root.dataset.claimlightExtension;
    if (!line || !help || !state) return;
    line.textContent = WORDS[state] ?? "";
    line.dataset.state = state;
    help.hidden = true;
    // The code has done its work: keep it out of bookmarks and screenshots.
    if (state === "connected") history.replaceState(null, "", location.pathname);
  }

  new MutationObserver(tell).observe(root, { attributeFilter: ["data-claimlight-extension"] });
  setTimeout(() => {
    if (help && !root.dataset.claimlightExtension) help.hidden = false;
  }, PATIENCE);
  tell();
})();
