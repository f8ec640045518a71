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

COMMAND = [sys.executable, "-m", "claimlight_server"]


@dataclass(frozen=True)
class RealServer:
    """`address` is what it printed: it carries a one-time code."""

    address: str
    environment: dict[str, str]

    @property
    def port(self) -> int:
        found = re.search(r":(\d+)", self.address.removeprefix("http://127.0.0.1"))
        assert found
        return int(found[1])

    def run(self, *arguments: str) -> str:
        """What another `claimlight` command prints."""
        return subprocess.run([*COMMAND, *arguments], env=self.environment, check=True, capture_output=True, text=True).stdout


@contextmanager
def running(state: Path, port: int = 0) -> Iterator[RealServer]:
    """Start a server and wait until it listens."""
    environment = {**os.environ, "CLAIMLIGHT_STATE_DIR": str(state), "PYTHONUNBUFFERED": "1"}
    command = [*COMMAND, "serve", "--no-browser", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if found := re.search(r"http://127\.0\.0\.1:\d+/#code=[\w-]+", line):
                    yield RealServer(found[0], environment)
                    break
            else:
                raise AssertionError("the server did not say where it listens")
        finally:
            process.terminate()
            process.wait(20)
