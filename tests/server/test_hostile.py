"""Callers that are slow, huge, malformed, or somebody else. Named in docs/security.md."""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import sys
import time
from typing import Any

import pytest
from tests.server.conftest import Running

from claimlight_server.endpoints import body as bodies
from claimlight_server.trust import peers
from claimlight_server.trust.peers import is_foreign
from claimlight_server.trust.protocol import CarefulProtocol

PAGE: dict[str, Any] = {"blocks": [{"id": 0, "runs": ["Ann Roe said that the town will grow."]}]}


def head(server: Running, *lines: str, method: str = "POST /v1/annotate") -> bytes:
    fixed = [f"{method} HTTP/1.1", f"Host: 127.0.0.1:{server.site.port}", f"Authorization: Bearer {server.token}"]
    return "\r\n".join([*fixed, "Content-Type: application/json", *lines, "", ""]).encode()


def hangs_up(connection: socket.socket, drip: bytes = b"", patience: float = 3) -> bool:
    """Does the server end the connection, however often it gets another byte?"""
    connection.settimeout(0.05)
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            connection.sendall(drip)
            if connection.recv(1000) == b"":
                return True
        except TimeoutError:
            continue
        except ConnectionError:
            return True
    return False


@pytest.mark.parametrize("drip", [b"", b"G"], ids=["silent", "dripping"])
@pytest.mark.parametrize(
    "start", [b"", b"GET / HT", b"GET /v1/health HTTP/1.1\r\nHost: x\r\nX"], ids=["nothing", "line", "headers"]
)
def test_a_head_that_does_not_come_to_its_end_is_cut_off(
    server: Running, monkeypatch: pytest.MonkeyPatch, start: bytes, drip: bytes
) -> None:
    monkeypatch.setattr(CarefulProtocol, "head_seconds", 0.3)
    with socket.create_connection(("127.0.0.1", server.site.port)) as connection:
        connection.sendall(start)
        assert hangs_up(connection, drip)


def test_a_second_head_on_the_same_connection_has_its_limit_too(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CarefulProtocol, "head_seconds", 0.3)
    with socket.create_connection(("127.0.0.1", server.site.port), timeout=5) as connection:
        connection.sendall(head(server, method="GET /v1/health"))
        assert b"200 OK" in connection.recv(65536)
        time.sleep(0.6)  # between two requests a connection may rest
        connection.sendall(b"GET /v1/hea")
        assert hangs_up(connection)


def test_a_body_that_does_not_come_to_its_end_is_refused(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.3)
    answer = server.raw(head(server, "Content-Length: 1000", "Connection: close") + b"{")
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"/problems#too-slow" in answer


def test_a_declared_size_over_the_limit_is_refused_before_anything_is_read(server: Running) -> None:
    for size in ("8000001", "9" * 19):
        answer = server.raw(head(server, f"Content-Length: {size}", "Connection: close"))
        assert answer.startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "9" * 5000, "1, 2"])
def test_a_length_that_is_none_is_refused(server: Running, length: str) -> None:
    answer = server.raw(head(server, f"Content-Length: {length}", "Connection: close") + b"{}")
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 413"))


@pytest.mark.parametrize("lines", [["X: " + "a" * 1_000_000], [f"X-{n}: a" for n in range(100_000)]], ids=["long", "many"])
def test_a_bomb_of_headers_is_refused(server: Running, lines: list[str]) -> None:
    answer = server.raw(head(server, *lines, "Content-Length: 2") + b"{}")
    assert answer == b"" or answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 431"))
    assert server.annotate(PAGE).status_code == 200


def test_length_and_chunks_together_are_refused(server: Running) -> None:
    """Request smuggling: two ends that read the same bytes differently."""
    answer = server.raw(head(server, "Content-Length: 2", "Transfer-Encoding: chunked", "Connection: close") + b"0\r\n\r\n{}")
    assert not answer.startswith(b"HTTP/1.1 200")


def test_a_compressed_body_is_not_unpacked(server: Running) -> None:
    bomb = gzip.compress(b"[" + b"0," * 5_000_000 + b"0]")
    for encoding in ("gzip", "deflate", "br"):
        assert server.post(bomb, **{"content-encoding": encoding}).status_code == 415
    assert server.post(bomb).status_code == 400


@pytest.mark.parametrize(
    "request_",
    [b"\0" * 100, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
)
def test_what_is_not_http_is_refused(server: Running, request_: bytes) -> None:
    assert server.raw(request_ + b"\r\n\r\n").startswith((b"HTTP/1.1 400", b"HTTP/1.1 421"))


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("HEAD / HTTP/1.1", 200),
        ("HEAD /v1/annotate HTTP/1.1", 405),
        ("OPTIONS * HTTP/1.1", 401),
        ("OPTIONS /v1/annotate HTTP/1.1", 401),
        ("GET http://evil.example/v1/health HTTP/1.1", 404),  # a proxy's form: this is none
        ("GET //evil.example/v1/health HTTP/1.1", 404),
        ("CONNECT 127.0.0.1:22 HTTP/1.1", 401),
        ("TRACE /v1/health HTTP/1.1", 401),
        ("GET /v1/health HTTP/1.0", 200),
    ],
)
def test_odd_request_lines_open_nothing(server: Running, line: str, status: int) -> None:
    answer = server.raw(f"{line}\r\nHost: 127.0.0.1:{server.site.port}\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(f"HTTP/1.1 {status}".encode()), answer
    assert b"access-control-allow-origin" not in answer
    if line.startswith("HEAD"):
        assert answer.endswith(b"\r\n\r\n")


def test_without_a_host_nobody_is_answered_by_http_1_0_either(server: Running) -> None:
    assert server.raw(b"GET /v1/health HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 421")


def test_a_body_in_chunks_is_read_and_spoilt_chunks_are_refused(server: Running) -> None:
    body = json.dumps(PAGE).encode()
    chunked = head(server, "Transfer-Encoding: chunked", "Connection: close")
    assert server.raw(chunked + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)).startswith(b"HTTP/1.1 200")
    for spoilt in (b"zz\r\n{}\r\n0\r\n\r\n", b"-2\r\n{}\r\n0\r\n\r\n", b"F" * 30 + b"\r\n{}"):
        assert server.raw(chunked + spoilt).startswith(b"HTTP/1.1 400"), spoilt
    layered = head(server, "Transfer-Encoding: gzip, chunked", "Connection: close")
    assert server.raw(layered + b"2\r\n{}\r\n0\r\n\r\n").startswith((b"HTTP/1.1 400", b"HTTP/1.1 501"))


def test_a_websocket_is_refused(server: Running) -> None:
    upgrade = [
        "Upgrade: websocket",
        "Connection: Upgrade, close",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
    ]
    answer = server.raw(head(server, *upgrade, method="GET /v1/annotate") + b"", patience=3)
    assert not answer.startswith(b"HTTP/1.1 101")


def test_the_owner_of_a_connection_is_known() -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux tells whose a connection is")
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as client:
        assert not is_foreign(client.getsockname(), listener.getsockname())
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket(socket.AF_INET6) as client:
        client.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        client.connect((f"::ffff:{listener.getsockname()[0]}", listener.getsockname()[1]))
        assert not is_foreign(("127.0.0.1", client.getsockname()[1]), listener.getsockname())


def test_the_owner_of_a_connection_is_known_by_ipv6_too(monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        listener = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no IPv6")
    if sys.platform != "linux":
        pytest.skip("only Linux tells whose a connection is")
    with listener, socket.create_connection(listener.getsockname()[:2]) as client:
        ends = client.getsockname()[:2], listener.getsockname()[:2]
        assert not is_foreign(*ends)
        monkeypatch.setattr(peers, "ROOT", -1)
        monkeypatch.setattr(os, "getuid", lambda: 12_345)
        assert is_foreign(*ends)  # it was found, and is not that user's


ASK = """
import encodings.idna, os, socket, sys
os.setgid({user}); os.setuid({user})
connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=5)
try:
    connection.sendall(f"GET /v1/health HTTP/1.1\\r\\nHost: 127.0.0.1:{{sys.argv[1]}}\\r\\n\\r\\n".encode())
    print(connection.recv(1000)[:12].decode() or "nothing")
except ConnectionError:
    print("nothing")
"""


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux can become another user")
def test_another_user_of_this_machine_is_refused(server: Running) -> None:
    def ask(user: int) -> str:
        command = [sys.executable, "-c", ASK.format(user=user), str(server.site.port)]
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False).stdout.strip()

    assert ask(65534) == "nothing"
    assert ask(0) == "HTTP/1.1 200"


def test_counts_for_prometheus(server: Running) -> None:
    server.annotate(PAGE)
    server.annotate(PAGE, authorization="")
    text = server.client.get("/metrics").text
    assert 'claimlight_requests_total{path="/v1/annotate",status="200"}' in text
    assert "claimlight_workers 1" in text or "claimlight_workers 2" in text
    for line in text.splitlines():
        assert line.startswith("# ") or float(line.rsplit(" ", 1)[1]) >= 0
    assert json.dumps(PAGE["blocks"][0]["runs"][0]) not in text
