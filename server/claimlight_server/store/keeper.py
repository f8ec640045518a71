"""The store as the server uses it: off the event loop, and never in the way. Without it, everything but keeping works."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from claimlight_server.store.answers import Answers
from claimlight_server.store.database import UnusableError, open_database
from claimlight_server.store.own import Own
from claimlight_server.wire.problem import Problem, Type

log = logging.getLogger("claimlight")

PAUSE = 10.0  # seconds before a file that could not be opened is tried again

T = TypeVar("T")


class Keeper:
    """Holds the file open in a thread of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._connection: sqlite3.Connection | None = None
        self._complained = False
        self._failed: tuple[float, Exception] | None = None
        self.hits = 0
        self.misses = 0

    async def open(self) -> None:
        """Open the file, or say why that can't be done and go on without."""
        await self._try(lambda _: None, None)

    async def close(self) -> None:
        """Close the file."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._let_go)
        self._thread.shutdown()

    async def find(self, versions: str, request: bytes) -> bytes | None:
        """An answer that was given before; None where there is none, or the store does not work."""
        found = await self._try(lambda connection: Answers(connection).find(versions, request), None)
        self.hits += found is not None
        self.misses += found is None
        return found

    async def keep(self, versions: str, request: bytes, answer: bytes) -> None:
        """Keep an answer, and the visit where the history is on. Where the store does not work, nothing is kept."""

        def both(connection: sqlite3.Connection) -> None:
            Answers(connection).keep(versions, request, answer)
            own = Own(connection)
            if own.history_is_on:
                page, summary = json.loads(request), json.loads(answer)["summary"]
                own.visit(str(page.get("url") or ""), str(page.get("title") or ""), summary)

        await self._try(both, None)

    async def own(self, work: Callable[[Own], T]) -> T:
        """Do something with the reader's own records. Raises Problem where the store does not work: the reader has to know."""
        try:
            return await self._run(lambda connection: work(Own(connection)))
        except (sqlite3.Error, OSError, UnusableError) as error:
            raise Problem(Type.NOT_KEPT, f"the store can't be used: {error}", retry_after=5) from None

    async def _try(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        try:
            done = await self._run(work)
            self._complained = False
            return done
        except (sqlite3.Error, OSError, UnusableError) as error:
            if not self._complained:
                log.warning("%s can't be used, so nothing is kept for now: %s", self._path, error)
            self._complained = True
            return otherwise

    async def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        def with_connection() -> T:
            if self._connection is None:
                self._connection = self._open()
            try:
                return work(self._connection)
            except sqlite3.DatabaseError as error:
                # Locked or full may pass, and the next call tries again. Damage does not: to open the file anew puts it aside.
                if not isinstance(error, sqlite3.OperationalError):
                    self._let_go()
                raise

        return await asyncio.get_running_loop().run_in_executor(self._thread, with_connection)

    def _open(self) -> sqlite3.Connection:
        """Open the file. What has just failed is not tried again for each page."""
        if self._failed and time.monotonic() < self._failed[0]:
            raise self._failed[1]
        try:
            return open_database(self._path)
        except (sqlite3.Error, OSError, UnusableError) as error:
            self._failed = (time.monotonic() + PAUSE, error)
            raise

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
