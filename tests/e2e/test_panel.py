"""The side panel: who speaks, what has no source, which terms are contested; and taking an article along."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .articles import PARAGRAPHS, article
from .fixed_server import CLAIM, TERM, UNSOURCED, FixedServer, Json, marking
from .reader import Reader, shown
from .site import Site
from .target import Target, find_target

LONG = [*PARAGRAPHS, *[f"{PARAGRAPHS[0]} So it went on in part {nth}." for nth in range(60)]]


def answer(request: Json) -> Json:
    found = marking(
        {"“We lost a week of trade,”": CLAIM, "The repairs cost twice": UNSOURCED, "liberation": TERM, "lighthouse": TERM}
    )(request)
    assert isinstance(found, dict)
    for annotation in found["annotations"]:
        if annotation["exact"].startswith("“We"):
            annotation |= {
                "cue": "said",
                "stance": "neutral",
                "speaker": "s1",
                "content": annotation["exact"],
                "source": "Marta Quill",
            }
        if annotation["category"] == "unverified-assertion":
            annotation |= {"status": "unsourced", "details": [], "evidence": []}
        if annotation["category"] == "contested-term":
            sides = [
                {"name": "The harbour office", "wordings": ["liberation"], "why": "x"},
                {"name": "The town", "wordings": ["opening"], "why": "y"},
            ]
            annotation |= {
                "dispute": "The reopening",
                "entry": annotation["exact"],
                "form": annotation["exact"],
                "sides": sides,
                "voice": "own",
            }
    claims = [annotation["id"] for annotation in found["annotations"] if annotation["category"] == "attributed-claim"]
    marta = {"name": "Marta Quill", "description": "who runs the fish market", "kind": "named", "type": "person"}
    found["sources"] = [
        marta | {"id": "s1", "words": 30, "claims": claims[:1]},
        marta | {"id": "s2", "name": "The mayor", "words": 10, "claims": []},
    ]
    found["summary"] = {"sentences": 20, "attributed": 8, "vague": 2, "unsourced": 3, "interpretation": 1, "none": 6, "terms": 2}
    return found


@pytest.fixture
def panel(reader: Reader, site: Site, fixed_server: FixedServer) -> Iterator[Target]:
    fixed_server.answer = answer
    reader.annotate(site.put("/long", article(*LONG)))
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'on'")
    popup.click("#panel")
    panel = find_target(reader.context, reader.page, "/panel.html")
    panel.wait_for("document.body.dataset.state === 'on' && document.querySelector('.item') !== null")
    yield panel
    panel.close()


def test_who_speaks(panel: Target) -> None:
    text = panel.text("#sources")
    assert "Marta Quill" in text
    assert "who runs the fish market" in text
    assert "30 words, 75% of what is credited to anybody" in text
    assert "“We lost a week of trade,”" in text
    assert text.index("Marta Quill") < text.index("The mayor")
    assert panel.evaluate("document.querySelector('.share > span').style.width") == "75%"


def test_the_page_follows_the_panel_and_goes_back(reader: Reader, panel: Target) -> None:
    page = reader.page
    page.evaluate("scrollTo(0, 3000)")
    page.wait_for_timeout(300)
    before = page.evaluate("scrollY")
    assert before > 1000
    panel.click(".item")
    page.wait_for_function("scrollY < 500")
    page.wait_for_selector("claimlight-card:popover-open")
    panel.wait_for("!document.querySelector('#back').hidden")
    panel.click("#back")
    page.wait_for_function(f"Math.abs(scrollY - {before}) < 2")
    panel.wait_for("document.querySelector('#back')?.hidden")


def test_the_panel_follows_the_page(reader: Reader, panel: Target) -> None:
    panel.wait_for("document.querySelector('#sources .item')?.getAttribute('aria-current') === 'true'")
    reader.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    panel.wait_for("!document.querySelector('#sources .item').hasAttribute('aria-current')")


def test_lists_and_the_summary(panel: Target) -> None:
    assert "20 sentences" in panel.text("#summary")
    widths = panel.evaluate("[...document.querySelectorAll('.part')].map(part => part.getBoundingClientRect().width)")
    assert len(widths) == 5
    assert abs(widths[0] / widths[1] - 4) < 0.3
    panel.click(".legend li:nth-child(3) button")
    assert panel.evaluate("document.querySelector('#tab-unverified').getAttribute('aria-selected')") == "true"
    assert "The repairs cost twice" in panel.text("#unverified")
    panel.click(".legend li:nth-child(2) button")  # none of these in the list
    assert panel.evaluate("[...document.querySelectorAll('#unverified li')].every(item => item.hidden)")
    panel.click("#tab-terms")
    text = panel.text("#terms")
    assert all(part in text for part in ("liberation", "The harbour office", "The town", "lighthouse"))


def test_the_panel_switches_too(reader: Reader, panel: Target) -> None:
    panel.click("#shown summary")
    panel.click("#contested-term")
    reader.page.wait_for_selector("mark[data-claimlight-paint^=term]", state="detached")
    assert shown(reader.page, "contested-term") == []


def test_a_page_that_is_off(reader: Reader, panel: Target) -> None:
    reader.turn_off()
    panel.wait_for("document.body.dataset.state === 'off'")
    assert panel.evaluate("document.querySelector('#article').hidden")
    panel.click("#start")
    panel.wait_for("document.body.dataset.state === 'on'")


def saved(reader: Reader, panel: Target, folder: Path, button: str) -> str:
    """The file that a button saves."""
    cdp = reader.context.new_cdp_session(reader.page)
    cdp.send("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    if not panel.evaluate("document.querySelector('#save').open"):
        panel.click("#save summary")
    panel.click(button)
    for _ in range(200):
        files = [path for path in folder.iterdir() if not path.name.endswith(".crdownload")]
        if files and files[0].stat().st_size:
            break
        reader.page.wait_for_timeout(25)
    (file,) = files
    assert file.name.startswith("Harbour reopens after nine days")
    return file.read_text("utf-8")


def test_save_claims_as_a_table(reader: Reader, panel: Target, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(saved(reader, panel, tmp_path, "#save-csv").removeprefix("\ufeff"))))
    assert [row["category"] for row in rows] == ["attributed-claim", "unverified-assertion", "contested-term", "contested-term"]
    assert rows[0]["source"] == "Marta Quill"
    assert rows[0]["text"] == "“We lost a week of trade,”"
    assert rows[0]["url"] == reader.page.url


def test_save_web_annotations(reader: Reader, panel: Target, tmp_path: Path) -> None:
    page = json.loads(saved(reader, panel, tmp_path, "#save-jsonld"))
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == 4
    text = re.sub(r"\s+", " ", str(reader.page.evaluate("document.querySelector('article').textContent")))
    for item in page["items"]:
        assert_is_web_annotation(item)
        for target in item["target"]:
            (selector,) = target["selector"]
            found = " ".join((selector["prefix"] + selector["exact"] + selector["suffix"]).split())
            assert found in " ".join(text.split())


def assert_is_web_annotation(item: dict[str, Any]) -> None:
    """What w3.org/TR/annotation-model demands, and what Hypothesis's model takes: a source, and selectors that it knows."""
    assert item["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert item["type"] == "Annotation"
    assert re.fullmatch(r"urn:[a-z]+:\S+", item["id"])
    assert item["motivation"] == "classifying"
    assert {body["purpose"] for body in item["body"]} == {"commenting", "tagging"}
    assert all(body["type"] == "TextualBody" and body["value"] for body in item["body"])
    for target in item["target"]:
        assert target["source"].startswith("http")
        assert all(selector["type"] == "TextQuoteSelector" and selector["exact"] for selector in target["selector"])


def test_save_the_annotated_page(reader: Reader, panel: Target, tmp_path: Path) -> None:
    html = saved(reader, panel, tmp_path, "#save-html")
    assert "<script" not in html
    assert "javascript:" not in html
    page = reader.context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    path = tmp_path / "page.html"
    path.write_text(html)
    page.goto(path.as_uri())
    assert asked == [path.as_uri()]  # it needs nothing else
    original = reader.page.evaluate("[...document.querySelectorAll('article p')].map(p => p.textContent.trim())")
    assert page.evaluate("[...document.querySelectorAll('article p')].map(p => p.textContent.trim())") == original
    terms = "[...document.querySelectorAll('a.mark.term')].map(a => getComputedStyle(a).textDecorationLine)"
    assert page.evaluate(terms) == ["underline", "underline"]
    page.uncheck("#contested-term")
    assert page.evaluate(terms) == ["none", "none"]
    page.locator("a.mark", has_text="We lost").click()
    assert page.locator("li:target").inner_text().startswith("“We lost")
