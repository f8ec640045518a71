"""Units done by processes of this machine, one engine each."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator
from typing import Any

from claimlight_server.corpus.part import Settings
from claimlight_server.corpus.plan import Unit
from claimlight_server.corpus.supervisor import Supervisor

See = Callable[[int, int, float, int], None]  # unit, documents begun in it, share of it read, words done in it


class LocalCrew:
    """`processes` workers at a time, each led by a thread here that does nothing but wait for it."""

    def __init__(self, processes: int, see: See = lambda *_: None) -> None:
        self._processes, self._see = processes, see

    def work(self, units: list[Unit], settings: Settings, out: str) -> Generator[dict[str, Any], None, None]:
        """See `job.Crew`."""
        waiting: queue.SimpleQueue[Unit] = queue.SimpleQueue()
        for unit in units:
            waiting.put(unit)
        done: queue.SimpleQueue[dict[str, Any] | Exception] = queue.SimpleQueue()
        stop = threading.Event()
        leads = [_Lead(settings, out, waiting, done, stop, self._see) for _ in range(min(self._processes, len(units)))]
        for lead in leads:
            lead.start()
        try:
            for _ in units:
                answer = done.get()
                if isinstance(answer, Exception):
                    raise answer
                yield answer
        finally:
            stop.set()
            for lead in leads:
                lead.supervisor.close()
            for lead in leads:
                lead.join()


class _Lead(threading.Thread):
    def __init__(  # noqa: PLR0913, PLR0917 - what all leads share
        self,
        settings: Settings,
        out: str,
        waiting: queue.SimpleQueue[Unit],
        done: queue.SimpleQueue[dict[str, Any] | Exception],
        stop: threading.Event,
        see: See,
    ) -> None:
        super().__init__(daemon=True)
        self.unit = -1
        self.supervisor = Supervisor(settings, out, lambda *at: see(self.unit, *at))
        self._waiting, self._done, self._stop_asked = waiting, done, stop

    def run(self) -> None:
        """Do units until there are none."""
        while not self._stop_asked.is_set():
            try:
                unit = self._waiting.get_nowait()
            except queue.Empty:
                self.supervisor.close()
                return
            self.unit = unit.number
            try:
                self._done.put(self.supervisor.do(unit))
            except Exception as error:  # raised again by whoever takes the answers
                self._done.put(error)
                return
