"""Extension, server and engine together."""

from __future__ import annotations

from html import escape

import pytest

from .articles import PARAGRAPHS, article
from .conftest import PAGES
from .reader import Reader, shown
from .site import Site


def test_extension_server_and_engine(paired: Reader, site: Site) -> None:
    url = site.put("/plain", article())
    page = paired.visit(url)
    outer, text = page.evaluate("[document.documentElement.outerHTML, document.body.innerText]")
    paired.annotate(url)
    assert "that the city had promised help" in shown(page, "attributed-claim")
    assert page.inner_text("body") == text
    page.locator("mark.claimlight", has_text="promised help").first.hover()
    page.wait_for_selector("claimlight-card:popover-open")
    paired.turn_off()
    assert page.evaluate("document.documentElement.outerHTML") == outer


def test_a_card_leads_to_the_lexicon(paired: Reader, site: Site) -> None:
    gulf = "Old labels in Tehran call it the Persian Gulf; a lender in Dubai had asked for the Arabian Gulf."
    page = paired.annotate(site.put("/terms", article(*PARAGRAPHS, gulf)))
    page.locator('mark.claimlight[data-claimlight-category~="contested-term"]', has_text="Persian Gulf").click()
    page.wait_for_selector("claimlight-card:popover-open")
    with paired.context.expect_page() as opened:
        paired.in_content_script(page, "claimlight.card.body.querySelector('a[href*=lexicon]').click()")
    opened.value.wait_for_load_state()
    assert "Persian Gulf" in opened.value.inner_text("main")
    opened.value.close()


@pytest.mark.skipif(not PAGES.exists(), reason="the article is not here: it belongs to its publisher")
def test_an_article_from_a_war(paired: Reader, site: Site) -> None:
    paragraphs = [line for line in (PAGES / "kupyansk.txt").read_text().splitlines() if line.strip()]
    page = paired.annotate(site.put("/war", article(*[escape(line, quote=False) for line in paragraphs])))
    claims = " ".join(shown(page, "attributed-claim"))
    assert "Kortchenko" in claims
    terms = [term.lower() for term in shown(page, "contested-term")]
    assert {"liberation", "special military operation", "donbass"} <= set(terms)
