"""Logs that can be shown to others: what happened, never what was read.

One line an event, `time level event key=value …`. No address and no text of a page gets in, not even by way of an exception's
message, unless the reader asks for it with `claimlight serve --log-pages`.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from types import TracebackType
from typing import Any

NAME = "claimlight"
PAGES = "claimlight.pages"  # what is logged here tells of a page, and goes nowhere unless it is asked for
LEVELS = ("debug", "info", "warning", "error")
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Formatter(logging.Formatter):
    """Writes the line. `pages`: exceptions are written whole, messages and all."""

    def __init__(self, *, pages: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")
        self.pages = pages

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - logging's name
        """The kind of the error and where it came up. Its message may cite the page."""
        if self.pages or ei[0] is None:
            return super().formatException(ei)
        frames = traceback.extract_tb(ei[2])
        return "\n".join([*(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames), ei[0].__name__])


def set_up(level: str, *, pages: bool) -> None:
    """Send what the server and its workers have to say to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Formatter(pages=pages))
    for name in (NAME, "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.propagate = False
        logger.setLevel(level.upper())
    logging.getLogger(PAGES).disabled = not pages
    # Uvicorn tells of every start and stop, which the command line does already.
    logging.getLogger("uvicorn").setLevel(max(logging.WARNING, logging.getLogger(NAME).level))


def event(name: str, **values: Any) -> str:
    """One event as text: `request method=POST status=200`."""
    return " ".join([name, *(f"{key}={_plain(value)}" for key, value in values.items())])


def _plain(value: Any) -> str:
    text = f"{value:.3f}" if isinstance(value, float) else str(value)
    return text if text and not set(text) & set(' "\n\r\t=\\') else json.dumps(text)
