"""The same job on a Ray cluster of two nodes on this machine, one of which is killed in the middle: the same bytes."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claimlight_server.corpus.job import Job, run
from claimlight_server.corpus.part import Settings
from corpus.conftest import PART, command, tree

ray = pytest.importorskip("ray", reason="needs Ray: make test-all, or pip install 'claimlight[ray]'")

SMALL = 100 << 20  # bytes of each node's object store: what passes through it is a few hundred bytes a part

pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own: unclosed files and deprecations of what it imports


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
    monkeypatch.setenv("RAY_DATA_ENABLE_PROGRESS_BARS", "0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ray.cluster_utils import Cluster  # noqa: PLC0415 - it warns while it is imported

        nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": SMALL})
        try:
            yield nodes
        finally:
            ray.shutdown()
            nodes.shutdown()


class KillNode:
    """Kills a node, without any farewell, while an engine is at work there and some parts are done."""

    def __init__(self, cluster: Any, node: Any) -> None:
        self.cluster, self.node = cluster, node
        self.parts = self.total = 0
        self.killed_at = 0

    def start(self, sizes: dict[int, int], done: int) -> None:
        self.total = len(sizes)

    def part(self, mark: dict[str, Any]) -> None:
        self.parts += 1
        # Each node has one core and each engine takes one: none is free where both nodes are at work.
        if self.parts >= 2 and not self.killed_at and not ray.available_resources().get("CPU"):
            self.cluster.remove_node(self.node, allow_graceful=False)
            self.killed_at = self.parts


def test_a_node_that_dies_changes_no_byte(cluster: Any, lines: Path, whole: Path, tmp_path: Path) -> None:
    from claimlight_server.corpus.cluster import RayCrew  # noqa: PLC0415 - skipped above where Ray is missing

    node = cluster.add_node(num_cpus=1, object_store_memory=SMALL)
    cluster.wait_for_nodes()
    watcher = KillNode(cluster, node)
    job = Job((str(lines),), str(tmp_path / "out"), part_size=int(PART * (1 << 20)))
    run(job, RayCrew(cluster.address), watcher)
    assert 2 <= watcher.killed_at < watcher.parts == watcher.total
    assert tree(tmp_path / "out") == tree(whole)


def test_an_address_at_which_nobody_listens_is_told_at_once(lines: Path, tmp_path: Path) -> None:
    done = command("batch", "--ray", "127.0.0.1:1", lines, tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr == "claimlight: no Ray cluster answers at 127.0.0.1:1: Connection refused\n"


def test_a_ray_that_is_started_reports_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    from ray._common.usage.usage_lib import usage_stats_enabled  # noqa: PLC0415

    from claimlight_server.corpus.cluster import RayCrew  # noqa: PLC0415 - skipped above where Ray is missing

    class StartedError(Exception):
        pass

    def init(**_: object) -> None:
        assert not usage_stats_enabled()
        raise StartedError

    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "1")
    monkeypatch.setattr(ray, "init", init)
    assert usage_stats_enabled()
    with pytest.raises(StartedError):
        next(RayCrew(None).work([], Settings(), ""))
