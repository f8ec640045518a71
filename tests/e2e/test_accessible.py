"""axe-core finds nothing, all is named and reached by keyboard, in light and dark, with motion reduced and colours forced."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .articles import article
from .fixed_server import FixedServer
from .reader import EXTENSION_ID, Reader
from .real_server import RealServer
from .site import Site
from .target import Target, find_target
from .test_panel import answer

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
    .then(found => found.violations.map(({id, nodes}) => [id, nodes.map(node => node.html)]))"""


def violations(target: Target) -> Any:
    target.evaluate(AXE.read_text() + "; true")
    return target.evaluate(RUN)


def scheme(target: Target, value: str) -> None:
    target.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": value}, REDUCED])


REDUCED = {"name": "prefers-reduced-motion", "value": "reduce"}


@pytest.mark.parametrize("value", ["light", "dark"])
def test_popup(reader: Reader, site: Site, fixed_server: FixedServer, value: str) -> None:
    fixed_server.answer = answer
    reader.annotate(site.put("/plain", article()))
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'on'")
    scheme(popup, value)
    popup.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    assert violations(popup) == []
    popup.close()
    reader.set(pairing=fixed_server.pairing | {"port": 9})
    reader.visit(site.put("/other", article()))
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'failed'")
    scheme(popup, value)
    assert violations(popup) == []
    popup.close()


@pytest.mark.parametrize("value", ["light", "dark"])
def test_panel(reader: Reader, site: Site, fixed_server: FixedServer, value: str) -> None:
    fixed_server.answer = answer
    reader.annotate(site.put("/plain", article()))
    popup = reader.open_popup()
    popup.wait_for("document.body.dataset.state === 'on'")
    popup.click("#panel")
    panel = find_target(reader.context, reader.page, "/panel.html")
    panel.wait_for("document.querySelector('.item') !== null")
    scheme(panel, value)
    panel.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    for tab in ("sources", "unverified", "terms"):
        panel.click(f"#tab-{tab}")
        assert violations(panel) == []
    panel.close()


@pytest.mark.parametrize("value", ["light", "dark"])
def test_options(reader: Reader, value: str) -> None:
    note = {"url": "https://example.org/", "title": "x", "key": "y", "at": "2026-01-01T00:00:00Z"}
    reader.set(
        notes=[note | {"annotation": {"category": "contested-term", "kind": "status", "exact": "word"}}],
        settings={"always": ["https://example.org"]},
    )
    page = reader.open_options()
    page.emulate_media(color_scheme="light" if value == "light" else "dark", reduced_motion="reduce")
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    page.evaluate(AXE.read_text())
    assert page.evaluate(RUN) == []
    page.close()


@pytest.mark.parametrize("value", ["light", "dark"])
def test_card(reader: Reader, site: Site, fixed_server: FixedServer, value: str) -> None:
    """Run in the content scripts' world: the card's shadow root is closed to everybody else."""
    fixed_server.answer = answer
    ground = "" if value == "light" else "<style>body { color: #ddd; background: #121212 } a { color: #8ab4f8 }</style>"
    page = reader.annotate(site.put(f"/card-{value}", article(head=ground)))
    for words in ("liberation", "We lost a week", "The repairs cost twice"):
        page.locator("mark", has_text=words).click()
        page.wait_for_selector("claimlight-card:popover-open")
        # axe reads open shadow roots only: a copy of the card's content, with its styles, in a page of its own.
        html = reader.in_content_script(page, "claimlight.card.body.outerHTML")
        copy = reader.context.new_page()
        css = (Path(__file__).parents[2] / "extension/css/card.css").read_text()
        copy.set_content(f"<html lang=en><title>x</title><style>{css}</style><main><h1>x</h1>{html}</main>")
        copy.evaluate(AXE.read_text())
        assert copy.evaluate(RUN) == []
        copy.close()
        page.keyboard.press("Escape")


def test_marks_add_no_violation(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = answer
    url = site.put("/plain", article())
    page = reader.visit(url)
    page.evaluate(AXE.read_text())
    before = page.evaluate(RUN)
    page = reader.annotate(url)
    page.evaluate(AXE.read_text())
    assert [rule for rule, _ in page.evaluate(RUN)] == [rule for rule, _ in before]


@pytest.mark.parametrize("value", ["light", "dark"])
def test_welcome_page(paired: Reader, claimlight: RealServer, value: str) -> None:
    page = paired.visit(f"http://127.0.0.1:{claimlight.port}/")
    page.emulate_media(color_scheme="light" if value == "light" else "dark")
    page.wait_for_selector("mark.claimlight")
    cdp = paired.context.new_cdp_session(page)
    cdp.send("Page.setBypassCSP", {"enabled": True})
    page.reload()
    page.wait_for_selector("mark.claimlight")
    page.evaluate(AXE.read_text())
    assert page.evaluate(RUN) == []
    cdp.detach()


def test_forced_colours_keep_the_lines(reader: Reader, site: Site, fixed_server: FixedServer) -> None:
    fixed_server.answer = answer
    page = reader.annotate(site.put("/plain", article()))
    page.emulate_media(forced_colors="active")
    script = """['content', 'assertion', 'term'].map(role => {
        const style = getComputedStyle(document.querySelector(`mark[data-claimlight-paint^=${role}]`));
        return [style.textDecorationLine, style.textDecorationStyle];
    })"""
    styles = page.evaluate(script)
    page.emulate_media(forced_colors="none")
    assert styles == [["underline", "solid"], ["underline", "dashed"], ["underline", "double"]]


@pytest.mark.parametrize("path", ["popup.html", "options.html", "panel.html"])
def test_every_control_is_reached_by_tab_and_shows_it(reader: Reader, path: str) -> None:
    page = reader.context.new_page()
    page.goto(f"chrome-extension://{EXTENSION_ID}/{path}")
    page.wait_for_timeout(1000)
    controls = page.evaluate(
        "[...document.querySelectorAll('button, input, select, textarea, summary, a[href]')].filter(one => one.checkVisibility())"
        ".filter(one => one.tabIndex >= 0 && !(one.type === 'radio' && !one.checked)).length"
    )
    reached, unseen = set(), []
    for _ in range(controls + 2):
        page.keyboard.press("Tab")
        about = page.evaluate(
            "(one => [one.id || one.outerHTML, getComputedStyle(one).outlineStyle, one.localName])(document.activeElement)"
        )
        if about[2] == "body":
            break
        reached.add(about[0])
        unseen += [about[0]] if about[1] == "none" else []
    assert len(reached) >= controls
    assert unseen == []
    page.close()
