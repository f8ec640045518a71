"""How much one page may cost, and how many may wait."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the work. An article of 1,000 words takes about a fifth of a second on one core, 30,000 words some six."""

    workers: int = min(2, os.cpu_count() or 1)  # processes; the second starts when it is first needed
    seconds: float = 60.0  # for one page
    memory: int = 1_500_000_000  # bytes that one page may add to what its worker takes when idle
    waiting: int = 64  # pages that wait
    waiting_bytes: int = 64_000_000  # and what they hold together
    starting: float = 60.0  # seconds in which a worker has to load the engine
    stopping: float = 20.0  # seconds for what is in flight when the server is asked to stop
    grace: float = 2.0  # seconds that a page whose reader has gone may still take
