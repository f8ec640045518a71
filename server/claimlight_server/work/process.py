"""A worker process as the server sees it."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Sequence

from claimlight_server.work.frame import HEADER, OUT_OF_MEMORY, Reply, pack


class DiedError(Exception):
    """The worker ended before it had replied."""


class OutOfMemoryError(DiedError):
    """It ended because a page took more memory than it may."""


class Process:
    """One worker; it takes one request at a time."""

    def __init__(self, child: asyncio.subprocess.Process) -> None:
        """Use `start`."""
        self._child = child
        self.versions = ""

    @classmethod
    async def start(cls, arguments: Sequence[str], patience: float) -> Process:
        """Start a worker and wait until it has loaded the engine. Raises DiedError where that takes over `patience` seconds."""
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "claimlight_server.work.worker", *arguments),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        process = cls(child)
        try:
            async with asyncio.timeout(patience):
                process.versions = (await process._reply()).body.decode()
        except TimeoutError:
            await process.kill()
            raise DiedError from None
        return process

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._child.pid

    @property
    def alive(self) -> bool:
        """Has it not ended yet, as far as is known?"""
        return self._child.returncode is None

    async def ask(self, body: bytes) -> Reply:
        """Have one page annotated. Raises DiedError. After a cancellation the worker is of no more use: kill it."""
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(pack(0, body))
            await self._child.stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            pass  # its reply will not come either
        return await self._reply()

    async def _reply(self) -> Reply:
        assert self._child.stdout is not None
        try:
            status, length = HEADER.unpack(await self._child.stdout.readexactly(HEADER.size))
            return Reply(status, await self._child.stdout.readexactly(length))
        except (asyncio.IncompleteReadError, ConnectionResetError):
            code = await self._child.wait()
            raise OutOfMemoryError if code == OUT_OF_MEMORY else DiedError from None

    async def kill(self) -> None:
        """End it at once."""
        with contextlib.suppress(ProcessLookupError):
            self._child.kill()
        await self._child.wait()

    async def close(self) -> None:
        """Let it end by itself."""
        if self._child.stdin is not None:
            self._child.stdin.close()
        try:
            async with asyncio.timeout(2):
                await self._child.wait()
        except TimeoutError:
            await self.kill()
