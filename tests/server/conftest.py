"""A real server on a free port, shared by the tests that only ask it."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import httpx
import pytest
import uvicorn

from claimlight_server.app import create_app
from claimlight_server.site import Site


@dataclass(frozen=True)
class Running:
    site: Site
    client: httpx.Client

    def annotate(self, request: object, **headers: str) -> httpx.Response:
        return self.post(json.dumps(request).encode(), **headers)

    def post(self, body: bytes | Iterable[bytes], path: str = "/v1/annotate", **headers: str) -> httpx.Response:
        return self.client.post(path, content=body, headers={"content-type": "application/json"} | headers)


@contextlib.contextmanager
def running() -> Iterator[Running]:
    listener = socket.create_server(("127.0.0.1", 0))
    site = Site(port=listener.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(create_app(site), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    with httpx.Client(base_url=site.url, timeout=30) as client:
        yield Running(site, client)
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


@pytest.fixture(scope="session")
def server() -> Iterator[Running]:
    with running() as started:
        yield started
