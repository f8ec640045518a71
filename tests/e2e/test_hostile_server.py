"""The extension distrusts its server: answers that are random, huge, slow or busy break no page and run nothing."""

from __future__ import annotations

import json
import random
import time
from typing import Any

import pytest

from .articles import article
from .fixed_server import TERM, UNSOURCED, FixedServer, Json, marking
from .reader import Reader, shown
from .site import Site

RUNS = (
    "<script>window.broken = 1</script>",
    "<img src=x onerror='window.broken = 1'>",
    "<svg onload='window.broken = 1'><style>*{display:none}</style></svg>",
    "javascript:window.broken=1",
    '"><iframe srcdoc="<script>parent.broken=1</script>">',
    "__proto__",
    "constructor",
)
ODD: tuple[Any, ...] = (
    *RUNS,
    "",
    "x" * 100_000,
    "\ud800",
    "\0",
    -1,
    0,
    1e300,
    True,
    None,
    [],
    {},
    [[[]]],
    {"__proto__": {"broken": 1}},
)


RATES = (0, 0, 0.001, 0.003, 0.01, 0.03, 0.1)  # at 0 the answer keeps to the contract, and only its texts are hostile


def spoil(value: Any, chance: random.Random, rate: float) -> Any:
    """A copy in which some of what stands in it is something else."""
    if chance.random() < rate:
        return chance.choice(ODD)
    if isinstance(value, dict):
        return {key: spoil(each, chance, rate) for key, each in value.items() if chance.random() >= rate / 2}
    if isinstance(value, list):
        return [spoil(each, chance, rate) for each in value for _ in range(2 if chance.random() < rate else 1)]
    return value


def spoilt(seed: int, rate: float) -> Any:
    def answer(request: Json) -> tuple[int, Any]:
        made = marking({"liberation": TERM, "the": UNSOURCED})(request)
        assert isinstance(made, dict)
        for number, annotation in enumerate(made["annotations"]):
            text = RUNS[number % len(RUNS)]
            annotation |= {"note": text, "why": text, "references": [{"title": text, "publisher": text, "url": text}]}
        return 200, {"version": 1, **spoil({key: made[key] for key in made if key != "version"}, random.Random(seed), rate)}

    return answer


@pytest.fixture
def plain(reader: Reader, site: Site) -> tuple[str, str]:
    """A page's address and text."""
    url = site.put("/plain", article())
    return url, reader.visit(url).evaluate("document.body.textContent")


@pytest.mark.parametrize(("seed", "rate"), list(enumerate(RATES)))
def test_a_spoilt_answer_runs_nothing_and_keeps_the_text(
    reader: Reader, fixed_server: FixedServer, plain: tuple[str, str], seed: int, rate: float
) -> None:
    url, text = plain
    fixed_server.answer = spoilt(seed, rate)
    page = reader.visit(url)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    popup = reader.open_popup()
    popup.wait_for("['on', 'failed'].includes(document.body.dataset.state)", timeout=20)
    assert popup.text("body")
    popup.close()
    if rate == 0:
        assert shown(page, "contested-term")
    for mark in page.locator("mark.claimlight").all()[:3]:
        mark.click(force=True)  # opens a card
    assert page.evaluate("[document.body.textContent, window.broken, {}.broken]") == [text, None, None]
    assert page.evaluate("document.querySelectorAll('body script, body iframe, body svg, body style, body img').length") == 0
    assert errors == []


def test_a_huge_answer_keeps_the_text(reader: Reader, fixed_server: FixedServer, plain: tuple[str, str]) -> None:
    url, text = plain
    many = [
        {"id": f"x{n}", "category": "contested-term", "kind": "status", "exact": "x", "parts": [[n, 0, 0, "term"]]}
        for n in range(100_000)
    ]
    filling = {"engine": {"model": "y" * 20_000_000}, "annotations": many}
    fixed_server.answer = lambda request: (200, {**dict(marking({"liberation": TERM})(request)), **filling})
    page = reader.visit(url)
    popup = reader.open_popup()
    popup.wait_for("['on', 'failed'].includes(document.body.dataset.state)", timeout=120)
    popup.close()
    assert page.evaluate("document.body.textContent") == text


def test_a_slow_server_holds_up_no_page(reader: Reader, fixed_server: FixedServer, plain: tuple[str, str]) -> None:
    url, text = plain

    def answer(request: Json) -> Any:
        time.sleep(3)
        return marking({"liberation": TERM})(request)

    fixed_server.answer = answer
    page = reader.visit(url)
    popup = reader.open_popup()
    page.wait_for_timeout(500)
    assert page.evaluate("[document.body.textContent, document.querySelectorAll('mark').length]") == [text, 0]
    popup.wait_for("document.body.dataset.state === 'on'", timeout=20)
    popup.close()
    assert shown(page, "contested-term")


def test_a_busy_server_is_asked_again(reader: Reader, fixed_server: FixedServer, plain: tuple[str, str]) -> None:
    def answer(request: Json) -> Any:
        busy = len(fixed_server.requests) < 3
        return (503, {"title": "busy"}) if busy else marking({"liberation": TERM})(request)

    fixed_server.answer = answer
    page = reader.annotate(plain[0])
    assert shown(page, "contested-term")
    assert len(fixed_server.requests) == 3
    assert len({json.dumps(request) for request in fixed_server.requests}) == 1


@pytest.mark.parametrize(
    "url", ["http://example.org/", "javascript:alert(1)", "data:text/html,x", "//example.org", "file:///etc/passwd"]
)
def test_a_card_links_to_https_alone(reader: Reader, fixed_server: FixedServer, plain: tuple[str, str], url: str) -> None:
    def answer(request: Json) -> Json:
        made = marking({"liberation": TERM})(request)
        assert isinstance(made, dict)
        safe = "https://example.org/report"
        references = [{"title": each, "publisher": "p", "date": "", "url": each} for each in (url, safe)]
        for annotation in made["annotations"]:
            annotation |= {"voice": "own", "sides": [], "wordings": [], "references": references, "counterparts": []}
        return made

    fixed_server.answer = answer
    page = reader.annotate(plain[0])
    page.locator("mark", has_text="liberation").first.click()
    page.wait_for_selector("claimlight-card:popover-open")
    links = "[...claimlight.card.body.querySelectorAll('a')].map(link => link.getAttribute('href'))"
    found = reader.in_content_script(page, links)
    assert "https://example.org/report" in found
    assert url not in found
