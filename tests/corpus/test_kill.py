"""kill -9 at any moment: the next run goes on, and in the end every byte is as if nothing had happened."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.articles import write_jsonl
from corpus.conftest import PART, batch, tree


def killed(arguments: list[object], after: float, everything: bool) -> bool:
    """Start a batch and kill it after some seconds: only its first process, or the workers as well. Was it still at work?"""
    process = subprocess.Popen(
        [sys.executable, "-m", "claimlight_server", "batch", *map(str, arguments)],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after)
    at_work = process.poll() is None
    if everything:
        os.killpg(process.pid, signal.SIGKILL) if at_work else None
    else:
        process.kill()
    process.wait()
    return at_work


def kill_and_compare(source: Path, whole: Path, folder: Path, *, times: int, part_size: float) -> None:
    """Many times: kill within the time that a whole run takes, go on, compare."""
    started = time.monotonic()
    batch(source, folder / "timed", "--processes", 2, "--part-size", part_size)
    seconds = time.monotonic() - started
    wanted = tree(whole)
    assert tree(folder / "timed") == wanted
    chance = random.Random(8)
    for number in range(times):
        out = folder / str(number)
        arguments: list[object] = [source, out, "--processes", 2, "--part-size", part_size]
        killed(arguments, chance.uniform(0.1, seconds), everything=number % 2 == 0)
        batch(*arguments)
        assert tree(out) == wanted, f"run {number}"


def test_kills_change_nothing(few: Path, tmp_path: Path) -> None:
    batch(few, tmp_path / "whole", "--processes", 1, "--part-size", PART)
    kill_and_compare(few, tmp_path / "whole", tmp_path, times=3, part_size=PART)


def test_killed_again_and_again_it_still_comes_to_its_end(lines: Path, whole: Path, tmp_path: Path) -> None:
    arguments: list[object] = [lines, tmp_path / "out", "--processes", 2, "--part-size", PART]
    waited = 0.8
    while killed(arguments, waited, everything=True):
        waited *= 1.6
    batch(*arguments)
    assert tree(tmp_path / "out") == tree(whole)


@pytest.mark.long
def test_ten_kills_change_nothing_on_840_articles(shared: Path, tmp_path: Path) -> None:
    source = shared / "gold" / "polnear-train.jsonl"
    batch(source, tmp_path / "whole", "--processes", 1, "--part-size", 0.25)
    kill_and_compare(source, tmp_path / "whole", tmp_path, times=10, part_size=0.25)


@pytest.fixture
def few(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "few.jsonl", 16)
