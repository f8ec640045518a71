"""Opening the file: check it, copy it before a migration, put a damaged one aside and save from it what can be read."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from pathlib import Path

from claimlight_server.store.migrations import SCRIPTS

log = logging.getLogger("claimlight")

PATIENCE = 2.0  # seconds to wait for another process that writes
READERS_OWN = {"item": "kind, id, value, changed", "setting": "name, value", "visit": "at, url, title, summary"}


class UnusableError(Exception):
    """The file can't be used as it is, and is left as it is; the message says why."""


def open_database(path: Path) -> sqlite3.Connection:
    """Open the store, new or old. Raises UnusableError or sqlite3.Error; whatever happens, nothing of the reader's is lost.

    A damaged file is put aside under another name, and what can be read in it is copied to a new one.
    """
    damaged = path.exists() and not _sound(path)
    aside = _put_aside(path) if damaged else None
    connection = _connect(path)
    try:
        _migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    if aside is not None:
        saved = _salvage(aside, connection)
        log.warning(
            "%s was damaged: %d of the reader's own records were saved from it; it is kept as %s", path, saved, aside.name
        )
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600, exist_ok=True)
    # Autocommit: each statement is a transaction of its own unless one is begun. One thread at a time, not always the same.
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _sound(path: Path) -> bool:
    """Can SQLite read the file, and does it find nothing wrong? A file that is only locked is sound."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=PATIENCE)) as connection:
            found: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            return found == "ok"
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "readonly" in str(error) or "unable to open" in str(error):
            raise
        return False
    except sqlite3.DatabaseError:
        return False


def _put_aside(path: Path) -> Path:
    aside = path.with_name(f"{path.name}.damaged-{time.time_ns()}")
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside


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
    """Copy every record of the reader's own that can still be read, row by row until the damage."""
    saved = 0
    for table, columns in READERS_OWN.items():
        with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(sqlite3.connect(aside)) as damaged:
            holes = ", ".join("?" for _ in columns.split(", "))
            for row in damaged.execute(f"SELECT {columns} FROM {table}"):
                connection.execute(f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({holes})", row)
                saved += 1
    return saved
