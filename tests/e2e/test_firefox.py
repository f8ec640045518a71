"""Smoke tests in a real Firefox, with the package for its store and a real server."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .articles import article
from .firefox import ADDON, FIREFOX, POPUP, SIDEBAR, Firefox, reading
from .real_server import RealServer
from .site import Site

ROOT = Path(__file__).parents[2]
# Words that are credited to somebody, and nothing else.
SHOWN = """return [...document.querySelectorAll('mark.claimlight[data-claimlight-category="attributed-claim"]')]
    .filter(mark => getComputedStyle(mark).textDecorationLine === 'underline').map(mark => mark.textContent)"""

pytestmark = pytest.mark.skipif(not FIREFOX, reason="Firefox is not installed: run `make browsers`")


@pytest.fixture(scope="module")
def firefox(claimlight: RealServer) -> Iterator[Firefox]:
    """A Firefox whose extension is connected to the real server."""
    subprocess.run([sys.executable, ROOT / "scripts/package.py"], check=True, capture_output=True)
    with reading() as reader:
        reader.install(ROOT / "dist" / "firefox")
        reader.visit(claimlight.address)
        told = reader.wait_for("the extension", lambda: reader.run("return document.documentElement.dataset.claimlightExtension"))
        assert told == "connected"
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


def test_own_terms(firefox: Firefox) -> None:
    firefox.visit(firefox.run_in_browser("arguments[1](WebExtensionPolicy.getByID(arguments[0]).getURL('options.html'))", ADDON))
    firefox.wait_for("the list of terms", lambda: firefox.run("return document.querySelector('#packs details') !== null"))
