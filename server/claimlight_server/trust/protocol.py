"""HTTP as uvicorn speaks it, with two cares more: who connects, and how long they take to say what they want."""

from __future__ import annotations

import asyncio
import logging

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from claimlight_server.trust.peers import is_foreign

log = logging.getLogger("claimlight")


class CarefulProtocol(H11Protocol):
    """Hangs up on other users of this machine, and on whoever does not complete the head of a request in time."""

    head_seconds = 10.0
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Look who it is before a byte is read."""
        super().connection_made(transport)
        if (
            self.client
            and self.server
            and self.server[1] is not None
            and is_foreign(self.client, (self.server[0], self.server[1]))
        ):
            log.warning("refused a connection of another user of this machine")
            transport.abort()
            return
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        """Give the head of each request its time, and no more with each byte."""
        super().data_received(data)
        head_is_open = self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        if not head_is_open:
            self._head_came()
        elif self._late is None:
            self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clock."""
        self._head_came()
        super().connection_lost(exc)

    def _expect_head(self) -> None:
        self._late = self.loop.call_later(self.head_seconds, self.transport.abort)

    def _head_came(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
