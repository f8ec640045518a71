"""Many readers at once: `python bench/load.py [PAGES]`, where PAGES is a folder of HTML pages; without it, pages are made up.

Starts a server of its own on loopback. Fails where a reader gets an error but 503, or another answer than the page gets alone,
where memory grows after the warm-up, or where kill -9 of a worker and then of the server costs an answer or a note. As among
readers, most pages were annotated before and come out of the store; of the others the server has to work on each.
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
FAULTS = 0.2  # of the requests, while worker and server are killed; all of them are worked on
MOST_FAULTS = 100
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
    fresh: list[float] = field(default_factory=list)  # of them, for pages that the store cannot know
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

    def ask(self, client: httpx.Client, page: Json, tab: int, tally: Tally, *, fresh: bool = False) -> httpx.Response:
        """Have a page annotated, as the extension does: come back when the server is busy or gone."""
        if fresh:  # a title changes nothing in the answer, but keeps it from coming out of the store
            page = page | {"title": f"{page.get('title', '')} {next(self.number)}"}
        body = json.dumps(page).encode()
        headers = {"authorization": f"Bearer {self.token}", "claimlight-tab": str(tab), "content-type": "application/json"}
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

    def read(self, requests: int, readers: int, share: float, tally: Tally) -> None:
        """So many requests by so many readers at once, of which the server has to work on `share`."""
        left = iter(range(requests))

        def one(tab: int) -> None:
            with httpx.Client() as client:
                while True:
                    with tally.lock:
                        number = next(left, None)
                    if number is None or time.monotonic() > self.until:
                        return
                    turn, which = divmod(number, len(self.pages))
                    fresh = (turn + which) % round(1 / share) == 0
                    begun = time.monotonic()
                    try:
                        response = self.ask(client, self.pages[which], tab, tally, fresh=fresh)
                    except httpx.TransportError as error:
                        tally.wrong.append(f"page {which}: no answer in {PATIENCE:.0f} seconds ({type(error).__name__})")
                        continue
                    with tally.lock:
                        tally.seconds.append(time.monotonic() - begun)
                        if fresh:
                            tally.fresh.append(tally.seconds[-1])
                        if response.status_code != 200:
                            tally.wrong.append(f"page {which}: {response.status_code} {response.text[:200]}")
                        elif response.content != self.alone[which]:
                            tally.wrong.append(f"page {which}: not the answer that it gets alone")

        with ThreadPoolExecutor(readers) as threads:
            list(threads.map(one, range(readers)))

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
    parser.add_argument("--fresh", type=float, default=0.1, help="which share of the requests the store cannot answer")
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
    faulty = min(MOST_FAULTS, int(requests * FAULTS))
    crowd.until = time.monotonic() + 15 * asked.minutes
    warm, load = Tally(), Tally()
    crowd.read(int(requests * WARM_UP), readers, asked.fresh, warm)
    before, kept = server.memory(), server.count("kept_answers_used_total")
    begun = time.monotonic()
    crowd.until = begun + 45 * asked.minutes
    crowd.read(requests - int(requests * WARM_UP) - faulty, readers, asked.fresh, load)
    took, after = time.monotonic() - begun, server.memory()
    computed = len(load.seconds) - (server.count("kept_answers_used_total") - kept)
    print(
        f"load     {len(load.seconds)} requests of {len(pages)} pages by {readers} readers: "
        f"{len(load.seconds) / took:.1f} a second; {computed} computed, the others from the store"
    )
    for name, seconds in (("wait", load.seconds), ("computed", load.fresh)):
        p50, p95 = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
        print(f"{name:8} median {p50:.2f} s, 95% within {p95:.2f} s")
    print(f"busy     {warm.busy + load.busy} times")
    print(f"memory   {before / 1e6:.0f} MB after warm-up, {after / 1e6:.0f} MB at the end")
    failures = [*warm.wrong, *load.wrong]
    if len(warm.seconds) + len(load.seconds) >= FEWEST_FOR_MEMORY and after > before * GROWTH:
        failures.append("memory grows")
    crowd.until = float("inf")
    return failures + faults(crowd, faulty, readers)


def faults(crowd: Readers, requests: int, readers: int) -> list[str]:
    """kill -9 of a worker, then of the server, while everybody reads and notes are kept."""
    server, kept = crowd.server, [f"note {number}" for number in range(20)]
    for each in kept:
        crowd.own("keep", id=each, value={"text": each})
    tally = Tally()
    with ThreadPoolExecutor(1) as thread:
        reading = thread.submit(crowd.read, requests, readers, 1, tally)
        for part, kill in ((4, kill_worker), (2, kill_server)):
            while len(tally.seconds) < requests // part and not reading.done():
                time.sleep(0.01)
            kill(server)
        reading.result()
    there = {item["id"] for item in crowd.own("list")["items"]}
    print(f"faults   {len(tally.seconds)} requests while a worker and the server were killed; {tally.lost} connections made anew")
    return [*tally.wrong, *(f"lost: {each}" for each in kept if each not in there)]


def kill_worker(server: Server) -> None:
    """kill -9 of the worker that has been there the longest."""
    for pid in server.workers()[:1]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, 9)


def kill_server(server: Server) -> None:
    """kill -9 of the server, which is started again at once."""
    server.kill()
    server.start()


if __name__ == "__main__":
    sys.exit(main())
