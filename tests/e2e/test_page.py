"""What every reader sees: marks on the page, switches in the popup, and a page that is as it was after "off"."""

from __future__ import annotations

from .articles import article
from .fixed_server import CLAIM, SOURCE, TERM, UNSOURCED, FixedServer, marking
from .reader import Reader, shown
from .site import Site

WORDS = {
    "“We lost a week of trade,”": CLAIM,
    "Marta Quill": SOURCE,
    "The repairs cost twice what was planned": UNSOURCED,
    "liberation": TERM,
}


def test_a_click_marks_the_article_and_off_restores_it(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking(WORDS)
    url = site.put("/plain", article())
    page = reader.visit(url)
    before, text = page.content(), page.inner_text("body")
    outer = page.evaluate("document.documentElement.outerHTML")

    reader.annotate(url)
    assert shown(page, "attributed-claim") == ["“We lost a week of trade,”", "Marta Quill"]
    assert shown(page, "unverified-assertion") == ["The repairs cost twice what was planned"]
    assert shown(page, "contested-term") == ["liberation"]  # the footer is no part of the article
    assert page.inner_text("body") == text

    reader.turn_off()
    assert page.evaluate("document.documentElement.outerHTML") == outer
    assert page.content() == before


def test_each_switch_works_at_once_without_the_server(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking(WORDS)
    page = reader.annotate(site.put("/plain", article()))
    categories = ["attributed-claim", "unverified-assertion", "contested-term"]
    popup = reader.open_popup()
    for category in categories:
        before = shown(page, category)
        assert before
        popup.click(f"#{category}")
        page.wait_for_function(f"!document.querySelector('mark[data-claimlight-category~={category}][data-claimlight-paint]')")
        assert shown(page, category) == []
        assert all(shown(page, other) for other in categories if other != category)
        popup.click(f"#{category}")
        page.wait_for_function(f"document.querySelector('mark[data-claimlight-category~={category}][data-claimlight-paint]')")
        assert shown(page, category) == before
    popup.close()
    assert len(fixed_server.requests) == 1


def test_switches_are_remembered(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking(WORDS)
    url = site.put("/plain", article())
    page = reader.annotate(url)
    popup = reader.open_popup()
    popup.click("#contested-term")
    page.wait_for_function("!document.querySelector('mark[data-claimlight-category=contested-term][data-claimlight-paint]')")
    popup.close()
    page = reader.annotate(url + "?again")
    assert shown(page, "contested-term") == []
    assert shown(page, "attributed-claim")
    popup = reader.open_popup()
    assert popup.wait_for("document.querySelector('#attributed-claim')?.checked")
    assert popup.evaluate("document.querySelector('#contested-term').checked") is False


def test_what_is_sent_is_the_article_and_what_is_known_of_it(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    published = '<meta property="article:published_time" content="2025-11-21T08:00:00Z">'
    url = site.put("/plain", article(head=published))
    reader.annotate(url + "#part")
    (request,) = fixed_server.requests
    assert request["version"] == 1
    assert request["url"] == url
    assert request["title"] == "Harbour reopens after nine days"
    assert request["lang"] == "en"
    assert request["published"] == "2025-11-21"
    headline, first, second, third, fourth, *_ = request["blocks"]
    assert (headline["kind"], headline["runs"]) == ("heading", ["Harbour reopens after nine days"])
    assert first["kind"] == "paragraph"
    assert second["runs"][:2] == ["“We lost a week of trade,” ", "Marta Quill"]
    assert fourth["links"] == [[1, "https://example.org/report"]]
    assert "years & years" in "".join(fourth["runs"])
    assert third["links"] == []
    assert not any("foot of the page" in run or "Sport" in run for block in request["blocks"] for run in block["runs"])


def test_server_not_running_says_how_to_start_it(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    reader.set(pairing=fixed_server.pairing | {"port": 9})
    reader.visit(site.put("/plain", article()))
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'failed'")
    assert "does not answer" in popup.text("#status")
    assert popup.text("#command") == "claimlight serve"


def test_try_again_works_once_the_server_runs(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = marking(WORDS)
    reader.set(pairing=fixed_server.pairing | {"port": 9})
    page = reader.visit(site.put("/plain", article()))
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'failed'")
    reader.set(pairing=fixed_server.pairing)
    popup.click("#again")
    popup.wait_for("document.body.dataset.state === 'on'")
    assert shown(page, "contested-term")


def test_a_problem_is_told_in_the_servers_words(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = lambda _: (413, {"title": "too large", "detail": "at most 8 bytes are taken"})
    page = reader.visit(site.put("/plain", article()))
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'failed'")
    assert "at most 8 bytes are taken" in popup.text("#status")
    assert page.locator("mark").count() == 0


def test_a_page_that_is_no_article(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    reader.visit(site.put("/form", "<title>Sign in</title><form><label>Name <input></label></form><p>Welcome back."))
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'no-article'")
    assert "no article" in popup.text("#status")
    assert fixed_server.requests == []


def test_a_page_in_another_language(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    german = (
        "Der Hafen von Port Lister ist am Montag nach neun Tagen wieder geöffnet worden, und die erste Fähre legte mittags mit "
        "vierzig Autos ab. Die Reparatur kostete doppelt so viel wie geplant, sagte die Leiterin des Fischmarkts am Dienstag. "
    )
    reader.visit(site.put("/german", article(german, german, german)))  # the page says lang=en
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'language'")
    assert "German" in popup.text("#status")
    assert fixed_server.requests == []


def test_a_page_of_the_browser(reader: Reader) -> None:
    reader.visit("chrome://version")
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'forbidden'")
    assert "lets no extension" in popup.text("#status")
