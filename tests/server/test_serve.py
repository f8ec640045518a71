"""`claimlight serve` and `claimlight pair` as processes: what they print, how they stop, who else is there."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest

from claimlight_server.trust.site import EXTENSION_IDS

EXTENSION = f"chrome-extension://{EXTENSION_IDS[0]}"
PAGE = {"blocks": [{"id": 0, "runs": ["Ann Roe said that the town will grow."]}]}


@dataclass
class Serving:
    process: subprocess.Popen[str]
    url: str
    code: str


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {"CLAIMLIGHT_STATE_DIR": str(folder), "CLAIMLIGHT_DATA_DIR": str(folder / "data"), "BROWSER": "true"}


def claimlight(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "claimlight_server", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment(folder), check=False)


@contextlib.contextmanager
def serving(folder: Path, *arguments: str, before: Sequence[str] = ()) -> Iterator[Serving]:
    command = [*before, sys.executable, "-m", "claimlight_server", "serve", "--no-browser", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(folder)) as process:
        try:
            assert process.stdout is not None
            first, second = process.stdout.readline(), process.stdout.readline()
            url, code = re.search(r"http://\S+/", first), re.search(r"#code=(\S+)", second)
            assert url, first
            assert code or before, second
            yield Serving(process, url[0], code[1] if code else "")
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:  # else the test would wait for it for ever instead of failing
                process.kill()
                raise


def test_it_prints_its_address_answers_and_stops_at_a_signal(tmp_path: Path) -> None:
    with serving(tmp_path, "--port", "0") as started:
        assert httpx.get(f"{started.url}v1/health").json()["status"] == "ok"
        response = httpx.post(f"{started.url}v1/pair", json={"code": started.code, "name": "x"}, headers={"origin": EXTENSION})
        assert response.status_code == 200
        started.process.send_signal(signal.SIGTERM)
        assert started.process.wait(10) == 0
        assert started.process.stderr is not None
        assert started.process.stderr.read() == ""


TOLD_TOO_SOON = """
import signal, socket, sys
from pathlib import Path
from claimlight_server.serving import make_server, stop_when_asked
from claimlight_server.setup import Setup
from claimlight_server.store.place import Place
from claimlight_server.trust.site import Site
from claimlight_server.trust.state import open_state

listener = socket.create_server(("127.0.0.1", 0))
server = make_server(Setup(Site(listener.getsockname()[1]), open_state(), Place(Path(sys.argv[2]))))
stop_when_asked(server)
signal.raise_signal(int(sys.argv[1]))
server.run(sockets=[listener])
print("it came to its end", server.started)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_comes_before_it_serves_stops_it_too(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-c", TOLD_TOO_SOON, str(int(number)), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment(tmp_path), check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "it came to its end True\n", "")


def test_a_second_one_says_that_it_already_runs(tmp_path: Path) -> None:
    with serving(tmp_path, "--port", "0") as started:
        port = started.url.rsplit(":", 1)[1].rstrip("/")
        second = claimlight(tmp_path, "serve", "--no-browser", "--port", port)
        assert second.returncode == 0
        assert "already runs" in second.stdout
        assert re.search(r"#code=\S{22}", second.stdout)
        assert httpx.get(f"{started.url}v1/health").status_code == 200


def test_the_server_of_another_state_folder_is_a_stranger(tmp_path: Path) -> None:
    with serving(tmp_path / "one", "--port", "0") as started:
        port = started.url.rsplit(":", 1)[1].rstrip("/")
        second = claimlight(tmp_path / "two", "serve", "--no-browser", "--port", port)
        assert second.returncode == 3
        assert "something else listens there" in second.stderr
        assert "#code" not in second.stdout


def test_a_program_that_squats_on_the_port_gets_no_code(tmp_path: Path) -> None:
    class Squatter(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"proof": "' + b"0" * 64 + b'"}')

        def log_message(self, *_: object) -> None:
            pass

    squatter = HTTPServer(("127.0.0.1", 0), Squatter)
    Thread(target=squatter.serve_forever, daemon=True).start()
    refused = claimlight(tmp_path, "serve", "--no-browser", "--port", str(squatter.server_port))
    squatter.shutdown()
    squatter.server_close()
    assert refused.returncode == 3
    assert "#code" not in refused.stdout


def test_pairings_are_listed_and_revoked_while_the_server_runs(tmp_path: Path) -> None:
    with serving(tmp_path, "--port", "0") as started:
        assert claimlight(tmp_path, "pair", "--list").stdout == ""
        fresh = claimlight(tmp_path, "pair", "--no-browser")
        code = re.search(rf"{started.url}#code=(\S+)", fresh.stdout)
        assert code, fresh.stderr
        request = {"code": code[1], "name": "Chromium on Linux"}
        paired = httpx.post(f"{started.url}v1/pair", json=request, headers={"origin": EXTENSION}).json()
        listed = claimlight(tmp_path, "pair", "--list").stdout
        assert paired["id"] in listed
        assert "Chromium on Linux" in listed
        assert paired["token"] not in listed
        proof = {"id": paired["id"], "nonce": "n" * 22}
        assert httpx.post(f"{started.url}v1/proof", json=proof).status_code == 200
        assert claimlight(tmp_path, "pair", "--revoke", paired["id"]).returncode == 0
        assert httpx.post(f"{started.url}v1/proof", json=proof).status_code == 401
        assert claimlight(tmp_path, "pair", "--revoke", paired["id"]).returncode == 1


def test_pair_needs_a_server_that_runs(tmp_path: Path) -> None:
    alone = claimlight(tmp_path, "pair", "--no-browser")
    assert alone.returncode == 1
    assert "no server runs" in alone.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux is all of 127/8 this machine")
def test_only_the_one_address_listens_unless_another_is_asked_for(tmp_path: Path) -> None:
    with serving(tmp_path, "--port", "0") as started:
        port = int(started.url.rsplit(":", 1)[1].rstrip("/"))
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", port), timeout=2)
    with serving(tmp_path, "--port", "0", "--host", "127.0.0.2") as started:
        assert httpx.get(f"{started.url}v1/health").status_code == 200
    assert claimlight(tmp_path, "serve", "--host", "0.0.0.0").returncode == 2
    assert claimlight(tmp_path, "serve", "--host", "news.example").returncode == 2


def test_a_read_only_home_is_said_and_the_server_runs(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with serving(tmp_path / "file" / "state", "--port", "0") as started:
        assert httpx.get(f"{started.url}v1/health").status_code == 200
        started.process.terminate()
        assert started.process.stderr is not None
        assert "has to be paired again" in started.process.stderr.read()


def test_what_was_said_to_be_kept_outlasts_a_kill(tmp_path: Path) -> None:
    """kill -9 of server and workers in the middle of writing: nothing that was acknowledged is lost, and the next start works."""
    kept = []
    with serving(tmp_path, "--port", "0") as started:
        token = claimlight(tmp_path, "pair", "--token", "test").stdout.strip()
        killer = Thread(target=lambda: (time.sleep(1.0), started.process.kill()))
        killer.start()
        with httpx.Client(base_url=started.url, headers={"authorization": f"Bearer {token}"}) as client:
            for number in range(100_000):
                try:
                    answer = client.post("v1/own/keep", json={"kind": "note", "id": str(number), "value": {"n": number}})
                    client.post("v1/annotate", json=PAGE | {"title": str(number)})
                except httpx.TransportError:
                    break
                if answer.status_code == 200:
                    kept.append(str(number))
        killer.join()
    assert kept
    with serving(tmp_path, "--port", "0") as started, httpx.Client(headers={"authorization": f"Bearer {token}"}) as client:
        items = client.post(f"{started.url}v1/own/list", json={"kind": "note"}).json()["items"]
        assert {item["id"] for item in items} >= set(kept)
        assert client.post(f"{started.url}v1/annotate", json=PAGE, timeout=60).status_code == 200


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_worker_outlives_a_server_that_is_killed(tmp_path: Path) -> None:
    with serving(tmp_path, "--port", "0") as started:
        children = Path(f"/proc/{started.process.pid}/task/{started.process.pid}/children")
        deadline = time.monotonic() + 20
        while httpx.get(f"{started.url}v1/ready").status_code != 200 and time.monotonic() < deadline:
            time.sleep(0.05)
        workers = [int(pid) for pid in children.read_text().split()]
        assert workers
        started.process.kill()
        started.process.wait()
    while time.monotonic() < deadline and any(_runs(pid) for pid in workers):
        time.sleep(0.05)
    assert not any(_runs(pid) for pid in workers)


def _runs(pid: int) -> bool:
    """A process that has ended but whom nobody has waited for counts as ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# What is written to files fails, as on a full disk.
FULL_DISK = ("sh", "-c", 'ulimit -f 0; exec "$@"', "sh")


@pytest.mark.skipif(os.name != "posix", reason="other systems can't be made to believe that the disk is full")
def test_on_a_full_disk_who_is_paired_is_served_and_nothing_is_lost(tmp_path: Path) -> None:
    note = {"kind": "note", "id": "mine", "value": {"text": "keep me"}}
    with serving(tmp_path, "--port", "0") as started:
        pair = {"version": 1, "code": started.code, "name": "Chromium"}
        answer = httpx.post(f"{started.url}v1/pair", json=pair, headers={"origin": EXTENSION}).json()
        headers = {"origin": EXTENSION, "authorization": f"Bearer {answer['token']}"}
        assert httpx.post(f"{started.url}v1/own/keep", json=note, headers=headers).status_code == 200
    with serving(tmp_path, "--port", "0", before=FULL_DISK) as started:
        proof = {"version": 1, "id": answer["id"], "nonce": "n" * 22}
        assert httpx.post(f"{started.url}v1/proof", json=proof).status_code == 200
        assert httpx.post(f"{started.url}v1/annotate", json=PAGE, headers=headers, timeout=60).status_code == 200
        kept = httpx.post(f"{started.url}v1/own/keep", json=note | {"id": "another"}, headers=headers)
        assert (kept.status_code, kept.json()["type"]) == (503, "/problems#not-kept")
        paired = httpx.post(f"{started.url}v1/pair", json=pair, headers={"origin": EXTENSION})
        assert paired.status_code in {403, 503}
        started.process.terminate()
        told = started.process.stderr.read() if started.process.stderr else ""
        assert "can't write in" in told
        assert "nothing is kept for now" in told
    with serving(tmp_path, "--port", "0") as started:
        listed = httpx.post(f"{started.url}v1/own/list", json={"kind": "note"}, headers=headers).json()
        assert [item["id"] for item in listed["items"]] == ["mine"]
    assert not list(tmp_path.glob("**/*damaged*"))
    assert not list(tmp_path.glob(".*"))  # no drafts are left


@pytest.mark.skipif(os.name != "posix", reason="other systems can't be made to believe that the disk is full")
def test_where_there_is_nowhere_to_write_at_all_it_says_so(tmp_path: Path) -> None:
    command = [*FULL_DISK, sys.executable, "-m", "claimlight_server", "serve", "--no-browser", "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment(tmp_path), check=False)
    assert done.returncode == 3
    assert "nowhere to write" in done.stderr
    assert "Traceback" not in done.stderr
    paired = [*FULL_DISK, sys.executable, "-m", "claimlight_server", "pair", "--token", "x"]
    done = subprocess.run(paired, capture_output=True, text=True, timeout=60, env=environment(tmp_path), check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr


def test_pair_finds_a_server_on_ipv6_loopback(tmp_path: Path) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with serving(tmp_path, "--port", "0", "--host", "::1") as started:
        assert httpx.get(f"{started.url}v1/health").status_code == 200
        assert f"{started.url}#code=" in claimlight(tmp_path, "pair", "--no-browser").stdout


def test_two_servers_on_two_ports_share_what_is_kept(tmp_path: Path) -> None:
    with serving(tmp_path, "--port", "0") as one, serving(tmp_path, "--port", "0") as other:
        token = claimlight(tmp_path, "pair", "--token", "both").stdout.strip()
        headers = {"authorization": f"Bearer {token}"}
        for number in range(20):
            note = {"kind": "note", "id": f"n{number}", "value": {"text": "x"}}
            url = (one, other)[number % 2].url
            assert httpx.post(f"{url}v1/own/keep", json=note, headers=headers).status_code == 200
        for each in (one, other):
            listed = httpx.post(f"{each.url}v1/own/list", json={"kind": "note"}, headers=headers).json()
            assert len(listed["items"]) == 20
