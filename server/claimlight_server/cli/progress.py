"""How far a command has come: on a terminal, for what takes more than two seconds."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

from claimlight_server.extras import has

PATIENCE = 2.0  # seconds before anything is shown
EVERY = 0.2  # seconds between two updates


class Progress:
    """A line on standard error with the rate and, where rich is installed, a bar and the time left.

    `total` is the size of the work in bytes of input; `documents` and `words` count what is done.
    """

    def __init__(self, total: int) -> None:
        self.documents = self.words = 0
        self._total, self._done = total, 0
        self._shown = self._started = time.monotonic()
        self._bar: Any = None
        self._plain = False

    def __enter__(self) -> Self:
        return self

    def add(self, documents: int, words: int) -> None:
        """Count documents and their words."""
        self.documents += documents
        self.words += words

    def at(self, done: int) -> None:
        """Say how many bytes of the input are done, and show it where it is time to."""
        self._done = max(self._done, min(done, self._total))
        now = time.monotonic()
        if now - self._started < PATIENCE or now - self._shown < EVERY or not sys.stderr.isatty():
            return
        self._shown = now
        if has("rich"):
            self._draw()
        else:
            sys.stderr.write(f"\r{self._rate()} ")
            sys.stderr.flush()
            self._plain = True

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    def _rate(self) -> str:
        return f"{self.documents:,} documents, {self.words / max(self.seconds, 1e-6):,.0f} words a second"

    def _draw(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - an extra
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
        from rich.progress import Progress as Bar  # noqa: PLC0415

        if self._bar is None:
            columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._bar.add_task("", total=self._total or None)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=self._done, description=self._rate())

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()
        if self._plain:
            sys.stderr.write("\r\033[K")
