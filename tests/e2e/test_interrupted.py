"""What was begun and is not wanted any more, and a server that dies over it: nothing goes on in vain, nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page

from .articles import PARAGRAPHS, article
from .reader import Reader, shown
from .real_server import RealServer, running
from .site import Site

COPIES = 200  # some 25,000 words: several seconds of work, more than the server grants a page whose reader has gone
ASKED = 'requests_total{path="/v1/annotate",status="%d"}'
GONE, DONE = ASKED % 499, ASKED % 200


@pytest.fixture
def counting(browser: Reader, tmp_path: Path) -> Iterator[RealServer]:
    """A server of the test's own that counts, paired with the browser."""
    with running(tmp_path, 0, "--metrics") as server:
        connect(browser, server)
        yield server


def connect(browser: Reader, server: RealServer) -> None:
    """Pair, and wait until the server's page has its own sample annotated."""
    browser.forget()
    assert browser.pair(server.address) == "connected"
    wait_for(browser.page, "the sample", lambda: server.counts().get(DONE) == 1)


def wait_for(page: Page, what: str, true: Callable[[], bool], patience: float = 60) -> None:
    """Wait in `page`, so that the browser's messages come in."""
    for _ in range(int(patience / 0.05)):
        if true():
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{what} did not come to pass")


def long_article(copies: int = COPIES) -> str:
    return article(*[f"{text} {number}" for number in range(copies) for text in PARAGRAPHS])


def begin(browser: Reader, server: RealServer, url: str) -> Page:
    """Open a page in a tab of its own and click the toolbar button; the server is at work on it then."""
    browser.page = page = browser.context.new_page()
    browser.visit(url)
    browser.open_popup()
    wait_for(page, "work", lambda: server.counts()["workers_busy"] == 1)
    return page


LEAVING: dict[str, Callable[[Reader, Page], object]] = {
    "the tab is closed": lambda _, page: page.close(),
    "another page is opened in the tab": lambda _, page: page.goto("about:blank"),
    "Claimlight is turned off": lambda browser, _: browser.worker.evaluate(
        "chrome.tabs.query({active: true}).then(([tab]) => chrome.tabs.sendMessage(tab.id, {type: 'turn-off'}))"
    ),
}


@pytest.mark.parametrize("leave", LEAVING.values(), ids=LEAVING.keys())
def test_the_server_stops_working_for_a_reader_who_has_gone(
    browser: Reader, counting: RealServer, site: Site, leave: Callable[[Reader, Page], object]
) -> None:
    first = browser.context.pages[0]
    page = begin(browser, counting, site.put("/long", long_article()))
    leave(browser, page)
    wait_for(first, "the end of the request", lambda: counting.counts().get(GONE) == 1)
    # The worker that was at it is replaced, since it would have gone on for seconds.
    wait_for(first, "the end of the work", lambda: counting.counts()["workers_replaced_total"] == 1)
    browser.page = first
    assert shown(browser.annotate(site.put("/short", article())), "attributed-claim")
    assert counting.counts()[DONE] == 2  # the sample and the short one: the long one was never finished


def test_a_server_that_is_killed_over_a_page_comes_back_and_nothing_is_lost(browser: Reader, site: Site, tmp_path: Path) -> None:
    with running(tmp_path, 0, "--metrics") as server:
        connect(browser, server)
        pairing = browser.kept("pairing")
        token = server.run("pair", "--token", "the test").strip()
        server.run("lexicon", "add", "fish market", "--kind", "place name", "--note", "My own.")
        for kind in ("note", "hidden"):
            body = {"kind": kind, "id": f"my {kind}", "value": {"text": "keep me"}}
            url, headers = f"http://127.0.0.1:{server.port}/v1/own/keep", {"authorization": f"Bearer {token}"}
            httpx.post(url, json=body, headers=headers, timeout=30).raise_for_status()
        page = begin(browser, server, site.put("/long", long_article(60)))  # few enough marks to be elements
        server.process.kill()
        server.process.wait()
    with running(tmp_path, server.port, "--metrics") as again:
        # Nobody clicks anything: the extension looks out for the server, has it prove itself, and sends the page again.
        page.wait_for_selector("mark.claimlight", timeout=60_000)
        assert "fish market" in shown(page, "contested-term")
        assert browser.kept("pairing") == pairing
        kept = json.loads(again.run("data", "--export"))
        assert [[item["id"] for item in kept[kind]] for kind in ("notes", "hidden")] == [["my note"], ["my hidden"]]
        assert "fish market" in "".join(kept["terms"].values())


def test_pages_that_lack_a_server_go_on_when_it_is_started(browser: Reader, site: Site, tmp_path: Path) -> None:
    browser.forget()
    with running(tmp_path) as server:
        assert browser.pair(server.address) == "connected"
    browser.page = page = browser.context.new_page()
    browser.visit(site.put("/plain", article()))
    popup = browser.open_popup()
    popup.wait_for("document.body.dataset.state === 'failed'")
    assert popup.text("#command") == "claimlight serve"
    popup.close()
    with running(tmp_path, server.port) as again:
        browser.page = browser.context.pages[0]
        assert browser.pair(again.address) == "connected"  # the page that the server opens when it starts
        page.wait_for_selector("mark.claimlight", timeout=60_000)
