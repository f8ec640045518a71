"""Worker processes and the queue before them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from typing import Any

from claimlight_server.wire.problem import Problem, Type
from claimlight_server.work.frame import Reply
from claimlight_server.work.limits import Limits
from claimlight_server.work.process import DiedError, OutOfMemoryError, Process
from claimlight_server.work.queue import FairQueue, Job

log = logging.getLogger("claimlight")

TRIES = 2  # a page whose worker died is given to another one once: it may have been killed from outside
PAUSE = 1.0  # seconds before a worker that could not start is started again
LONGEST_WAIT = 30  # seconds that a caller is asked to wait before it tries again


class Pool:
    """Keeps up to `limits.workers` processes at work. Start it and stop it in the loop that it is used in."""

    def __init__(self, limits: Limits, arguments: Sequence[str]) -> None:
        """`arguments`: what each worker is started with, see worker.py."""
        self._arguments = arguments
        self.versions = ""  # of engine, model and words; known when the first worker is ready
        self.limits = limits
        self.queue = FairQueue(limits.waiting, limits.waiting_bytes)
        self.processes: dict[int, Process] = {}
        self.ready = asyncio.Event()
        self.working = 0
        self.finished = 0
        self.replaced = 0
        self.seconds = 0.0
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = False

    def start(self) -> None:
        """Start the first worker; the others follow when pages wait."""
        self._hire()

    def _hire(self) -> None:
        number = len(self._tasks)
        self._tasks.append(asyncio.create_task(self._keep(number), name=f"worker {number}"))

    async def ask(self, body: bytes, tab: str, gone: asyncio.Future[None]) -> Reply | None:
        """Have a page annotated; None where `gone` is done first. Raises Problem where too many wait."""
        job = Job(body, tab, asyncio.get_running_loop().create_future())
        if self._stopping or not await self.queue.put(job):
            raise Problem(Type.BUSY, "too many pages wait already", retry_after=self.wait())
        if self.working == len(self._tasks) < self.limits.workers:
            self._hire()
        either: set[asyncio.Future[Any]] = {job.done, gone}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if job.done.done():
            return job.done.result()
        job.left.set()
        return None

    def wait(self) -> int:
        """Whole seconds after which there should be room again."""
        mean = self.seconds / self.finished if self.finished else 1.0
        return max(1, min(LONGEST_WAIT, round(self.queue.waiting * mean / max(1, len(self._tasks)))))

    async def _keep(self, number: int) -> None:
        """Keep one worker at work: start it, and another in its place whenever it has died."""
        while True:
            try:
                process = await Process.start(self._arguments, self.limits.starting)
            except DiedError:
                log.error("a worker could not start; its own messages stand above")
                await asyncio.sleep(PAUSE)
                continue
            self.processes[number] = process
            self.versions = process.versions
            self.ready.set()
            try:
                while process.alive:
                    await self._work(process, await self.queue.take())
            except DiedError:
                self.replaced += 1
            finally:
                del self.processes[number]
                await process.kill()

    async def _work(self, process: Process, job: Job) -> None:
        """Have one job done. Raises DiedError where the worker is of no more use."""
        self.working += 1
        job.tries += 1
        started = time.monotonic()
        asking = asyncio.ensure_future(process.ask(job.body))
        leaving = asyncio.ensure_future(job.left.wait())
        try:
            await asyncio.wait({asking, leaving}, timeout=self.limits.seconds, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done() and leaving.done():
                await asyncio.wait({asking}, timeout=self.limits.grace)
            if not asking.done():
                self._refuse(job, f"annotating it takes more than {self.limits.seconds:.0f} seconds")
                raise DiedError
            try:
                self._finish(job, asking.result())
            except OutOfMemoryError:
                self._refuse(job, f"annotating it takes more than {self.limits.memory / 1e6:.0f} MB of memory")
                raise
            except DiedError:
                await self._again(job)
                raise
        finally:
            asking.cancel()
            leaving.cancel()
            self.working -= 1
            self.finished += 1
            self.seconds += time.monotonic() - started

    async def _again(self, job: Job) -> None:
        if job.tries < TRIES:
            await self.queue.put_back(job)
        else:
            self._refuse(job, "it ended the process that annotated it, twice; most likely it takes too much memory")

    def _refuse(self, job: Job, why: str) -> None:
        problem = Problem(Type.TOO_HEAVY, why)
        self._finish(job, Reply(problem.status, problem.body()))

    def _finish(self, job: Job, reply: Reply) -> None:
        if not job.done.done():
            job.done.set_result(reply)

    async def stop(self) -> None:
        """Take nothing more, finish what is in flight, end the workers."""
        self._stopping = True
        try:
            async with asyncio.timeout(self.limits.stopping):
                while self.queue.waiting or self.working:
                    await asyncio.sleep(0.02)
        except TimeoutError:
            log.warning("stopped with pages in flight")
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
