"""Counts of what the server does, in the text format of Prometheus. They hold numbers and the server's own addresses alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from claimlight_server.store.keeper import Keeper
from claimlight_server.work.pool import Pool

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # seconds


class Metrics:
    """Requests so far, by address and status, and how long pages took."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, int]] = Counter()
        self.buckets: Counter[float] = Counter()
        self.seconds = 0.0

    def count(self, path: str, status: int, seconds: float) -> None:
        """Count one request."""
        self.requests[path, status] += 1
        if path == "/v1/annotate":
            self.seconds += seconds
            self.buckets.update(limit for limit in BUCKETS if seconds <= limit)

    def text(self, pool: Pool, keeper: Keeper) -> str:
        """Everything, as Prometheus reads it."""
        return "\n".join(self._lines(pool, keeper)) + "\n"

    def _lines(self, pool: Pool, keeper: Keeper) -> Iterator[str]:
        yield "# HELP claimlight_requests_total Requests answered, by address and status."
        yield "# TYPE claimlight_requests_total counter"
        for (path, status), number in sorted(self.requests.items()):
            yield f'claimlight_requests_total{{path="{path}",status="{status}"}} {number}'
        pages = sum(number for (path, _), number in self.requests.items() if path == "/v1/annotate")
        yield "# HELP claimlight_annotate_seconds Time that a page took, waiting included."
        yield "# TYPE claimlight_annotate_seconds histogram"
        for limit in BUCKETS:
            yield f'claimlight_annotate_seconds_bucket{{le="{limit}"}} {self.buckets[limit]}'
        yield f'claimlight_annotate_seconds_bucket{{le="+Inf"}} {pages}'
        yield f"claimlight_annotate_seconds_sum {self.seconds:.6f}"
        yield f"claimlight_annotate_seconds_count {pages}"
        for name, kind, meaning, value in (
            ("pages_waiting", "gauge", "Pages that wait for a worker.", pool.queue.waiting),
            ("workers", "gauge", "Worker processes.", len(pool.processes)),
            ("workers_busy", "gauge", "Worker processes at work.", pool.working),
            ("kept_answers_used_total", "counter", "Pages that were answered from the store.", keeper.hits),
            ("workers_replaced_total", "counter", "Workers that died or were ended.", pool.replaced),
        ):
            yield f"# HELP claimlight_{name} {meaning}"
            yield f"# TYPE claimlight_{name} {kind}"
            yield f"claimlight_{name} {value}"
