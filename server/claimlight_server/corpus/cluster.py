"""Units done on a Ray cluster: an actor a core, each with the same supervisor and worker process as on one machine."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Generator
from dataclasses import asdict
from typing import Any

import ray

from claimlight_server.corpus.part import Settings
from claimlight_server.corpus.plan import Unit
from claimlight_server.corpus.store import open_store
from claimlight_server.corpus.supervisor import StoppedError, Supervisor
from claimlight_server.corpus.write import mark_of


class _Engine:
    """An actor of the pool. It may die with its node at any time: Ray then gives its unit to another one."""

    def __init__(self, settings: Settings, out: str) -> None:
        self._store = open_store(out)
        self._supervisor = Supervisor(settings, out)

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        unit = Unit(**{**row["unit"], "paths": tuple(row["unit"]["paths"])})
        # Where a node has died with answers that nobody had taken, Ray asks for parts again that are there.
        return {"mark": mark_of(self._store, unit.number) or self._supervisor.do(unit)}


PATIENCE = 5.0  # seconds


def _reach(address: str | None) -> None:
    """Raise StoppedError where nobody listens at a host and port. Ray itself would try for more than five minutes."""
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if host and port.isdigit():
        try:
            socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()
        except OSError as error:
            raise StoppedError(f"no Ray cluster answers at {address}: {error.strerror or error}") from None


class RayCrew:
    """Ray Data with an actor pool as large as the cluster; `address` as for `ray.init`, None for this machine alone."""

    def __init__(self, address: str | None) -> None:
        self._address = address

    def work(self, units: list[Unit], settings: Settings, out: str) -> Generator[dict[str, Any], None, None]:
        """See `job.Crew`."""
        if not ray.is_initialized():
            _reach(self._address)
            # Else Ray reports to its makers. A cluster that runs already has its own say.
            os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
            ray.init(address=self._address, log_to_driver=False, logging_level=logging.WARNING)
        ray.data.DataContext.get_current().enable_progress_bars = False  # the command shows its own
        cores = max(1, int(ray.cluster_resources().get("CPU", os.cpu_count() or 1)))
        size = min(cores, len(units))
        rows = [{"unit": asdict(unit)} for unit in units]
        marks = ray.data.from_items(rows, override_num_blocks=len(rows)).map(
            _Engine,
            fn_constructor_args=(settings, out),
            compute=ray.data.ActorPoolStrategy(min_size=1, initial_size=size, max_size=size),
            num_cpus=1,
            max_restarts=-1,
            max_task_retries=-1,
        )
        for row in marks.iter_rows():
            yield row["mark"]
