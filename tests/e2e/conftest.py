"""Browsers, sites and servers for the end-to-end tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from .fixed_server import FixedServer, marking, serving
from .reader import CHROMIUM, Reader, reading
from .real_server import RealServer, running
from .site import Site, hosting

PAGES = Path(__file__).parents[3] / "shared" / "pages"


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Reader]:
    if not shutil.which(CHROMIUM):
        pytest.fail(f"{CHROMIUM} is missing: run `make browsers`")
    with reading(playwright) as reader:
        yield reader


@pytest.fixture(scope="session")
def one_fixed_server() -> Iterator[FixedServer]:
    with serving() as server:
        yield server


@pytest.fixture
def fixed_server(one_fixed_server: FixedServer) -> FixedServer:
    """Answers what a test tells it to, and marks nothing until then."""
    one_fixed_server.answer = marking({})
    one_fixed_server.requests.clear()
    return one_fixed_server


@pytest.fixture(scope="module")
def claimlight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    """A real server."""
    with running(tmp_path_factory.mktemp("state")) as server:
        yield server


@pytest.fixture
def paired(browser: Reader, claimlight: RealServer) -> Reader:
    """A reader whose browser is connected to the real server."""
    pairing = browser.kept("pairing")
    browser.forget()
    if pairing:
        browser.set(pairing=pairing)
    elif browser.pair(claimlight.address) != "connected":
        pytest.fail("the extension could not be paired with the server")
    return browser


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with hosting() as running:
        yield running


@pytest.fixture
def reader(browser: Reader, fixed_server: FixedServer) -> Reader:
    """A reader who has just installed the extension; its server gives fixed answers."""
    browser.forget()
    browser.set(pairing=fixed_server.pairing)
    return browser
