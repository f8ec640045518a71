"""Pairing as docs/pairing.md has it: the code, the token, the proof."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.server.conftest import Running, running

from claimlight_server.trust import code as codes
from claimlight_server.trust.code import make_code, redeem
from claimlight_server.trust.neighbour import is_own_server
from claimlight_server.trust.pairings import Pairings, key_of, proof
from claimlight_server.trust.site import EXTENSION_IDS
from claimlight_server.trust.state import open_state

CHROMIUM = f"chrome-extension://{EXTENSION_IDS[0]}"
FIREFOX = "moz-extension://2c127fa4-62c7-4e4f-90e5-472b45eecfdc"
NONCE = "n" * 22


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path) as started:
        yield started


def exchange(server: Running, code: str, origin: str = CHROMIUM) -> dict[str, str]:
    response = server.post(json.dumps({"version": 1, "code": code, "name": "Test"}).encode(), "/v1/pair", origin=origin)
    assert response.status_code == 200, response.text
    answer: dict[str, str] = response.json()
    return answer


def attempt(server: Running, code: object, **headers: str) -> int:
    return server.post(json.dumps({"code": code}).encode(), "/v1/pair", **headers).status_code


@pytest.mark.parametrize("origin", [CHROMIUM, FIREFOX])
def test_a_code_is_exchanged_for_a_token_that_the_server_proves_itself_by(fresh: Running, origin: str) -> None:
    paired = exchange(fresh, make_code(fresh.state.code), origin)
    assert paired["server"] == fresh.client.get("/v1/health").json()["server"]
    answer = fresh.post(json.dumps({"version": 1, "id": paired["id"], "nonce": NONCE}).encode(), "/v1/proof", origin=origin)
    key = hashlib.sha256(paired["token"].encode()).digest()
    message = f"claimlight proof 1\n{NONCE}\n{fresh.site.port}".encode()
    assert answer.json() == {"proof": hmac.new(key, message, hashlib.sha256).hexdigest()}


def test_the_documented_test_vector_holds() -> None:
    text = (Path(__file__).parents[2] / "docs" / "pairing.md").read_text(encoding="utf-8")
    assert proof(key_of("A" * 43), "B" * 22, 8377) in text


def test_a_code_works_once(fresh: Running) -> None:
    code = make_code(fresh.state.code)
    exchange(fresh, code)
    assert attempt(fresh, code, origin=CHROMIUM) == 403


def test_a_new_code_takes_the_place_of_the_old_one(fresh: Running) -> None:
    old = make_code(fresh.state.code)
    new = make_code(fresh.state.code)
    assert attempt(fresh, old, origin=CHROMIUM) == 403
    exchange(fresh, new)


def test_a_code_is_burnt_by_five_wrong_tries(fresh: Running) -> None:
    code = make_code(fresh.state.code)
    assert [attempt(fresh, "wrong", origin=CHROMIUM) for _ in range(5)] == [403] * 5
    assert attempt(fresh, code, origin=CHROMIUM) == 403


def test_a_code_expires(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = make_code(tmp_path / "code.json")
    now = codes.time.time()
    monkeypatch.setattr(codes.time, "time", lambda: now + codes.LIFETIME + 1)
    assert not redeem(tmp_path / "code.json", code)


def test_a_clock_that_is_set_back_makes_no_code_last_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = make_code(tmp_path / "code.json")
    now = codes.time.time()
    monkeypatch.setattr(codes.time, "time", lambda: now - 86_400)
    assert not redeem(tmp_path / "code.json", code)
    monkeypatch.undo()
    assert not redeem(tmp_path / "code.json", code)  # nor does it come to life again


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"hash": 1, "until": "soon", "tries": []}', '{"hash": "ü"}'])
def test_a_damaged_code_lets_nobody_in(fresh: Running, damage: str) -> None:
    code = make_code(fresh.state.code)
    fresh.state.code.write_text(damage)
    assert attempt(fresh, code, origin=CHROMIUM) == 403


@pytest.mark.parametrize("origin", ["https://news.example", "null", "chrome-extension://" + "a" * 32])
def test_a_page_cannot_use_a_code(fresh: Running, origin: str) -> None:
    code = make_code(fresh.state.code)
    assert attempt(fresh, code, origin=origin) == 403
    exchange(fresh, code)  # nor does it use it up


def test_neither_a_program_nor_the_own_page_can_use_a_code(fresh: Running) -> None:
    code = make_code(fresh.state.code)
    assert attempt(fresh, code) == 403
    own = f"http://127.0.0.1:{fresh.site.port}"
    assert attempt(fresh, code, origin=own, **{"claimlight-page": fresh.site.page_token}) == 403


@pytest.mark.parametrize("nonce", ["", "short", "n" * 65, "n" * 21 + "!", "n" * 21 + "\n", 7, None])
def test_a_nonce_that_is_none_is_refused(fresh: Running, nonce: object) -> None:
    body = json.dumps({"id": "self", "nonce": nonce}).encode()
    assert 400 <= fresh.post(body, "/v1/proof").status_code < 500


def test_a_revoked_pairing_gets_no_proof(fresh: Running) -> None:
    paired = exchange(fresh, make_code(fresh.state.code))
    other_process = Pairings(fresh.state.folder / "pairings.json")
    assert other_process.revoke(paired["id"])
    body = json.dumps({"id": paired["id"], "nonce": NONCE}).encode()
    assert fresh.post(body, "/v1/proof", origin=CHROMIUM).status_code == 401
    assert fresh.state.pairings.holder(paired["token"]) is None


def test_pairings_outlast_a_restart(tmp_path: Path) -> None:
    with running(tmp_path) as first:
        paired = exchange(first, make_code(first.state.code))
    with running(tmp_path) as second:
        holder = second.state.pairings.holder(paired["token"])
        assert holder is not None
        assert holder.id == paired["id"]
        assert second.client.get("/v1/health").json()["server"] == paired["server"]


def test_a_port_squatter_cannot_prove_itself(fresh: Running, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Pairings(tmp_path_factory.mktemp("other") / "pairings.json")
    assert is_own_server(fresh.state.pairings, fresh.site.port)
    assert not is_own_server(other, fresh.site.port)


def test_a_relayed_proof_does_not_fit_the_squatters_port() -> None:
    key = key_of("token")
    assert proof(key, NONCE, 8377) != proof(key, NONCE, 8378)


@pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX")
def test_secrets_are_readable_by_this_user_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLAIMLIGHT_STATE_DIR", str(tmp_path / "state"))
    state = open_state()
    _, token = state.pairings.add("Test", CHROMIUM)
    make_code(state.code)
    assert stat.S_IMODE(state.folder.stat().st_mode) == 0o700
    for file in state.folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert token not in file.read_text()


@pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX")
def test_secrets_that_lay_open_are_closed_and_the_reader_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CLAIMLIGHT_STATE_DIR", str(tmp_path))
    open_state()
    (tmp_path / "pairings.json").chmod(0o644)
    tmp_path.chmod(0o755)
    monkeypatch.setattr(logging.getLogger("claimlight"), "propagate", True)
    state = open_state()
    assert stat.S_IMODE(state.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "pairings.json").stat().st_mode) == 0o600
    assert "was open to others" in caplog.text
    caplog.clear()
    open_state()
    assert caplog.text == ""


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"pairings": 7}', '{"pairings": [{}], "server": "s", "self": "k"}'])
def test_a_damaged_file_lets_nobody_in_and_is_put_aside(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "pairings.json"
    Pairings(path).add("Test", CHROMIUM)
    path.write_text(damage)
    again = Pairings(path)
    assert again.all() == ()
    assert path.with_suffix(".damaged").read_text() == damage
    again.add("Test", CHROMIUM)
    assert len(Pairings(path).all()) == 1


def test_without_a_place_to_write_the_server_still_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CLAIMLIGHT_STATE_DIR", str(tmp_path / "file" / "state"))
    state = open_state()
    assert not state.kept
    assert state.pairings.all() == ()
