"""Switching: kinds, sites, keyboard, pause, looks; and where Claimlight starts by itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from .articles import article
from .fixed_server import CLAIM, TERM, UNSOURCED, FixedServer, Marking, marking
from .reader import EXTENSION, Reader, reading, shown
from .site import Site

VAGUE: Marking = ("attributed-claim", "vague", "content")
WORDS = {"“We lost a week of trade,”": CLAIM, "nobody had warned them": VAGUE, "twice what was planned": UNSOURCED, "quay": TERM}
NEWS = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-03-01"}</script>'


@pytest.fixture
def page(reader: Reader, site: Site, fixed_server: FixedServer) -> Page:
    fixed_server.answer = marking(WORDS)
    return reader.annotate(site.put("/plain", article()))


def wait_until_shown(page: Page, category: str, count: int) -> None:
    selector = f"mark[data-claimlight-category~={category}][data-claimlight-paint]"
    page.wait_for_function("([selector, count]) => document.querySelectorAll(selector).length === count", arg=[selector, count])


def test_a_kind_within_a_category(reader: Reader, page: Page) -> None:
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'on'")
    popup.click("#kinds-attributed-claim summary")
    popup.click("#attributed-claim--vague")
    wait_until_shown(page, "attributed-claim", 1)
    assert shown(page, "attributed-claim") == ["“We lost a week of trade,”"]
    popup.click("#attributed-claim--vague")
    wait_until_shown(page, "attributed-claim", 2)
    popup.close()


def test_a_site_with_switches_of_its_own(reader: Reader, page: Page) -> None:
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'on'")
    popup.click("#site summary")
    popup.click("#own-switches")
    popup.wait_for("chrome.storage.local.get('settings').then(all => '127.0.0.1' in (all.settings?.sites ?? {}))")
    popup.click("#contested-term")
    wait_until_shown(page, "contested-term", 0)
    popup.close()
    settings = reader.kept("settings")
    assert settings["hidden"] == []
    assert settings["sites"] == {"127.0.0.1": ["contested-term"]}


def test_the_badge_shows_the_count(reader: Reader, page: Page) -> None:
    def badge() -> str:
        text = "chrome.tabs.query({active: true}).then(([tab]) => chrome.action.getBadgeText({tabId: tab.id}))"
        return str(reader.worker.evaluate(text))

    assert badge() == "5"
    popup = reader.open_popup()
    popup.click("#contested-term")
    wait_until_shown(page, "contested-term", 0)
    popup.close()
    for _ in range(100):  # the page tells the worker, which writes on the button
        if badge() == "3":
            break
        page.wait_for_timeout(50)
    assert badge() == "3"
    reader.turn_off()
    assert badge() == ""


def test_pause_everywhere(reader: Reader, page: Page, fixed_server: FixedServer) -> None:
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'on'")
    popup.click("#paused")
    popup.wait_for("document.body.dataset.state === 'paused'")
    page.wait_for_selector("mark", state="detached")
    popup.close()
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'paused'")
    assert len(fixed_server.requests) == 1
    popup.click("#paused")
    popup.wait_for("document.body.dataset.state === 'on'")
    popup.close()


TERM_STYLE = "getComputedStyle(document.querySelector('mark[data-claimlight-paint^=term]'))"


def wait_for_line(page: Page, part: str) -> None:
    page.wait_for_function(f"{TERM_STYLE}.textDecoration.includes('{part}')")


def test_palettes_and_own_colours(reader: Reader, page: Page) -> None:
    wait_for_line(page, "double")
    wait_for_line(page, "138, 59, 176")
    options = reader.open_options()
    options.check("#palettes-colour-safe")
    wait_for_line(page, "156, 63, 126")
    sample = "getComputedStyle(document.querySelector('#sample-light mark[data-claimlight-paint^=term]')).textDecoration"
    assert "156, 63, 126" in options.evaluate(sample)
    options.locator("#own-look tbody tr").nth(2).locator("select").select_option("dotted")
    wait_for_line(page, "dotted")
    options.locator("#own-look tbody tr").nth(2).locator("input").first.fill("#112233")
    wait_for_line(page, "17, 34, 51")
    options.check("#tints-none")
    page.wait_for_function(f"{TERM_STYLE}.backgroundColor.endsWith(' / 0)')")
    options.click("#reset-look")
    wait_for_line(page, "138, 59, 176")


def test_announcements_can_be_turned_off(reader: Reader, page: Page) -> None:
    term = page.locator("mark[data-claimlight-category=contested-term]").first
    assert term.get_attribute("aria-description") == "Contested term"
    options = reader.open_options()
    options.click("#announce")
    page.wait_for_selector("mark[role=presentation]")
    assert page.locator("mark[aria-description]").count() == 0
    options.click("#announce")
    page.wait_for_selector("mark[aria-description]")


@pytest.fixture(scope="module")
def wide(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension as it is once the reader has said yes to the browser's question, which no test can click."""
    folder = tmp_path_factory.mktemp("wide") / "extension"
    shutil.copytree(EXTENSION, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["host_permissions"] += manifest.pop("optional_host_permissions")
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def test_it_starts_by_itself_where_that_is_wished(
    playwright: Playwright, wide: Path, site: Site, fixed_server: FixedServer
) -> None:
    fixed_server.answer = marking(WORDS)
    origin = site.put("/", "<title>x</title>").rstrip("/")
    plain, news = site.put("/plain", article()), site.put("/news", article(head=NEWS))
    with reading(playwright, wide) as reader:
        reader.set(pairing=fixed_server.pairing, settings={"always": [origin]})
        reader.visit(plain).wait_for_selector("mark.claimlight")
        reader.set(settings={"news": True})
        reader.visit(news).wait_for_selector("mark.claimlight")
        reader.visit(plain).wait_for_timeout(700)
        assert reader.page.locator("mark").count() == 0  # nothing on it says that it is news
        reader.set(settings={"news": True, "paused": True})
        reader.visit(news).wait_for_timeout(700)
        assert reader.page.locator("mark").count() == 0


def test_nothing_is_asked_for_at_first() -> None:
    manifest = json.loads((EXTENSION / "manifest.json").read_text())
    assert manifest["host_permissions"] == ["http://127.0.0.1/*"]
    # None of these makes the browser warn: activeTab is the page whose button was clicked.
    assert manifest["permissions"] == ["activeTab", "scripting", "sidePanel", "storage"]


KEYS = [("alt+x", 0, 0), ("alt+x", 2, 2), ("alt+c", 2, 0), ("alt+c", 0, 0), ("alt+c", 0, 2), ("alt+c", 2, 2)]


@pytest.mark.skipif(not shutil.which("xvfb-run") or not shutil.which("xdotool"), reason="keyboard commands need Xvfb and xdotool")
def test_keyboard_commands(fixed_server: FixedServer, site: Site) -> None:
    """Real key presses in a browser with a window: those of the DevTools protocol reach no commands."""
    fixed_server.answer = marking(WORDS)
    url = site.put("/plain", article())
    command = ["xvfb-run", "--auto-servernum", sys.executable, "-m", "tests.e2e.keys", url, json.dumps(fixed_server.pairing)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=90, cwd=Path(__file__).parents[2], check=False)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout.splitlines()[-1]) == [["alt+l", 2, 2], *map(list, KEYS)]
