// Runs on pages of this machine and stops at once unless the page is the server's: hands its one-time code to the worker, and tells
// the page what came of it (docs/pairing.md, section 2).
"use strict";
/* global askWorker */

(() => {
  if (document.querySelector('meta[name="claimlight-server"]')?.getAttribute("content") !== "1") return;
  const code = /^#code=([\w-]{22})$/.exec(location.hash)?.[1] ?? null;
  askWorker({ type: "pair", code }).then(
    (outcome) => (document.documentElement.dataset.claimlightExtension = outcome),
    () => (document.documentElement.dataset.claimlightExtension = "failed"),
  );
})();
