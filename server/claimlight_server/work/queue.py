"""A bounded queue that is fair between tabs: each tab's first page is taken before any tab's second."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass, field

from claimlight_server.work.frame import Reply


@dataclass(eq=False, slots=True)
class Job:
    """A page that waits or is being worked on. Whoever asked awaits `done`."""

    body: bytes
    tab: str
    done: asyncio.Future[Reply]
    left: asyncio.Event = field(default_factory=asyncio.Event)  # set when nobody waits for it any more
    tries: int = 0


class FairQueue:
    """Jobs by tab, taken in turns."""

    def __init__(self, jobs: int, size: int) -> None:
        """Take at most `jobs` jobs of at most `size` bytes together."""
        self._room = jobs
        self._room_bytes = size
        self._tabs: OrderedDict[str, deque[Job]] = OrderedDict()
        self._added = asyncio.Condition()
        self.waiting = 0
        self.waiting_bytes = 0

    async def put(self, job: Job) -> bool:
        """Add a job; False where there is no room."""
        if self.waiting >= self._room or (self.waiting and self.waiting_bytes + len(job.body) > self._room_bytes):
            return False
        await self.put_back(job)
        return True

    async def put_back(self, job: Job) -> None:
        """Add a job whatever room there is: one that had been taken already."""
        self._tabs.setdefault(job.tab, deque()).append(job)
        self.waiting += 1
        self.waiting_bytes += len(job.body)
        async with self._added:
            self._added.notify()

    async def take(self) -> Job:
        """Take the next job, waiting for one; those that nobody waits for any more are dropped."""
        while True:
            async with self._added:
                await self._added.wait_for(lambda: self.waiting > 0)
            tab, jobs = self._tabs.popitem(last=False)
            job = jobs.popleft()
            if jobs:
                self._tabs[tab] = jobs  # to the end of the line
            self.waiting -= 1
            self.waiting_bytes -= len(job.body)
            if not job.left.is_set():
                return job
