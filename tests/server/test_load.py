"""The load test of `make bench`, small: many readers get right answers through kill -9 of a worker and the server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "load.py"


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a matter of POSIX")
def test_many_readers_get_right_answers_through_faults() -> None:
    command = [sys.executable, str(BENCH), "--requests", "50", "--readers", "8", "--fresh", "0.5"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "load     30 requests" in done.stdout
    assert "faults   10 requests" in done.stdout
    assert "; 0 connections made anew" not in done.stdout  # the server was killed while it was asked
