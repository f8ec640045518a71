"""A real server on a free port, shared by the tests that only ask it."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Playwright
from playwright.sync_api import Page as BrowserPage

from claimlight_server.serving import make_server
from claimlight_server.setup import Setup
from claimlight_server.store.database import open_database
from claimlight_server.store.place import Place
from claimlight_server.trust.pairings import Pairings
from claimlight_server.trust.site import Site
from claimlight_server.trust.state import State
from claimlight_server.work.limits import Limits
from claimlight_server.work.pool import Pool


@dataclass(frozen=True)
class Running:
    site: Site
    state: State
    pool: Pool
    client: httpx.Client
    token: str  # of a program; extensions have theirs

    def raw(self, request: bytes, patience: float = 10) -> bytes:
        """What the server answers to bytes that no well-behaved client sends; empty where it just hangs up."""
        address = ("127.0.0.1", self.site.port)
        with contextlib.suppress(ConnectionError), socket.create_connection(address, timeout=patience) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65536), b""))
        return b""

    def annotate(self, request: object, **headers: str) -> httpx.Response:
        return self.post(json.dumps(request).encode(), **headers)

    def post(self, body: bytes | Iterable[bytes], path: str = "/v1/annotate", **headers: str) -> httpx.Response:
        own = {"content-type": "application/json", "authorization": f"Bearer {self.token}"}
        return self.client.post(path, content=body, headers=own | headers)


@contextlib.contextmanager
def running(folder: Path, limits: Limits | None = None, data: Path | None = None) -> Iterator[Running]:
    (folder / "data").mkdir(exist_ok=True)
    listener = socket.create_server(("127.0.0.1", 0))
    site = Site(port=listener.getsockname()[1])
    state = State(folder, Pairings(folder / "pairings.json"))
    server = make_server(Setup(site, state, Place(data or folder / "data"), limits or Limits(), metrics=True))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    _, token = state.pairings.add("the tests", "")
    with httpx.Client(base_url=site.url, timeout=60) as client:
        yield Running(site, state, server.config.app.state.service.pool, client, token)
        server.should_exit = True
        thread.join(30)
        assert not thread.is_alive()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("state")) as started:
        deadline = time.monotonic() + 120
        while started.client.get("/v1/ready").status_code != 200:
            assert time.monotonic() < deadline, "the engine was not loaded"
            time.sleep(0.05)
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Real Chromium. Tests that need it are skipped, with the reason, where there is none."""
    path = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    browser = playwright.chromium.launch(
        executable_path=path, args=["--no-sandbox", "--disable-background-networking", "--disable-sync", "--no-first-run"]
    )
    yield browser
    browser.close()


@pytest.fixture
def chromium_page(chromium: Browser) -> Iterator[BrowserPage]:
    page = chromium.new_page(viewport={"width": 900, "height": 900})
    page.set_default_timeout(10_000)
    yield page
    page.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(open_database(path)) as opened:
        yield opened


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path) as server:
        while server.client.get("/v1/ready").status_code != 200:
            pass
        yield server
