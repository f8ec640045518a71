"""A real `claimlight serve` with a state folder of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

COMMAND = [sys.executable, "-m", "claimlight_server"]


@dataclass(frozen=True)
class RealServer:
    """`address` is what it printed: it carries a one-time code."""

    address: str
    environment: dict[str, str]
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        found = re.search(r":(\d+)", self.address.removeprefix("http://127.0.0.1"))
        assert found
        return int(found[1])

    def counts(self) -> dict[str, float]:
        """What it has counted so far, if it was started with `--metrics`."""
        lines = httpx.get(f"http://127.0.0.1:{self.port}/metrics", timeout=30).text.splitlines()
        pairs = [line.rsplit(" ", 1) for line in lines if not line.startswith("#")]
        return {name.removeprefix("claimlight_"): float(value) for name, value in pairs}

    def run(self, *arguments: str) -> str:
        """What another `claimlight` command prints."""
        return subprocess.run([*COMMAND, *arguments], env=self.environment, check=True, capture_output=True, text=True).stdout


@contextmanager
def running(state: Path, port: int = 0, *options: str) -> Iterator[RealServer]:
    """Start a server and wait until it listens."""
    environment = {**os.environ, "CLAIMLIGHT_STATE_DIR": str(state), "PYTHONUNBUFFERED": "1"}
    command = [*COMMAND, "serve", "--no-browser", "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if found := re.search(r"http://127\.0\.0\.1:\d+/#code=[\w-]+", line):
                    yield RealServer(found[0], environment, process)
                    break
            else:
                raise AssertionError("the server did not say where it listens")
        finally:
            process.terminate()
            process.wait(20)
