"""Who is let in. Each test is named in docs/security.md beside the threat that it tries."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from tests.server.conftest import Running

from claimlight_server.trust.site import EXTENSION_IDS

PAGE: dict[str, Any] = {"blocks": [{"id": 0, "runs": ["Ann Roe said that the town will grow."]}]}
FIREFOX = "moz-extension://2c127fa4-62c7-4e4f-90e5-472b45eecfdc"
EXTENSION = f"chrome-extension://{EXTENSION_IDS[0]}"


def test_the_extension_id_is_the_one_that_the_manifest_key_gives() -> None:
    manifest = Path(__file__).parents[2] / "extension" / "manifest.json"
    if not manifest.exists():
        pytest.skip("no extension/manifest.json in this checkout")
    digest = hashlib.sha256(base64.b64decode(json.loads(manifest.read_text())["key"])).hexdigest()
    assert "".join(chr(ord("a") + int(digit, 16)) for digit in digest[:32]) in EXTENSION_IDS


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1.evil.example:{port}",
        "127.0.0.2:{port}",
        "[::1]:{port}",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/", "/v1/health", "/v1/annotate"])
def test_a_wrong_host_is_misdirected(server: Running, host: str, path: str) -> None:
    method = "POST" if path == "/v1/annotate" else "GET"
    response = server.client.request(method, path, headers={"host": host.format(port=server.site.port)})
    assert response.status_code == 421
    assert response.json()["type"] == "/problems#wrong-host"


@pytest.mark.parametrize(
    "lines", ["", "Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n", "Host: evil.example\r\nHost: 127.0.0.1:{port}\r\n"]
)
def test_no_host_or_two_are_refused(server: Running, lines: str) -> None:
    for version in ("1.0", "1.1"):
        head = f"GET /v1/health HTTP/{version}\r\n{lines.format(port=server.site.port)}Connection: close\r\n\r\n"
        assert server.raw(head.encode()).split(b" ")[1] in {b"400", b"421"}


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "https://news.example",
        "http://127.0.0.1:1",
        "http://127.0.0.1",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1:{port}.evil.example",
        "http://evil.example:{port}",
        EXTENSION + "x",
        EXTENSION[:-1],
        EXTENSION + ".evil.example",
        "chrome-extension://" + "a" * 32,
        "moz-extension://evil.example",
        "moz-extension://",
        "file://",
        "",
    ],
)
def test_other_origins_are_refused(server: Running, origin: str) -> None:
    response = server.annotate(PAGE, origin=origin.format(port=server.site.port))
    assert response.status_code == 403
    assert "access-control-allow-origin" not in response.headers


def test_the_own_page_needs_its_token(server: Running) -> None:
    origin = f"http://127.0.0.1:{server.site.port}"
    assert server.annotate(PAGE, origin=origin).status_code == 403
    assert server.annotate(PAGE, origin=origin, **{"claimlight-page": "x"}).status_code == 403
    assert server.annotate(PAGE, origin=origin, **{"claimlight-page": server.site.page_token}).status_code == 200


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer wrong", "Basic {token}", "{token}", "Bearer {token}x", "Bearer x{token}"]
)
def test_without_the_right_token_nobody_is_answered(server: Running, authorization: str) -> None:
    response = server.annotate(PAGE, authorization=authorization.format(token=server.token))
    assert response.status_code == 401
    assert response.json()["type"] == "/problems#not-paired"


@pytest.mark.parametrize("origin", [EXTENSION, FIREFOX])
def test_a_token_is_good_for_the_origin_that_paired_alone(server: Running, origin: str) -> None:
    _, token = server.state.pairings.add("an extension", origin)
    bearer = {"authorization": f"Bearer {token}"}
    assert server.annotate(PAGE, origin=origin, **bearer).status_code == 200
    for other in (EXTENSION, FIREFOX, FIREFOX.replace("2c12", "2c13"), None):
        if other != origin:
            headers = bearer if other is None else bearer | {"origin": other}
            assert server.annotate(PAGE, **headers).status_code == 403


def test_tokens_are_compared_in_constant_time(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Timing over HTTP is too noisy to test: see instead that no comparison of secrets goes another way."""
    compared = []
    compare = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda a, b: (compared.append(len(a)), compare(a, b))[1])
    server.state.pairings.add("one more", "")
    assert server.state.pairings.holder(server.token) is not None
    assert len(compared) == len(server.state.pairings.all()), "every key is compared, whichever fits"


@pytest.mark.parametrize(
    "fetch",
    [
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
        {"sec-fetch-site": "none", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "none", "sec-fetch-mode": "navigate"},
        {"sec-fetch-site": "none", "sec-fetch-mode": "websocket"},
    ],
)
def test_fetch_metadata_of_pages_is_refused(server: Running, fetch: dict[str, str]) -> None:
    assert server.annotate(PAGE, **fetch).status_code == 403


@pytest.mark.parametrize("mode", ["no-cors", "navigate"])
def test_not_even_the_extension_calls_in_a_mode_that_pages_can_force(server: Running, mode: str) -> None:
    assert server.annotate(PAGE, origin=EXTENSION, **{"sec-fetch-mode": mode}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/problems", "/pages/marks.js", "/v1/health", "/v1/annotate", "/nothing"])
def test_every_answer_carries_the_security_headers(server: Running, path: str) -> None:
    headers = server.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


def test_preflight_is_answered_to_the_extension_alone(server: Running) -> None:
    ask = {"access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type"}
    allowed = server.client.options("/v1/annotate", headers={"origin": EXTENSION} | ask)
    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-origin"] == EXTENSION
    assert "authorization" in allowed.headers["access-control-allow-headers"]
    refused = server.client.options("/v1/annotate", headers={"origin": "https://news.example"} | ask)
    assert refused.status_code >= 400
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize(
    "path",
    [
        "/pages/../trust/site.py",
        "/pages/%2e%2e/app.py",
        "/pages/..%2fapp.py",
        "/pages//etc/passwd",
        "/pages/%2fetc%2fpasswd",
        "/pages/__init__.py",
        "/pages/welcome.html",
    ],
)
def test_no_path_leads_out_of_the_pages(server: Running, path: str) -> None:
    assert server.client.get(path).status_code == 404
