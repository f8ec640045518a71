"""The store: what is kept is kept, what is sealed can't be read, and older files are brought up to date."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
import stat
from pathlib import Path

import pytest
from tests.server.conftest import Running
from tests.server.reader import PAGE, SECRET, keep, listed

from claimlight_server.store import database
from claimlight_server.store.answers import Answers
from claimlight_server.store.database import UnusableError, open_database
from claimlight_server.store.migrations import SCRIPTS
from claimlight_server.store.own import Kind, Own


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


# Answers


def test_an_answer_comes_back_and_only_to_the_same_request_and_versions(connection: sqlite3.Connection) -> None:
    answers = Answers(connection)
    answers.keep("v1", b"request", b"answer")
    assert answers.find("v1", b"request") == b"answer"
    assert answers.find("v2", b"request") is None
    assert answers.find("v1", b"request ") is None


def test_what_is_kept_cannot_be_read_without_the_page(connection: sqlite3.Connection, path: Path) -> None:
    text = SECRET.encode() * 1000
    Answers(connection).keep("v1", b"request " + text, b"answer " + text)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert SECRET.encode() not in bytes_on_disk(path.parent)
    [sealed] = connection.execute("SELECT sealed FROM answer").fetchone()
    assert len(set(sealed)) > 20, "compressed text would show patterns; a sealed one does not"


def test_answers_are_bounded_and_the_oldest_go_first(connection: sqlite3.Connection) -> None:
    answers = Answers(connection, limit=40_000)
    noise = [random.Random(n).randbytes(3_000) for n in range(30)]
    for n, answer in enumerate(noise):
        answers.keep("v", b"%d" % n, answer)
        assert answers.find("v", b"0") is not None or n > 0, "what is asked for stays"
        assert answers.size() <= 40_000
    assert answers.find("v", b"29") == noise[29]
    assert answers.find("v", b"0") == noise[0]
    assert answers.find("v", b"1") is None


def test_a_damaged_answer_is_dropped(connection: sqlite3.Connection) -> None:
    answers = Answers(connection)
    answers.keep("v", b"r", b"answer")
    connection.execute("UPDATE answer SET sealed = X'00112233'")
    assert answers.find("v", b"r") is None
    assert answers.size() == 0


def test_the_second_time_a_page_is_answered_from_the_store_with_the_same_bytes(fresh: Running) -> None:
    first, second = fresh.annotate(PAGE), fresh.annotate(PAGE)
    assert first.content == second.content
    assert fresh.pool.finished == 1
    assert "claimlight_kept_answers_used_total 1" in fresh.client.get("/metrics").text


def test_the_readers_own_terms_change_the_answer_at_once(fresh: Running, tmp_path: Path) -> None:
    page = {"blocks": [{"id": 0, "runs": ["The liberation of Kupyansk in Ukraine was announced in Moscow."]}]}
    before = fresh.annotate(page).json()
    assert any(each["entry"] == "ua-liberation" for each in before["annotations"] if each["category"] == "contested-term")
    terms = tmp_path / "data" / "terms"
    terms.mkdir()
    (terms / "off.txt").write_text("ua-liberation\n")
    after = fresh.annotate(page).json()
    assert not any(each["category"] == "contested-term" for each in after["annotations"])
    assert before["engine"]["lexicon"] != after["engine"]["lexicon"]


# The reader's own


def test_records_are_kept_replaced_listed_and_removed(fresh: Running) -> None:
    assert keep(fresh, "a", {"text": "one \ud800 😀"}) == 200
    assert keep(fresh, "b", {"text": "two"}) == 200
    assert keep(fresh, "a", {"text": "three"}) == 200
    assert keep(fresh, "a", {"mark": 1}, kind="hidden") == 200
    assert listed(fresh) == {"a": {"text": "three"}, "b": {"text": "two"}}
    assert listed(fresh, "hidden") == {"a": {"mark": 1}}
    gone = fresh.post(b'{"kind": "note", "id": "a"}', "/v1/own/remove")
    assert gone.json() == {"removed": True}
    assert listed(fresh) == {"b": {"text": "two"}}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"kind": "other", "id": "a", "value": {}}, "kind"),
        ({"kind": "note", "id": "", "value": {}}, "id"),
        ({"kind": "note", "id": "\ud800", "value": {}}, "id"),
        ({"kind": "note", "id": "x" * 501, "value": {}}, "id"),
        ({"kind": "note", "id": "a", "value": "text"}, "value"),
        ({"kind": "note", "id": "a"}, "value"),
        ({"version": 2}, "version"),
    ],
)
def test_a_bad_record_is_refused(server: Running, body: object, pointer: str) -> None:
    response = server.post(json.dumps(body).encode(), "/v1/own/keep")
    assert response.status_code in {413, 422}
    assert response.json()["pointer"] == pointer


def test_without_a_token_nobody_reads_what_is_kept(server: Running) -> None:
    for path in ("keep", "remove", "list"):
        assert server.post(b'{"kind": "note"}', f"/v1/own/{path}", authorization="").status_code == 401


def test_the_history_is_off_until_it_is_switched_on(fresh: Running, tmp_path: Path) -> None:
    fresh.annotate(PAGE)
    with contextlib.closing(open_database(tmp_path / "data" / "store.sqlite3")) as other:
        own = Own(other)
        assert own.history() == []
        own.switch_history(on=True)
        fresh.annotate(PAGE | {"title": "T"})
        [visit] = own.history()
        assert (visit["url"], visit["title"], visit["summary"]["terms"]) == (PAGE["url"], "T", 0)


# The file


def test_only_this_user_can_read_the_file(connection: sqlite3.Connection, path: Path) -> None:
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def old_store(path: Path, version: int) -> None:
    """A file as an older Claimlight left it."""
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.executescript("".join(SCRIPTS[:version]) + f"PRAGMA user_version = {version};")
        old.execute("INSERT INTO item VALUES ('note', 'a', '{}', '2026-01-01')")
        old.commit()


@pytest.mark.parametrize("version", range(1, len(SCRIPTS)))
def test_every_older_version_is_brought_up_to_date_with_a_copy_of_it_beside(path: Path, version: int) -> None:
    old_store(path, version)
    with contextlib.closing(open_database(path)) as opened:
        assert opened.execute("PRAGMA user_version").fetchone() == (len(SCRIPTS),)
        assert [item["id"] for item in Own(opened).all(Kind.NOTE)] == ["a"]
        assert Own(opened).history() == []
    copy = path.with_name(f"{path.name}.before-v{version + 1}")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with contextlib.closing(sqlite3.connect(copy)) as before:
        assert before.execute("PRAGMA user_version").fetchone() == (version,)
        assert before.execute("SELECT id FROM item").fetchall() == [("a",)]


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_store(path, 1)
    bad = "CREATE TABLE half (x); DELETE FROM item; INSERT INTO nowhere VALUES (1);"
    monkeypatch.setattr(database, "SCRIPTS", (SCRIPTS[0], bad))
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        open_database(path)
    monkeypatch.undo()
    with contextlib.closing(open_database(path)) as opened:
        assert [item["id"] for item in Own(opened).all(Kind.NOTE)] == ["a"]


def test_a_file_of_a_newer_claimlight_is_left_alone(path: Path) -> None:
    with contextlib.closing(open_database(path)) as opened:
        Own(opened).keep(Kind.NOTE, "a", {})
        opened.execute("PRAGMA user_version = 99")
    with pytest.raises(UnusableError, match="newer"):
        open_database(path)
    with contextlib.closing(sqlite3.connect(path)) as still:
        assert still.execute("SELECT id FROM item").fetchall() == [("a",)]
