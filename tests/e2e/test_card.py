"""The card: what it says, how it opens and closes, and where it stands."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from .articles import PARAGRAPHS, article
from .fixed_server import CLAIM, SOURCE, TERM, UNSOURCED, FixedServer, Json, marking
from .reader import Reader
from .site import Site

MARTA = {
    "id": "s1",
    "name": "Marta Quill",
    "description": "who runs the fish market",
    "kind": "named",
    "type": "person",
    "words": 12,
}


def answer(request: Json) -> Json:
    """Two claims of one source, an assertion and a term, with all that the wire contract gives them."""
    found = marking({"“We lost a week of trade,”": CLAIM, "She": CLAIM, "The repairs cost twice": UNSOURCED, "liberation": TERM})(
        request
    )
    assert isinstance(found, dict)
    ids = {annotation["exact"]: annotation for annotation in found["annotations"]}
    first, second = ids["“We lost a week of trade,”"], ids["She"]
    first |= {"stance": "neutral", "cue": "said", "speaker": "s1", "content": "“We lost a week of trade,”"}
    second |= {"stance": "doubting", "cue": "claimed", "speaker": "s1", "exact": "that the city had promised help"}
    ids["The repairs cost twice"] |= {
        "status": "unsourced",
        "details": ["figure"],
        "evidence": [],
        "why": "No source is given for the cost.",
    }
    ids["liberation"] |= {
        "entry": "port-liberation",
        "dispute": "What the reopening is called",
        "voice": "own",
        "note": "The word says who was in the way.",
        "sides": [{"name": "The harbour office", "wordings": ["liberation"], "why": "It calls the works an occupation."}],
        "wordings": [{"text": "reopening", "by": "most papers"}],
        "references": [
            {"title": "A report", "publisher": "The port", "date": "2024", "url": "https://example.org/report"},
            {"title": "Not a link", "publisher": "x", "date": "", "url": "javascript:alert(1)"},
        ],
        "counterparts": [],
    }
    found["sources"] = [MARTA | {"claims": [first["id"], second["id"]]}]
    return found


@pytest.fixture
def page(reader: Reader, site: Site, fixed_server: FixedServer) -> Page:
    fixed_server.answer = answer
    return reader.annotate(site.put("/plain", article()))


def card(reader: Reader) -> str:
    """What the open card says."""
    reader.page.wait_for_selector("claimlight-card:popover-open")
    return str(reader.in_content_script(reader.page, "claimlight.card.body.innerText"))


def press(reader: Reader, text: str) -> None:
    """Press a button of the card."""
    found = f"[...claimlight.card.body.querySelectorAll('button')].find(one => one.textContent.includes({text!r}))"
    reader.in_content_script(reader.page, f"{found}.click()")


def test_a_claim_says_who_says_it_and_where_else(reader: Reader, page: Page) -> None:
    page.locator("mark", has_text="We lost a week").hover()
    text = card(reader)
    assert "Attributed claim" in text
    assert "named source" in text
    assert "Marta Quill, who runs the fish market" in text
    assert "said" in text
    assert "Other claims of this source in the article: 1" in text
    press(reader, "that the city had promised help")
    assert "keeps its distance" in card(reader)  # the card of the other claim


def test_an_assertion_says_what_is_missing(reader: Reader, page: Page) -> None:
    page.locator("mark", has_text="The repairs cost twice").hover()
    text = card(reader)
    assert "No source is given for the cost." in text
    assert "It gives a figure." in text


def test_a_term_gives_each_sides_word_and_links(reader: Reader, page: Page, fixed_server: FixedServer) -> None:
    page.locator("mark", has_text="liberation").hover()
    text = card(reader)
    assert all(
        part in text for part in ("What the reopening is called", "The harbour office", "It calls the works", "most papers")
    )
    assert "Used in the article’s own voice." in text
    links = "[...claimlight.card.body.querySelectorAll('a')].map(a => [a.href, a.rel, a.target])"
    entry = f"http://127.0.0.1:{fixed_server.server_port}/lexicon/port-liberation"
    addresses = ["https://example.org/report", entry]
    assert reader.in_content_script(page, links) == [[address, "noopener noreferrer", "_blank"] for address in addresses]


def test_hover_opens_and_leaving_closes(reader: Reader, page: Page) -> None:
    page.locator("mark", has_text="liberation").hover()
    page.wait_for_selector("claimlight-card:popover-open")
    page.locator("claimlight-card").hover()
    page.wait_for_timeout(600)
    assert page.locator("claimlight-card:popover-open").count() == 1  # the pointer may go into the card
    page.mouse.move(2, 2)
    page.wait_for_selector("claimlight-card:popover-open", state="detached")


def test_a_click_keeps_it_open_until_escape_or_a_click_beside_it(reader: Reader, page: Page) -> None:
    page.locator("mark", has_text="liberation").click()
    page.mouse.move(2, 2)
    page.wait_for_timeout(600)
    assert page.locator("claimlight-card:popover-open").count() == 1
    page.keyboard.press("Escape")
    page.wait_for_selector("claimlight-card:popover-open", state="detached")
    page.locator("mark", has_text="liberation").click()
    page.wait_for_selector("claimlight-card:popover-open")
    page.mouse.click(2, 2)
    page.wait_for_selector("claimlight-card:popover-open", state="detached")


def test_it_works_by_keyboard_alone(reader: Reader, page: Page) -> None:
    for _ in range(4):  # past the two links of the navigation
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.localName") == "mark":
            break
    assert page.evaluate("document.activeElement.textContent") == "“We lost a week of trade,”"
    assert "Marta Quill" in card(reader)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert "No source is given" in card(reader)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "claimlight-card"
    page.keyboard.press("Tab")
    assert reader.in_content_script(page, "claimlight.card.shadow.activeElement.localName") in {"summary", "button"}
    page.keyboard.press("Escape")
    page.wait_for_selector("claimlight-card:popover-open", state="detached")
    assert page.evaluate("document.activeElement.textContent") == "The repairs cost twice"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") != "mark"  # one stop in all marks


def test_a_tap_opens_it(reader: Reader, page: Page) -> None:
    rect = page.locator("mark", has_text="liberation").bounding_box()
    assert rect
    cdp = reader.context.new_cdp_session(page)
    at: dict[str, Any] = {"x": rect["x"] + 5, "y": rect["y"] + 5}
    cdp.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    cdp.detach()
    assert "What the reopening is called" in card(reader)


@pytest.mark.parametrize("zoom", [1, 2])
@pytest.mark.parametrize("size", [(1000, 800), (500, 700), (360, 640)])
def test_it_never_covers_its_words(reader: Reader, page: Page, zoom: int, size: tuple[int, int]) -> None:
    width, height = size
    page.set_viewport_size({"width": width // zoom, "height": height // zoom})  # zooming in leaves fewer CSS pixels
    marks = page.locator("mark.claimlight")
    covered = """() => { const card = document.querySelector('claimlight-card').getBoundingClientRect();
        const words = [...document.querySelectorAll('mark.claimlight')].filter(m => m.dataset.claimlight === window.about);
        const over = r => r.left < card.right && r.right > card.left && r.top < card.bottom && r.bottom > card.top;
        const within = card.left >= 0 && card.top >= 0 && card.right <= innerWidth && card.bottom <= innerHeight;
        return [words.flatMap(m => [...m.getClientRects()]).filter(over).length, within]; }"""
    for nth in range(marks.count()):
        page.mouse.move(1, 1)
        page.keyboard.press("Escape")
        marks.nth(nth).scroll_into_view_if_needed()
        marks.nth(nth).click()
        page.wait_for_selector("claimlight-card:popover-open")
        page.evaluate("id => window.about = id", marks.nth(nth).get_attribute("data-claimlight"))
        assert page.evaluate(covered) == [0, True]
    page.set_viewport_size({"width": 1000, "height": 800})


def test_not_right_hides_the_mark_and_keeps_a_note(reader: Reader, page: Page, site: Site) -> None:
    page.locator("mark", has_text="liberation").click()
    card(reader)
    press(reader, "Not right?")
    page.wait_for_function("!document.querySelector('mark[data-claimlight-category=contested-term][data-claimlight-paint]')")
    (note,) = reader.kept("notes")
    assert note["annotation"]["exact"] == "liberation"
    assert note["url"] == page.url
    reader.annotate(page.url + "?")  # another page
    page.wait_for_selector("mark[data-claimlight-category=contested-term][data-claimlight-paint]")
    reader.annotate(note["url"])
    assert page.locator("mark[data-claimlight-category=contested-term][data-claimlight-paint]").count() == 0
    options = reader.open_options()
    assert "liberation" in options.inner_text("#notes")
    options.fill("#notes textarea", "It is a boat's name.")
    options.locator("#notes textarea").blur()
    options.wait_for_function(
        "chrome.storage.local.get('notes').then(({notes}) => notes[0].comment === 'It is a boat\\'s name.')"
    )
    options.click("#notes button")
    page.wait_for_selector("mark[data-claimlight-category=contested-term]")
    assert reader.kept("notes") == []


def test_undo_brings_the_mark_back(reader: Reader, page: Page) -> None:
    page.locator("mark", has_text="liberation").click()
    card(reader)
    press(reader, "Not right?")
    page.wait_for_function("!document.querySelector('mark[data-claimlight-category=contested-term][data-claimlight-paint]')")
    assert "hidden" in card(reader)
    press(reader, "Undo")
    page.wait_for_selector("mark[data-claimlight-category=contested-term][data-claimlight-paint]")
    assert reader.kept("notes") == []


def test_a_claim_can_be_copied_with_its_source(reader: Reader, page: Page) -> None:
    page.locator("mark", has_text="We lost a week").click()
    card(reader)
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(reader, "Copy with source")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines() == [
        "“We lost a week of trade,”",
        "Marta Quill, who runs the fish market — said",
        "Harbour reopens after nine days",
        page.url,
    ]


def test_claims_of_one_source_are_told_apart_by_their_words(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    def two(request: Json) -> Json:
        found = marking({"Marta Quill": SOURCE})(request)
        assert isinstance(found, dict)
        first = found["annotations"][0]
        found["annotations"] = [
            first | {"cue": "said", "content": "that trade had stopped"},
            first | {"id": "y1", "cue": "promised", "content": "to open the stalls on Monday"},
        ]
        for block in found["blocks"]:
            block["runs"] = [run and run.replace('claimlight="x1"', 'claimlight="x1 y1"') for run in block["runs"]]
        return found

    fixed_server.answer = two
    page = reader.annotate(site.put("/two", article(*PARAGRAPHS)))
    page.locator("mark").first.click()
    told = card(reader)
    assert told.count("named source") == 2
    assert "that trade had stopped" in told
    assert "to open the stalls on Monday" in told


def test_overlapping_annotations_are_all_told(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    def both(request: Json) -> Json:
        found = marking({"liberation": TERM})(request)
        assert isinstance(found, dict)
        term = found["annotations"][0]
        claim = term | {"id": "y1", "category": "attributed-claim", "kind": "named", "why": "Credited to the mayor."}
        claim["parts"] = [[*term["parts"][0][:3], "content"]]
        found["annotations"].append(claim)
        for block in found["blocks"]:
            block["runs"] = [
                run
                and run.replace('claimlight="x1"', 'claimlight="x1 y1"').replace(
                    '"contested-term"', '"contested-term attributed-claim"'
                )
                for run in block["runs"]
            ]
        return found

    fixed_server.answer = both
    page = reader.annotate(site.put("/both", article(*PARAGRAPHS)))
    page.locator("mark").first.click()
    text = card(reader)
    assert "Contested term" in text
    assert "Attributed claim" in text
    popup = reader.open_popup()
    popup.click("#contested-term")
    page.wait_for_selector("mark[data-claimlight-paint^=content]")  # the claim under it shows now
    popup.close()
