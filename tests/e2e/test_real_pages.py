"""Saved pages of real news sites: marks appear, the text stays what it was, and "off" restores every byte of the DOM."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import PAGES
from .fixed_server import CLAIM, SOURCE, TERM, UNSOURCED, FixedServer, marking
from .reader import Reader
from .site import Site

# Common words, so that there is plenty to mark on any page in English.
WORDS = {" the ": TERM, "said": SOURCE, " of ": CLAIM, " and ": UNSOURCED, "’s": TERM, "a": CLAIM}
# Nothing of a page may run, or it would change while it is compared.
STILL = {"Content_Security_Policy": "script-src 'none'; frame-src 'none'"}
# Pages whose scripts, which can't run here, would show the text that they hide at first.
HIDDEN = {"engadget", "seattletimes-1"}
REVEAL = b"<style>html, body, body * { visibility: visible !important } html, body { display: block !important }</style>"


def pages() -> list[Path]:
    return sorted(PAGES.glob("*.html"))


@pytest.mark.skipif(not PAGES.exists(), reason="the saved pages are not here: they belong to their publishers")
@pytest.mark.parametrize("path", pages(), ids=lambda path: path.stem)
def test_text_unchanged_and_dom_restored(reader: Reader, site: Site, fixed_server: FixedServer, path: Path) -> None:
    fixed_server.answer = marking(WORDS)
    url = site.put(f"/saved/{path.name}", path.read_bytes() + REVEAL * (path.stem in HIDDEN), **STILL)
    page = reader.visit(url)
    outer, text = page.evaluate("[document.documentElement.outerHTML, document.documentElement.textContent]")
    popup = reader.open_popup()
    state = popup.wait_for("(state => state !== 'reading' && state)(document.body.dataset.state)", timeout=60)
    popup.close()
    assert state == "on"
    (request,) = fixed_server.requests
    assert sum(len(run.split()) for block in request["blocks"] for run in block["runs"]) >= 60
    assert page.locator("mark.claimlight").count() >= 10
    assert page.evaluate("document.documentElement.textContent") == text
    reader.turn_off()
    assert page.evaluate("document.documentElement.outerHTML") == outer
