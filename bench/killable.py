"""A server that a bench starts, kills and starts again on the same port."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

COMMAND = [sys.executable, "-m", "claimlight_server"]
PATIENCE = 120.0  # seconds for a start, and for an answer


@dataclass
class Server:
    """A server that can be killed and started again on its port."""

    environment: dict[str, str]
    port: int = 0
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it, and wait until it has loaded the engine."""
        command = [*COMMAND, "serve", "--no-browser", "--metrics", "--port", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=self.environment)
        assert self.process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", self.process.stdout.readline())
        assert found, "the server did not start"
        self.port = int(found[1])
        deadline = time.monotonic() + PATIENCE
        while httpx.get(f"{self.url}/v1/ready").status_code != 200:
            assert time.monotonic() < deadline, "the engine was not loaded"
            time.sleep(0.1)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def workers(self) -> list[int]:
        """Process ids of its workers (Linux; elsewhere none are known)."""
        assert self.process is not None
        try:
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        except OSError:
            return []
        return [int(pid) for pid in children.split()]

    def count(self, name: str) -> int:
        """One of the numbers that it counts."""
        lines = httpx.get(f"{self.url}/metrics", timeout=PATIENCE).text.splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith(f"claimlight_{name} ")))

    def memory(self) -> int:
        """Bytes that it and its workers hold; 0 where the system does not say."""
        assert self.process is not None
        total = 0
        for pid in [self.process.pid, *self.workers()]:
            with contextlib.suppress(OSError):
                total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        return total
