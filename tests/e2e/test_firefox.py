"""Smoke tests in a real Firefox, with the package for its store and a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .articles import FIGHT, article
from .firefox import FIREFOX, POPUP, SIDEBAR, Firefox, reading
from .real_server import RealServer
from .site import Site

# Words that are credited to somebody, and nothing else.
SHOWN = """return [...document.querySelectorAll('mark.claimlight[data-claimlight-category="attributed-claim"]')]
    .filter(mark => getComputedStyle(mark).textDecorationLine === 'underline').map(mark => mark.textContent)"""

pytestmark = pytest.mark.skipif(not FIREFOX, reason="Firefox is not installed: run `make browsers`")


@pytest.fixture(scope="module")
def firefox(claimlight: RealServer) -> Iterator[Firefox]:
    """A Firefox whose extension is connected to the real server."""
    with reading() as reader:
        reader.connect(claimlight.address)
        yield reader


def test_annotate_toggle_sidebar_and_off(firefox: Firefox, site: Site) -> None:
    # By another name of this machine: the extension may read 127.0.0.1 anyway, and other sites only by the click on its button.
    firefox.visit(site.put("/firefox", article()).replace("127.0.0.1", "localhost"))
    outer, text = firefox.run("return [document.documentElement.outerHTML, document.body.textContent]")
    firefox.open_popup()
    state = "return document.body?.dataset.state"
    firefox.wait_for("the popup", lambda: firefox.inside(POPUP, state) == "on")
    assert any("promised help" in words for words in firefox.run(SHOWN))
    assert firefox.run("return document.body.textContent") == text

    firefox.click(POPUP, "#attributed-claim")
    firefox.wait_for("hidden claims", lambda: firefox.run(SHOWN) == [])
    firefox.click(POPUP, "#attributed-claim")
    firefox.wait_for("shown claims", lambda: firefox.run(SHOWN))

    firefox.click_on_page("mark.claimlight")
    firefox.wait_for("the card", lambda: firefox.run("return document.querySelector('claimlight-card:popover-open') !== null"))

    firefox.open_sidebar()
    listed = "return document.querySelector('#sources .item') && document.querySelector('#sources').innerText"
    assert "Marta Quill" in firefox.wait_for("the sidebar's list", lambda: firefox.inside(SIDEBAR, listed))

    firefox.open_popup()
    firefox.wait_for("the popup again", lambda: firefox.inside(POPUP, state) == "on")
    firefox.click(POPUP, "#power")
    firefox.wait_for("off", lambda: firefox.inside(POPUP, state) == "off")
    assert firefox.run("return document.documentElement.outerHTML") == outer


def test_painted_ranges(firefox: Firefox, site: Site) -> None:
    """On a page that fights marks. Firefox does not let their styles inherit (docs/decisions/045)."""
    firefox.close_popup()
    firefox.visit(site.put("/fight", article(after=FIGHT)).replace("127.0.0.1", "localhost"))
    firefox.open_popup()
    firefox.wait_for("ranges", lambda: firefox.run("return CSS.highlights.has('claimlight-content-light')"))
    drawn = """const [range] = CSS.highlights.get('claimlight-content-light');
        return getComputedStyle(range.startContainer.parentElement, '::highlight(claimlight-content-light)').textDecorationLine"""
    assert firefox.run(drawn) == "underline"


def test_own_terms(firefox: Firefox) -> None:
    firefox.visit(firefox.address_of("options.html"))
    firefox.wait_for("the list of terms", lambda: firefox.run("return document.querySelector('#packs details') !== null"))
