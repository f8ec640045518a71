"""Pages that attack the server from a real browser: rebound names, forms, requests without a preflight, other ports."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.attacks import HELPERS, KEEP, NOTE, WRITES
from tests.e2e.site import Site, hosting
from tests.server.conftest import Running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def attacker() -> Iterator[Site]:
    """A page on another loopback port: of the same site as the server by the browser's lights, of another origin."""
    with hosting() as site:
        site.put("/", "<!doctype html><title>attack</title><body>")
        yield site


@pytest.fixture
def page(chromium: Browser, attacker: Site) -> Iterator[Page]:
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"http://127.0.0.1:{attacker.server_port}/")
    yield page
    context.close()


def counts(server: Running) -> dict[str, int]:
    """Requests that the guard has refused so far, by status."""
    begin = 'claimlight_requests_total{path="other",status="'
    lines = [line.removeprefix(begin) for line in server.client.get("/metrics").text.splitlines() if line.startswith(begin)]
    return {line.split('"')[0]: int(line.split()[-1]) for line in lines}


def notes(server: Running) -> list[str]:
    answer = server.post(json.dumps({"kind": "note"}).encode(), "/v1/own/list")
    return [item["id"] for item in answer.json()["items"]]


@pytest.mark.parametrize("attack", WRITES.values(), ids=WRITES.keys())
def test_a_page_cannot_write(server: Running, page: Page, attack: str) -> None:
    before = counts(server)
    script = f"([url, body]) => {{ {HELPERS} {attack}; }}"
    page.evaluate(script, [server.site.url.rstrip("/") + KEEP, json.dumps(NOTE)])
    deadline = time.monotonic() + 30
    while counts(server) == before:  # it has to arrive in order to be refused
        assert time.monotonic() < deadline, "the browser sent nothing"
        page.wait_for_timeout(50)
    assert {status for status, number in counts(server).items() if number != before.get(status)} == {"403"}
    assert "planted" not in notes(server)


@pytest.mark.parametrize(
    "headers", [{"Content-Type": "application/json"}, {"Authorization": "Bearer x"}, {"Claimlight-Page": "x"}]
)
def test_what_a_page_needs_permission_for_is_not_sent(server: Running, page: Page, headers: dict[str, str]) -> None:
    script = "([url, headers, body]) => fetch(url, {method: 'POST', headers, body}).then(() => 'sent', error => error.name)"
    assert page.evaluate(script, [server.site.url.rstrip("/") + KEEP, headers, json.dumps(NOTE)]) == "TypeError"
    assert "planted" not in notes(server)


def test_a_page_cannot_read(server: Running, page: Page) -> None:
    for path in ("", "v1/health", "v1/openapi.json", "lexicon", "metrics", "pages/marks.js"):
        url = server.site.url + path
        read = "url => fetch(url).then(answer => answer.text(), error => error.name)"
        assert page.evaluate(read, url) == "TypeError"
        blind = "url => fetch(url, {mode: 'no-cors'}).then(answer => answer.type, error => error.name)"
        assert page.evaluate(blind, url) in {"opaque", "TypeError"}
        for element in ("script", "img"):
            load = """([url, name]) => new Promise(done => {
                const element = document.createElement(name);
                element.onload = () => done('loaded');
                element.onerror = () => done('refused');
                element.src = url;
                document.body.append(element);
            })"""
            assert page.evaluate(load, [url, element]) == "refused", (path, element)


def test_a_page_cannot_frame_the_server(server: Running, page: Page) -> None:
    page.evaluate("url => document.body.append(Object.assign(document.createElement('iframe'), {src: url}))", server.site.url)
    deadline = time.monotonic() + 30
    while len(page.frames) < 2 or page.frames[1].url in {"", "about:blank"}:
        assert time.monotonic() < deadline, "the frame did not come to an end"
        page.wait_for_timeout(50)
    assert page.frames[1].url.startswith("chrome-error:")
    assert server.site.page_token not in page.frames[1].content()


def test_a_page_that_opens_the_server_has_no_hold_on_it(server: Running, page: Page) -> None:
    with page.expect_popup() as opened:
        page.evaluate("url => { window.opened = open(url); }", server.site.url)
    opened.value.wait_for_load_state()
    assert opened.value.evaluate("window.opener") is None
    page.wait_for_function("window.opened.closed")  # Cross-Origin-Opener-Policy has parted the two


def test_a_rebound_name_gets_nothing(server: Running, chromium: Browser) -> None:
    """DNS rebinding: a name that led to the attacker leads here now. Browsers take every name in .localhost for this machine."""
    url = f"http://evil.localhost:{server.site.port}/"
    context = chromium.new_context()
    page = context.new_page()
    page.route(url, lambda route: route.fulfill(body="<!doctype html><title>attack</title>", content_type="text/html"), times=1)
    page.goto(url)
    assert page.title() == "attack"
    ask = "([path, options]) => fetch(path, options).then(async answer => [answer.status, await answer.text()])"
    for path in ("/", "/?again", "/v1/health", "/v1/openapi.json", "/lexicon", "/pages/welcome.js"):
        status, text = page.evaluate(ask, [path, {}])
        assert status == 421, path
        assert server.site.page_token not in text
    post = {"method": "POST", "headers": {"Content-Type": "application/json"}, "body": json.dumps(NOTE)}
    for path in (KEEP, "/v1/annotate", "/v1/pair", "/v1/proof"):
        assert page.evaluate(ask, [path, post])[0] == 421, path
    context.close()
