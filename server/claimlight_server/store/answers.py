"""Answers that can be used again, sealed so that nobody can read in them who does not have the page itself.

An answer holds words of the page, and nothing of what was read is to lie open on the disk. So its key and the stream that it
is mixed with both come from the whole request: SHA-256 finds it, SHAKE-256 over the same bytes, set apart by a prefix, seals
it. Each stream is used for one plaintext alone, since versions and request determine the answer.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
import zlib

MAX_BYTES = 64_000_000  # of all answers together: about 3,000 articles


class Answers:
    """The table of answers."""

    def __init__(self, connection: sqlite3.Connection, limit: int = MAX_BYTES) -> None:
        self._connection = connection
        self._limit = limit

    def find(self, versions: str, request: bytes) -> bytes | None:
        """The answer to the very same request by the very same versions of engine, model and words. Raises sqlite3.Error."""
        key = _key(versions, request)
        row = self._connection.execute("SELECT sealed FROM answer WHERE key = ?", [key]).fetchone()
        if row is None:
            return None
        self._connection.execute("UPDATE answer SET used = ? WHERE key = ?", [time.time(), key])
        try:
            return zlib.decompress(_mixed(row[0], versions, request))
        except zlib.error:  # damage that SQLite did not notice
            self._connection.execute("DELETE FROM answer WHERE key = ?", [key])
            return None

    def keep(self, versions: str, request: bytes, answer: bytes) -> None:
        """Keep an answer, and let go of those that were not asked for the longest. Raises sqlite3.Error."""
        sealed = _mixed(zlib.compress(answer, 1), versions, request)
        if len(sealed) > self._limit // 4:
            return
        row = [_key(versions, request), sealed, len(sealed), time.time()]
        self._connection.execute("INSERT OR REPLACE INTO answer (key, sealed, size, used) VALUES (?, ?, ?, ?)", row)
        while self.size() > self._limit:
            oldest = "SELECT key FROM answer ORDER BY used LIMIT 10"
            self._connection.execute(f"DELETE FROM answer WHERE key IN ({oldest})")

    def size(self) -> int:
        """Bytes of all answers together."""
        size: int = self._connection.execute("SELECT COALESCE(SUM(size), 0) FROM answer").fetchone()[0]
        return size


def _key(versions: str, request: bytes) -> bytes:
    return hashlib.sha256(b"find\0" + versions.encode() + b"\0" + request).digest()


def _mixed(data: bytes, versions: str, request: bytes) -> bytes:
    stream = hashlib.shake_256(b"seal\0" + versions.encode() + b"\0" + request).digest(len(data))
    return (int.from_bytes(data) ^ int.from_bytes(stream)).to_bytes(len(data))
