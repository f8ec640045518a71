"""What the reader has asked to keep: hidden marks and notes, and the history where it is switched on."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class Kind(StrEnum):
    """What sort of record it is."""

    HIDDEN = "hidden"
    NOTE = "note"


class Own:
    """The tables of the reader's own. Every method may raise sqlite3.Error; nothing is kept by halves."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep(self, kind: Kind, item: str, value: Json) -> None:
        """Keep a record under an id, in place of any earlier one."""
        row = [kind.value, item, json.dumps(value), _now()]
        self._connection.execute("INSERT OR REPLACE INTO item (kind, id, value, changed) VALUES (?, ?, ?, ?)", row)

    def remove(self, kind: Kind, item: str) -> bool:
        """Remove a record; False where there is none."""
        removed: int = self._connection.execute("DELETE FROM item WHERE kind = ? AND id = ?", [kind.value, item]).rowcount
        return removed > 0

    def all(self, kind: Kind) -> list[Json]:
        """Every record of a kind, the oldest first."""
        rows = self._connection.execute("SELECT id, value, changed FROM item WHERE kind = ? ORDER BY changed, id", [kind.value])
        return [{"id": item, "value": json.loads(value), "changed": changed} for item, value, changed in rows]

    @property
    def history_is_on(self) -> bool:
        """Is the history switched on? It is not, at first."""
        row: tuple[str] | None = self._connection.execute("SELECT value FROM setting WHERE name = 'history'").fetchone()
        return row is not None and row[0] == "on"

    def switch_history(self, *, on: bool) -> None:
        """Switch the history on or off. What it holds stays until it is erased."""
        self._connection.execute("INSERT OR REPLACE INTO setting VALUES ('history', ?)", ["on" if on else "off"])

    def visit(self, url: str, title: str, summary: Json) -> None:
        """Note that a page was annotated, if the history is on."""
        if self.history_is_on:
            self._connection.execute("INSERT INTO visit VALUES (?, ?, ?, ?)", [_now(), url, title, json.dumps(summary)])

    def history(self) -> list[Json]:
        """Every visit, the oldest first."""
        rows = self._connection.execute("SELECT at, url, title, summary FROM visit ORDER BY at")
        return [{"at": at, "url": url, "title": title, "summary": json.loads(summary)} for at, url, title, summary in rows]

    def erase(self) -> None:
        """Erase everything that the file holds, so that it can't be read from the disk either."""
        for table in ("item", "visit", "setting", "answer"):
            self._connection.execute(f"DELETE FROM {table}")
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
