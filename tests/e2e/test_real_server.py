"""Extension, server and engine together."""

from __future__ import annotations

from html import escape

import pytest

from .articles import article
from .conftest import PAGES
from .reader import Reader, shown
from .site import Site


def test_extension_server_and_engine(browser: Reader, site: Site, claimlight_server: str) -> None:
    browser.forget()
    browser.set(server=claimlight_server)
    url = site.put("/plain", article())
    page = browser.visit(url)
    outer, text = page.evaluate("[document.documentElement.outerHTML, document.body.innerText]")
    browser.annotate(url)
    assert "that the city had promised help" in shown(page, "attributed-claim")
    assert page.inner_text("body") == text
    page.locator("mark.claimlight", has_text="promised help").first.hover()
    page.wait_for_selector("claimlight-card:popover-open")
    browser.turn_off()
    assert page.evaluate("document.documentElement.outerHTML") == outer


@pytest.mark.skipif(not PAGES.exists(), reason="the article is not here: it belongs to its publisher")
def test_an_article_from_a_war(browser: Reader, site: Site, claimlight_server: str) -> None:
    browser.forget()
    browser.set(server=claimlight_server)
    paragraphs = [line for line in (PAGES / "kupyansk.txt").read_text().splitlines() if line.strip()]
    page = browser.annotate(site.put("/war", article(*[escape(line, quote=False) for line in paragraphs])))
    claims = " ".join(shown(page, "attributed-claim"))
    assert "Kortchenko" in claims
    terms = [term.lower() for term in shown(page, "contested-term")]
    assert {"liberation", "special military operation", "donbass"} <= set(terms)
