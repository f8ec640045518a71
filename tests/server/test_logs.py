"""What the log says, and what it must never say."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import httpx
import pytest
from tests.server.test_serve import claimlight, serving

from claimlight_server.logs import Formatter, event

SECRET = "xylophone"


@pytest.mark.parametrize("pages", [False, True])
def test_neither_text_nor_address_of_a_page_gets_into_the_log_unasked(tmp_path: Path, pages: bool) -> None:
    flags = ["--log-level", "debug", *(["--log-pages"] if pages else [])]
    with serving(tmp_path, "--port", "0", *flags) as started:
        token = claimlight(tmp_path, "pair", "--token", "test").stdout.strip()
        headers = {"authorization": f"Bearer {token}"}
        page = {"url": f"https://{SECRET}.example/", "title": SECRET, "blocks": [{"id": 0, "runs": [f"Ann said {SECRET}."]}]}
        assert httpx.post(f"{started.url}v1/annotate", json=page, headers=headers).status_code == 200
        broken = page | {"blocks": [{"id": SECRET, "runs": [SECRET]}]}
        assert httpx.post(f"{started.url}v1/annotate", json=broken, headers=headers).status_code == 422
        assert httpx.get(f"{started.url}{SECRET}?{SECRET}", headers={SECRET: SECRET}).status_code == 404
        assert httpx.post(f"{started.url}v1/annotate", json=page, headers={"authorization": SECRET}).status_code == 401
        started.process.terminate()
        assert started.process.stderr is not None
        log = started.process.stderr.read()
    assert "request method=POST path=/v1/annotate status=200 seconds=" in log
    assert "path=other status=404" in log
    assert token not in log
    assert log.count(SECRET) == (1 if pages else 0)


def test_by_default_nothing_is_logged(tmp_path: Path) -> None:
    with serving(tmp_path, "--port", "0") as started:
        httpx.get(f"{started.url}v1/health")
        started.process.terminate()
        assert started.process.stderr is not None
        assert started.process.stderr.read() == ""


@pytest.mark.parametrize("pages", [False, True])
def test_an_exception_is_told_without_what_it_says(pages: bool) -> None:
    try:
        raise KeyError(SECRET)
    except KeyError:
        record = logging.LogRecord("claimlight", logging.ERROR, __file__, 1, "a request failed", None, sys.exc_info())
    line = Formatter(pages=pages).format(record)
    assert "KeyError" in line
    assert "test_logs.py" in line
    assert (SECRET in line) is pages


def test_a_value_cannot_forge_a_line() -> None:
    assert event("page", url="a b\nc=d") == 'page url="a b\\nc=d"'
