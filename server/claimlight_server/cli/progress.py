"""A count on the terminal for what takes more than two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

PATIENCE = 2.0  # seconds before anything is shown
EVERY = 0.2  # seconds between two updates

T = TypeVar("T")


def counted(items: Iterable[T]) -> Iterator[T]:
    """Pass items on; after two seconds keep a count of them on standard error, if that is a terminal."""
    started = shown = time.monotonic()
    for count, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if now - started > PATIENCE and now - shown > EVERY and sys.stderr.isatty():
            sys.stderr.write(f"\r{count} documents, {count / (now - started):.1f} a second ")
            sys.stderr.flush()
            shown = now
    if shown != started:
        sys.stderr.write("\r\033[K")
