"""A store that is damaged, locked or full, or has nowhere to be: it is in nobody's way, and loses nothing of the reader's own."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from pathlib import Path

import pytest
from tests.server.conftest import Running, running
from tests.server.reader import PAGE, keep, listed

from claimlight_server.store import database
from claimlight_server.store.answers import Answers
from claimlight_server.store.database import open_database
from claimlight_server.store.own import Kind, Own


def damage(path: Path, how: str) -> None:
    data = bytearray(path.read_bytes())
    if how == "header":
        data[:100] = b"\xff" * 100
    elif how == "answers":  # the middle of the file, where the answers lie
        data[len(data) // 2 : len(data) // 2 + 5000] = b"\xff" * 5000
    elif how == "cut":
        del data[len(data) // 2 :]
    else:
        data[:] = b"not a database at all"
    path.write_bytes(data)


@pytest.mark.parametrize("how", ["header", "answers", "cut", "other"])
def test_a_damaged_file_is_put_aside_and_what_can_be_read_is_saved(path: Path, how: str) -> None:
    with contextlib.closing(open_database(path)) as opened:
        own = Own(opened)
        for n in range(5):
            own.keep(Kind.NOTE, f"note {n}", {"n": n})
        for n in range(50):
            Answers(opened).keep("v", b"%d" % n, random.Random(n).randbytes(3_000))
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    damage(path, how)
    damaged = path.read_bytes()
    with contextlib.closing(open_database(path)) as opened:
        saved = Own(opened).all(Kind.NOTE)
        Own(opened).keep(Kind.NOTE, "new", {})
    assert before != damaged
    [aside] = [file for file in path.parent.glob("*.damaged-*") if not file.name.endswith(("-wal", "-shm"))]
    assert aside.read_bytes() == damaged
    if how == "answers":
        assert [item["value"]["n"] for item in saved] == list(range(5))


def test_a_damaged_file_that_there_is_no_room_to_save_from_stays_where_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with contextlib.closing(open_database(path)) as opened:
        Own(opened).keep(Kind.NOTE, "a", {})
        for n in range(50):
            Answers(opened).keep("v", b"%d" % n, random.Random(n).randbytes(3_000))
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damage(path, "answers")
    damaged = path.read_bytes()
    connect = database._connect

    def without_room(where: Path) -> sqlite3.Connection:
        connection = connect(where)
        connection.execute("PRAGMA max_page_count = 2")
        return connection

    monkeypatch.setattr(database, "_connect", without_room)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        open_database(path)
    assert path.read_bytes() == damaged
    monkeypatch.undo()
    with contextlib.closing(open_database(path)) as opened:
        assert [item["id"] for item in Own(opened).all(Kind.NOTE)] == ["a"]


def test_damage_while_the_server_runs_is_met_by_a_new_file(fresh: Running, tmp_path: Path) -> None:
    assert keep(fresh, "a", {}) == 200
    path = tmp_path / "data" / "store.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damage(path, "other")
    assert fresh.annotate(PAGE).status_code == 200
    assert keep(fresh, "b", {}) in {200, 503}
    assert keep(fresh, "c", {}) == 200
    assert "c" in listed(fresh)


def test_a_locked_file_keeps_nobody_from_reading(fresh: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    assert keep(fresh, "a", {}) == 200
    with contextlib.closing(sqlite3.connect(tmp_path / "data" / "store.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert fresh.annotate(PAGE).status_code == 200
        refused = fresh.post(b'{"kind": "note", "id": "b", "value": {}}', "/v1/own/keep")
        assert refused.status_code == 503
        assert refused.json()["type"] == "/problems#not-kept"
        other.execute("ROLLBACK")
    assert keep(fresh, "b", {}) == 200
    assert set(listed(fresh)) == {"a", "b"}


def test_a_full_disk_loses_nothing_that_was_kept(connection: sqlite3.Connection) -> None:
    own, answers = Own(connection), Answers(connection)
    own.keep(Kind.NOTE, "a", {"text": "kept"})
    [pages] = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    noise = random.Random(1).randbytes(50_000)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        answers.keep("v", b"r", noise)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        own.keep(Kind.NOTE, "b", {"text": "x" * 50_000})
    assert [item["id"] for item in own.all(Kind.NOTE)] == ["a"]
    connection.execute("PRAGMA max_page_count = 100000")
    own.keep(Kind.NOTE, "b", {})
    assert answers.find("v", b"r") is None


def test_without_a_place_to_write_pages_are_annotated_and_the_reader_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with running(tmp_path, data=tmp_path / "data" / "missing") as server:
        assert server.annotate(PAGE).status_code == 200
        assert server.annotate(PAGE).status_code == 200
        assert keep(server, "a", {}) == 503
    said = [record for record in caplog.records if "nothing is kept for now" in record.message]
    assert len(said) == 1
