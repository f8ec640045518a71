"""Pages and another extension that attack the server from a real Firefox, where its rules differ from Chromium's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.attacks import HELPERS, KEEP, NOTE, WRITES

from .firefox import FIREFOX, Firefox, reading
from .real_server import RealServer, running
from .site import Site, hosting

pytestmark = pytest.mark.skipif(not FIREFOX, reason="Firefox is not installed: run `make browsers`")

JSON_TYPE = {"Content-Type": "application/json"}
POST = {"method": "POST", "headers": JSON_TYPE, "body": json.dumps(NOTE)}
PAGE = "<!doctype html><title>begun</title><body><script>{}</script>"
TELL = ".then(told => document.title = JSON.stringify(told))"
FETCH = (
    "fetch(url, options).then(async answer => [answer.status, answer.type, await answer.text()], error => [0, error.name, ''])"
)
#: An extension that asks what it is told to ask, with all the access to this machine that an extension can have.
OTHER = "other@example.org"
MANIFEST = {
    "manifest_version": 3,
    "name": "Another extension",
    "version": "1",
    "host_permissions": ["http://127.0.0.1/*"],
    "browser_specific_settings": {"gecko": {"id": OTHER}},
}
ASKING = f"const {{url, options}} = JSON.parse(new URLSearchParams(location.search).get('ask')); {FETCH}{TELL}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    with running(tmp_path_factory.mktemp("state"), 0, "--metrics") as started:
        yield started


@pytest.fixture(scope="module")
def firefox(server: RealServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """A Firefox whose Claimlight is paired, with another extension beside it."""
    folder = tmp_path_factory.mktemp("other")
    (folder / "manifest.json").write_text(json.dumps(MANIFEST))
    (folder / "ask.html").write_text('<!doctype html><title>begun</title><script src="ask.js"></script>')
    (folder / "ask.js").write_text(ASKING)
    with reading() as reader:
        reader.connect(server.address)
        reader.install(folder, OTHER)
        yield reader


def told(firefox: Firefox) -> list[object]:
    """What a page has written in its title."""
    found = firefox.wait_for("the page's word", lambda: (title := firefox.run("return document.title")) != "begun" and title)
    return list(json.loads(found))


def ask(firefox: Firefox, site: Site, url: str, options: object) -> list[object]:
    """What a page of `site` gets that asks: status, type, text."""
    script = f"const [url, options] = {json.dumps([url, options])}; {FETCH}{TELL}"
    firefox.visit(site.put("/ask", PAGE.format(script)))
    return told(firefox)


def ask_as_extension(firefox: Firefox, page: str, url: str, options: object) -> list[object]:
    """What the other extension gets."""
    firefox.visit(f"{page}?{urlencode({'ask': json.dumps({'url': url, 'options': options})})}")
    return told(firefox)


def url_of(server: RealServer, path: str) -> str:
    return f"http://127.0.0.1:{server.port}{path}"


def notes(server: RealServer) -> list[str]:
    return [item["id"] for item in json.loads(server.run("data", "--export"))["notes"]]


def refused(server: RealServer) -> dict[str, float]:
    """How often the guard has refused, by status."""
    return {name: number for name, number in server.counts().items() if name.startswith('requests_total{path="other"')}


@pytest.mark.parametrize("attack", WRITES.values(), ids=WRITES.keys())
def test_a_page_cannot_write(server: RealServer, firefox: Firefox, site: Site, attack: str) -> None:
    before = refused(server)
    script = f"const [url, body] = {json.dumps([url_of(server, KEEP), json.dumps(NOTE)])}; {HELPERS} {attack};"
    firefox.visit(site.put("/write", PAGE.format(script)))
    firefox.wait_for("the request", lambda: refused(server) != before)  # it has to arrive in order to be refused
    after = refused(server)
    assert {name for name in after if after[name] != before.get(name)} == {'requests_total{path="other",status="403"}'}
    assert "planted" not in notes(server)


def test_a_page_gets_no_answer_and_no_preflight(server: RealServer, firefox: Firefox, site: Site) -> None:
    for path in ("/", "/v1/health", "/lexicon", "/metrics"):
        assert ask(firefox, site, url_of(server, path), {})[:2] == [0, "TypeError"], path
    for headers in (JSON_TYPE, {"Authorization": "Bearer x"}, {"Claimlight-Page": "x"}):
        assert ask(firefox, site, url_of(server, KEEP), POST | {"headers": headers})[:2] == [0, "TypeError"], headers
    assert "planted" not in notes(server)


def test_a_rebound_name_gets_nothing(firefox: Firefox, tmp_path: Path) -> None:
    """A name that led to the attacker leads to the server now, at the same port: what the page asks is of its own origin."""
    with hosting() as attacker:
        port = attacker.server_port
        attacker.put("/", PAGE.format(""))
        firefox.visit(f"http://evil.localhost:{port}/")
        assert firefox.run("return document.title") == "begun"
    with running(tmp_path, port):
        for path, options in (
            ("/", {}),
            ("/v1/health", {}),
            ("/lexicon", {}),
            (KEEP, POST),
            ("/v1/pair", POST),
            ("/v1/proof", POST),
        ):
            status, _, text = firefox.run(f"const [url, options] = arguments; return {FETCH}", path, options)
            assert status == 421, path
            assert "claimlight-page" not in text


def test_another_extension_cannot_use_the_token_or_the_code(server: RealServer, firefox: Firefox) -> None:
    """In Firefox each extension's origin is drawn by chance: the one that paired counts, and no other."""
    firefox.visit(firefox.address_of("options.html"))
    stored = "return browser.storage.local.get('pairing').then(found => found.pairing.token)"
    stolen = {"Authorization": f"Bearer {firefox.run(stored)}"}
    page = firefox.address_of("ask.html", OTHER)
    for headers, expected in ((JSON_TYPE, 401), (JSON_TYPE | {"Authorization": "Bearer x"}, 401), (JSON_TYPE | stolen, 403)):
        status, _, text = ask_as_extension(firefox, page, url_of(server, KEEP), POST | {"headers": headers})
        assert status == expected, text
    assert "planted" not in notes(server)
    used = server.address.partition("#code=")[2]
    pair = POST | {"body": json.dumps({"version": 1, "code": used, "name": "other"})}
    status, _, text = ask_as_extension(firefox, page, url_of(server, "/v1/pair"), pair)
    assert status == 403
    assert "bad-code" in str(text)
