"""Browsers, sites and servers for the end-to-end tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Playwright, sync_playwright

from .fixed_server import FixedServer, marking, serving
from .reader import CHROMIUM, Reader, reading
from .site import Site, hosting

PAGES = Path(__file__).parents[3] / "shared" / "pages"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


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


@pytest.fixture(scope="session")
def claimlight_server() -> Iterator[str]:
    """Address of a real `claimlight serve`."""
    command = [sys.executable, "-m", "claimlight_server", "serve", "--no-browser", "--port", "0"]
    with TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "XDG_DATA_HOME": home,
            "XDG_CONFIG_HOME": home,
            "XDG_CACHE_HOME": home,
            "PYTHONUNBUFFERED": "1",
        }
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert found, "the server did not say where it listens"
            try:
                yield found[0]
            finally:
                process.terminate()
                process.wait(20)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with hosting() as running:
        yield running


@pytest.fixture
def reader(browser: Reader, fixed_server: FixedServer) -> Reader:
    """A reader who has just installed the extension; its server gives fixed answers."""
    browser.forget()
    browser.set(server=fixed_server.url)
    return browser
