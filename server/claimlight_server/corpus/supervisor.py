"""A worker process as whoever hands out units sees it: started again when it has died, and spared what it died of."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import Any, Self

from claimlight_server.corpus.part import Settings
from claimlight_server.corpus.plan import Unit

DEATHS = 2  # a document that has ended so many workers is rejected; the first may have been killed from outside
STARTS = 3  # a worker that dies so often before its first document can't run here


# There is a worker a core; numpy's libraries would each start a thread a core in every one of them.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1")


class StoppedError(Exception):
    """The job can't go on, for a reason that is no document's; the message says which."""


class Supervisor:
    """Keeps one worker process. `see` is told how far it is: documents begun, share of the unit read (0 to 1), words done."""

    def __init__(self, settings: Settings, out: str, see: Callable[[int, float, int], None] = lambda *_: None) -> None:
        self._settings, self._out, self._see = settings, out, see
        self._child: subprocess.Popen[str] | None = None
        self._closed = False
        self._lock = threading.Lock()  # another thread may close while this one works

    def do(self, unit: Unit) -> dict[str, Any]:
        """Have one unit done; give what its mark says. Raises StoppedError."""
        deaths: Counter[int] = Counter()
        fatal: dict[int, str] = {}
        while True:
            number, answer = self._try(unit, fatal)
            if answer is not None:
                return answer
            code = self._bury()
            deaths[number] += 1
            if number < 0 and deaths[number] >= STARTS:
                raise StoppedError(f"a worker process ended before its first document (exit code {code})")
            if number >= 0 and deaths[number] >= DEATHS:
                fatal[number] = f"it ended the process that annotated it, twice (exit code {code})"

    def _try(self, unit: Unit, fatal: dict[int, str]) -> tuple[int, dict[str, Any] | None]:
        """The number of the last document that was begun, -1 for none, and the answer, None where the worker died."""
        child = self._started()
        assert child.stdin is not None
        assert child.stdout is not None
        number = -1
        try:
            child.stdin.write(json.dumps({"unit": asdict(unit), "fatal": fatal}) + "\n")
            child.stdin.flush()
        except BrokenPipeError:
            return number, None
        for line in child.stdout:
            if not line.endswith("\n"):
                break
            answer = json.loads(line)
            if "stop" in answer:
                raise StoppedError(answer["stop"])
            if "done" in answer:
                done: dict[str, Any] = answer["done"]
                return number, done
            number = answer["at"]
            self._see(number, answer["share"], answer["words"])
        return number, None

    def _started(self) -> subprocess.Popen[str]:
        with self._lock:
            if self._closed:
                raise StoppedError("stopped")
            if self._child is None:
                self._child = self._start()
            return self._child

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "claimlight_server.corpus.worker"]
        pipe = subprocess.PIPE
        child = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8", env=os.environ | ONE_THREAD)
        assert child.stdin is not None
        child.stdin.write(json.dumps({"settings": asdict(self._settings), "out": self._out}) + "\n")
        return child

    def _bury(self) -> int:
        """End the worker that is there, and give its exit code."""
        with self._lock:
            child, self._child = self._child, None
        if child is None:
            return 0
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with suppress(BrokenPipeError):
                pipe.close()  # type: ignore[union-attr]  # both are pipes
        return child.returncode

    def close(self) -> None:
        """End the worker, at once; there will be no other."""
        self._closed = True
        self._bury()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
