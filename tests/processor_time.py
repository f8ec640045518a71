"""How long something takes, for tests that compare a text with one twice as long."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of the faster of two runs, without garbage collection, which would count what other tests have left."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return min(_once(work) for _ in range(2))
    finally:
        if collects:
            gc.enable()


def _once(work: Callable[[], object]) -> float:
    started = process_time()
    work()
    return process_time() - started
