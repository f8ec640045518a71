"""Many readers at once: `python bench/load.py [PAGES]`, where PAGES is a folder of HTML pages; without it, pages are made up.

Starts a server of its own on loopback. Fails where a reader gets an error but 503, or another answer than the page gets alone,
where memory grows after the warm-up, or where kill -9 of a worker and then of the server costs an answer or a note.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from killable import COMMAND, PATIENCE, Server

from claimlight_server.markup.page import read_page

WARM_UP = 0.2  # of the requests; what memory is then is what it is compared with
GROWTH = 1.25  # how much more memory may be taken at the end
FEWEST_FOR_MEMORY = 1_000  # requests; before, caches and the allocator are still filling up
SENTENCES = (
    "The mayor, Jane Roe, said on Monday that “the liberation of Kupyansk” in Ukraine would cost 80% more.",
    "It is believed that the wall was never inspected, according to officials who asked not to be named.",
    "Critics denied that; the plan marks a turning point, and costs rose because nobody cared.",
)

Json = dict[str, Any]


@dataclass
class Tally:
    """What the readers met with."""

    seconds: list[float] = field(default_factory=list)
    busy: int = 0
    lost: int = 0  # connections that broke, and were made anew
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Readers:
    """Everybody who reads."""

    server: Server
    token: str
    pages: list[Json]
    alone: list[bytes] = field(default_factory=list)
    number: Iterator[int] = field(default_factory=itertools.count)
    until: float = float("inf")  # on the clock `time.monotonic`; then no more requests are begun

    def ask(self, client: httpx.Client, page: Json, tab: int, tally: Tally) -> httpx.Response:
        """Have a page annotated, as the extension does: come back when the server is busy or gone."""
        headers = {"authorization": f"Bearer {self.token}", "claimlight-tab": str(tab), "content-type": "application/json"}
        # The title changes nothing in the answer, but keeps it from coming out of the store.
        body = json.dumps(page | {"title": f"{page.get('title', '')} {next(self.number)}"}).encode()
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                response = client.post(f"{self.server.url}/v1/annotate", content=body, headers=headers, timeout=PATIENCE)
            except httpx.TransportError:
                if time.monotonic() > deadline:
                    raise
                tally.lost += 1
                time.sleep(0.2)
                continue
            if response.status_code != 503 or time.monotonic() > deadline:
                return response
            tally.busy += 1
            time.sleep(int(response.headers.get("retry-after", "1")))

    def read(self, requests: int, readers: int) -> Tally:
        """So many requests by so many readers at once."""
        tally = Tally()
        left = iter(range(requests))

        def one(tab: int) -> None:
            with httpx.Client() as client:
                while True:
                    with tally.lock:
                        number = next(left, None)
                    if number is None or time.monotonic() > self.until:
                        return
                    which = number % len(self.pages)
                    begun = time.monotonic()
                    response = self.ask(client, self.pages[which], tab, tally)
                    with tally.lock:
                        tally.seconds.append(time.monotonic() - begun)
                        if response.status_code != 200:
                            tally.wrong.append(f"page {which}: {response.status_code} {response.text[:200]}")
                        elif response.content != self.alone[which]:
                            tally.wrong.append(f"page {which}: not the answer that it gets alone")

        with ThreadPoolExecutor(readers) as threads:
            list(threads.map(one, range(readers)))
        return tally

    def own(self, path: str, **fields: Any) -> Json:
        """Keep a note, or list them."""
        headers = {"authorization": f"Bearer {self.token}"}
        answer = httpx.post(f"{self.server.url}/v1/own/{path}", json={"kind": "note"} | fields, headers=headers, timeout=PATIENCE)
        answer.raise_for_status()
        found: Json = answer.json()
        return found


def pages_of(folder: Path | None) -> list[Json]:
    """Requests for the pages of a folder, or for made-up ones of 100 to 500 words."""
    if folder is None:
        return [
            {"blocks": [{"id": each, "runs": [f"Part {each} of {size}. ", *SENTENCES]} for each in range(size)]}
            for size in range(2, 12)
        ]
    requests = []
    for path in sorted(folder.glob("**/*.html")):
        document = read_page(path.read_bytes()).document
        blocks = [{"id": each.id, "kind": each.kind.value, "runs": each.runs} for each in document.blocks]
        requests.append({"url": document.origin.url, "lang": document.origin.lang, "blocks": blocks})
    return requests


def main() -> int:
    """Run it; print the figures; the exit code is 1 where something is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pages", nargs="?", type=Path)
    parser.add_argument("--requests", type=int, default=2_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=8, help="after which no more requests are begun, whatever their number")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(os.environ | {"CLAIMLIGHT_STATE_DIR": folder, "CLAIMLIGHT_DATA_DIR": f"{folder}/data"})
        server.start()
        try:
            failures = run(server, pages_of(asked.pages), asked)
        finally:
            server.kill()
    for each in failures:
        print(f"FAILED   {each}")
    return bool(failures)


def run(server: Server, pages: list[Json], asked: argparse.Namespace) -> list[str]:
    """Load, then faults under load. Returns what was not as it should be."""
    requests, readers = asked.requests, asked.readers
    pair = subprocess.run(
        [*COMMAND, "pair", "--token", "load"], env=server.environment, capture_output=True, text=True, check=True
    )
    crowd = Readers(server, pair.stdout.strip(), pages)
    with httpx.Client() as client:
        crowd.alone = [crowd.ask(client, page, 0, Tally()).content for page in pages]
    crowd.until = time.monotonic() + 15 * asked.minutes
    warm = crowd.read(int(requests * WARM_UP), readers)
    before = server.memory()
    begun = time.monotonic()
    crowd.until = begun + 45 * asked.minutes
    load = crowd.read(int(requests * (0.8 - WARM_UP)), readers)
    took, after = time.monotonic() - begun, server.memory()
    p50, p95 = statistics.median(load.seconds), statistics.quantiles(load.seconds, n=20)[-1]
    print(
        f"load     {len(load.seconds)} requests of {len(pages)} pages by {readers} readers: "
        f"{len(load.seconds) / took:.1f} a second"
    )
    print(f"wait     median {p50:.2f} s, 95% within {p95:.2f} s; {warm.busy + load.busy} times busy")
    print(f"memory   {before / 1e6:.0f} MB after warm-up, {after / 1e6:.0f} MB at the end")
    failures = [*warm.wrong, *load.wrong]
    if len(warm.seconds) + len(load.seconds) >= FEWEST_FOR_MEMORY and after > before * GROWTH:
        failures.append("memory grows")
    crowd.until = float("inf")
    return failures + faults(crowd, min(400, int(requests * 0.2)), readers)


def faults(crowd: Readers, requests: int, readers: int) -> list[str]:
    """kill -9 of a worker, then of the server, while everybody reads and notes are kept."""
    server, kept = crowd.server, [f"note {number}" for number in range(20)]
    for each in kept:
        crowd.own("keep", id=each, value={"text": each})
    with ThreadPoolExecutor(1) as thread:
        reading = thread.submit(crowd.read, requests, readers)
        time.sleep(1)
        for pid in server.workers()[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, 9)
        time.sleep(1)
        server.kill()
        server.start()
        tally = reading.result()
    there = {item["id"] for item in crowd.own("list")["items"]}
    print(f"faults   {len(tally.seconds)} requests while a worker and the server were killed; {tally.lost} connections made anew")
    return [*tally.wrong, *(f"lost: {each}" for each in kept if each not in there)]


if __name__ == "__main__":
    sys.exit(main())
