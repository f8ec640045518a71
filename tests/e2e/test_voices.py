"""Contested terms in the narrator's words, in somebody else's, and again in a section: they look different, and switch apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .articles import PARAGRAPHS, article
from .fixed_server import TERM, FixedServer, Json, marking
from .reader import Reader, shown
from .real_server import RealServer
from .site import Site
from .target import find_target
from .test_panel import saved

#: Terms of the test's page, and how each is used.
USES: dict[str, Json] = {
    "liberation": {"voice": "own", "first": True},
    "turning point": {"voice": "own", "first": False},
    "city": {"voice": "attributed", "first": True},
    "warned": {"voice": "attributed", "first": False},
}
DRAWN = """selector => Object.fromEntries([...document.querySelectorAll(selector)].map(mark => {
    const style = getComputedStyle(mark);
    return [mark.textContent, [style.textDecorationStyle, style.textDecorationThickness, style.textDecorationColor,
        /, 0\\)$|\\/ 0\\)$/.test(style.backgroundColor)]];
}))"""


def answer(request: Json) -> Json:
    found = marking(dict.fromkeys(USES, TERM))(request)
    assert isinstance(found, dict)
    for annotation in found["annotations"]:
        annotation.update(USES[annotation["exact"]])
    return found


def assert_told_apart(drawn: dict[str, Any]) -> None:
    """By the shape of their lines and by tint; repetitions by a fainter line of the same shape."""
    own, own_again, quoted, quoted_again = (drawn[word] for word in USES)
    assert (own[0], own[3]) == ("double", False)
    assert own_again[:2] == own[:2]
    assert (quoted[0], quoted[1], quoted[3]) == ("solid", "2px", True)
    assert quoted_again[:2] == quoted[:2]
    assert own_again[3]
    assert quoted_again[3]
    assert own[2] == quoted[2]
    assert own_again[2] == quoted_again[2] != own[2]


@pytest.fixture
def page(reader: Reader, site: Site, fixed_server: FixedServer) -> Page:
    fixed_server.answer = answer
    return reader.annotate(site.put("/voices", article()))


def test_marks(page: Page) -> None:
    assert_told_apart(page.evaluate(DRAWN, "mark.claimlight"))


def test_a_line_of_the_readers_own_differs_from_that_of_others_words(reader: Reader, page: Page) -> None:
    reader.set(settings={"look": {"lines": {"contested-term": "solid"}}})
    page.wait_for_function("getComputedStyle(document.querySelector('mark')).textDecorationStyle !== 'double'")
    drawn = page.evaluate(DRAWN, "mark.claimlight")
    assert [drawn[word][0] for word in USES] == ["solid", "solid", "dotted", "dotted"]


def test_painted_ranges(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = answer
    page = reader.annotate(site.put("/crowd", article(*[f"{nth}: {text}" for nth in range(600) for text in PARAGRAPHS])))
    names = [f"claimlight-term{use}-light" for use in ("", "-again", "-quoted", "-quoted-again")]
    assert set(page.evaluate("[...CSS.highlights.keys()]")) == set(names)
    drawn = page.evaluate(
        """names => names.map(name => {
            const style = getComputedStyle(document.body, `::highlight(${name})`);
            return [style.textDecorationStyle, style.textDecorationThickness, style.textDecorationColor,
                /, 0\\)$|\\/ 0\\)$/.test(style.backgroundColor)];
        })""",
        names,
    )
    assert_told_apart(dict(zip(USES, drawn, strict=True)))


@pytest.mark.parametrize("place", ["popup", "panel"])
def test_others_words_are_switched_off_and_stay_so(reader: Reader, page: Page, site: Site, place: str) -> None:
    switches = popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'on'")
    if place == "panel":
        popup.click("#panel")
        switches = find_target(reader.context, page, "/panel.html")
        switches.wait_for("document.body.dataset.state === 'on' && document.querySelector('.item') !== null")
        switches.evaluate("document.querySelectorAll('footer details').forEach(details => { details.open = true })")
    else:
        switches.click("#kinds-contested-term summary")
    count = "document.querySelector('label:has(#contested-term--attributed) .count').textContent"
    assert switches.evaluate(count) == "2"
    assert "also where somebody else is quoted" in switches.text("label:has(#contested-term--attributed)")
    switches.click("#contested-term--attributed")
    page.wait_for_function("document.querySelectorAll('mark[data-claimlight-paint]').length === 2")
    assert shown(page, "contested-term") == ["liberation", "turning point"]
    switches.wait_for("!document.querySelector('#contested-term--attributed').checked")
    assert switches.evaluate(count) == "2"
    assert switches.evaluate("document.querySelector('label:has(#contested-term) .count').textContent") == "4"
    switches.close()
    assert reader.kept("settings")["hidden"] == ["contested-term/attributed"]
    text = "chrome.tabs.query({active: true}).then(([tab]) => chrome.action.getBadgeText({tabId: tab.id}))"
    for _ in range(100):  # the page tells the worker, which writes on the button
        if reader.worker.evaluate(text) == "2":
            break
        page.wait_for_timeout(50)
    assert reader.worker.evaluate(text) == "2"
    again = reader.annotate(site.put("/another", article()))
    assert shown(again, "contested-term") == ["liberation", "turning point"]


def test_saved_page(reader: Reader, page: Page, tmp_path: Path) -> None:
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'on'")
    popup.click("#panel")
    panel = find_target(reader.context, page, "/panel.html")
    panel.wait_for("document.body.dataset.state === 'on' && document.querySelector('.item') !== null")
    path = tmp_path / "voices.html"
    path.write_text(saved(reader, panel, tmp_path, "#save-html"))
    panel.close()
    kept = reader.context.new_page()
    kept.goto(path.as_uri())
    assert_told_apart(kept.evaluate(DRAWN, "a.mark"))
    kept.close()


@pytest.fixture
def welcome(browser: Reader, claimlight: RealServer) -> Iterator[Page]:
    """The server's own page, with the test's answer to a text of the reader's own."""
    browser.forget()
    page = browser.context.new_page()
    page.goto(f"http://127.0.0.1:{claimlight.port}/")
    page.wait_for_selector("mark.claimlight")
    page.route("**/v1/annotate", lambda route: route.fulfill(json=whole(answer(route.request.post_data_json))))
    page.fill("#own-text", "The liberation is a turning point. “The city warned us,” she said.")
    page.get_by_role("button", name="Show who says so").click()
    expect(page.locator("#article mark")).to_have_count(4)
    yield page
    page.close()


def whole(found: Json) -> Json:
    """With the figures that the welcome page tells."""
    return found | {"summary": {"sentences": 2, "attributed": 1, "named_sources": 0}}


def test_welcome_page(welcome: Page) -> None:
    drawn = welcome.evaluate(
        "Object.fromEntries([...document.querySelectorAll('#article mark')].map("
        "mark => [mark.textContent, getComputedStyle(mark).backgroundImage]))"
    )
    own, own_again, quoted, quoted_again = (drawn[word] for word in USES)
    colour, tint = "rgb(138, 59, 176)", "rgba(138, 59, 176, 0.11)"
    assert (own.count(colour), tint in own) == (3, True)  # two lines, the first from its start to its end
    assert tint not in own_again + quoted + quoted_again
    assert quoted.count(colour) == 2  # one line, from its start to its end
    assert colour not in own_again + quoted_again
    assert own_again.count("color(") > quoted_again.count("color(") > 0
