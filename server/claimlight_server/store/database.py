"""Opening the file: check it, copy it before a migration, put a damaged one aside and save from it what can be read."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from claimlight_server.store.migrations import SCRIPTS

log = logging.getLogger("claimlight")

PATIENCE = 2.0  # seconds to wait for another process that writes
PARTS = ("", "-wal", "-shm")  # files of one database
READERS_OWN = {"item": "kind, id, value, changed", "setting": "name, value", "visit": "at, url, title, summary"}
# What says nothing about the file itself: it is locked, the disk is full, the folder can't be written in …
PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}


class UnusableError(Exception):
    """The file can't be used as it is, and is left as it is; the message says why."""


def open_database(path: Path) -> sqlite3.Connection:
    """Open the store, new or old. Raises UnusableError or sqlite3.Error; whatever happens, nothing of the reader's is lost.

    A damaged file is put aside under another name, and what can be read in it is copied to a new one.
    """
    damaged = path.exists() and not _sound(path)
    aside = _put_aside(path) if damaged else None
    try:
        connection, saved = _open(path, aside)
    except BaseException:
        if aside is not None:  # no room for a new one, say: another day it may be saved from
            _put_back(aside, path)
        raise
    if aside is not None:
        log.warning(
            "%s was damaged: %d of the reader's own records were saved from it; it is kept as %s", path, saved, aside.name
        )
    return connection


def _open(path: Path, aside: Path | None) -> tuple[sqlite3.Connection, int]:
    connection = _connect(path)
    try:
        _migrate(connection, path)
        return connection, _salvage(aside, connection) if aside else 0
    except BaseException:
        connection.close()
        raise


def _connect(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600, exist_ok=True)
    # Autocommit: each statement is a transaction of its own unless one is begun. One thread at a time, not always the same.
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _sound(path: Path) -> bool:
    """Can SQLite read the file, and does it find nothing wrong? Raises sqlite3.Error where that can't be said now."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=PATIENCE)) as connection:
            found: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            return found == "ok"
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in PASSING:
            raise
        return False


def _put_aside(path: Path) -> Path:
    aside = path.with_name(f"{path.name}.damaged-{time.time_ns()}")
    _move(path, aside)
    return aside


def _put_back(aside: Path, path: Path) -> None:
    for ending in PARTS:
        path.with_name(path.name + ending).unlink(missing_ok=True)
    _move(aside, path)


def _move(path: Path, target: Path) -> None:
    for ending in PARTS:
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(target.with_name(target.name + ending))


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(SCRIPTS):
        raise UnusableError(f"{path} was written by a newer Claimlight (schema {version}, this one knows {len(SCRIPTS)})")
    for number in range(version, len(SCRIPTS)):
        if number > 0:
            _copy(connection, path.with_name(f"{path.name}.before-v{number + 1}"))
        script = f"BEGIN IMMEDIATE; {SCRIPTS[number]}; PRAGMA user_version = {number + 1}; COMMIT;"
        try:
            connection.executescript(script)
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    with contextlib.closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)


def _salvage(aside: Path, connection: sqlite3.Connection) -> int:
    """Copy every record of the reader's own that can still be read. Raises sqlite3.Error where they can't be written."""
    saved = 0
    connection.execute("BEGIN IMMEDIATE")
    for table, columns in READERS_OWN.items():
        holes = ", ".join("?" for _ in columns.split(", "))
        for row in _readable(aside, table, columns):
            connection.execute(f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({holes})", row)
            saved += 1
    connection.execute("COMMIT")
    return saved


def _readable(aside: Path, table: str, columns: str) -> Iterator[tuple[object, ...]]:
    """The rows of a table, until the damage."""
    with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(sqlite3.connect(aside)) as damaged:
        yield from damaged.execute(f"SELECT {columns} FROM {table}")
