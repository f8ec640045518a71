"""A server that gives fixed answers by the wire contract, for tests that need a certain answer, a hostile one or none."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]
Answer = Callable[[Json], "Json | tuple[int, Json]"]


TOKEN = "A" * 43


class FixedServer(ThreadingHTTPServer):
    """Answers `POST /v1/annotate` by `answer`, which a test sets; keeps what it was asked. Proves that it holds `TOKEN`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer: Answer = marking({})
        self.requests: list[Json] = []

    @property
    def pairing(self) -> Json:
        """What an extension keeps that is paired with this server."""
        return {"port": self.server_port, "id": "fixed", "token": TOKEN, "server": "fixed"}

    def prove(self, request: Json) -> Json:
        """The proof of docs/pairing.md, section 4."""
        message = f"claimlight proof 1\n{request['nonce']}\n{self.server_port}"
        key = hashlib.sha256(TOKEN.encode()).digest()
        return {"proof": hmac.new(key, message.encode(), "sha256").hexdigest()}


class _Handler(BaseHTTPRequestHandler):
    server: FixedServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/v1/annotate":
            self.server.requests.append(body)
        answer = self.server.answer(body) if self.path == "/v1/annotate" else self.server.prove(body)
        status, content = answer if isinstance(answer, tuple) else (200, answer)
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if status == 200 else "application/problem+json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serving() -> Iterator[FixedServer]:
    """A running server."""
    with FixedServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


#: What stands for what in the tests' pages: category, kind, role of the mark, and more fields of the annotation.
Marking = tuple[str, str, str]
CLAIM: Marking = ("attributed-claim", "named", "content")
SOURCE: Marking = ("attributed-claim", "named", "source")
UNSOURCED: Marking = ("unverified-assertion", "unsourced-fact", "assertion")
TERM: Marking = ("contested-term", "event name", "term")


def marking(words: dict[str, Marking]) -> Answer:
    """Marks each of some words wherever it stands in a run, one annotation a place."""

    def answer(request: Json) -> Json:
        blocks: list[Json] = []
        annotations: list[Json] = []
        for block in request["blocks"]:
            runs = [_mark_run(run, (block["id"], nth), words, annotations) for nth, run in enumerate(block["runs"])]
            blocks.append({"id": block["id"], "runs": runs})
        engine = {"version": "0", "model": "fixed", "lexicon": "fixed"}
        return {"version": 1, "engine": engine, "blocks": blocks, "annotations": annotations, "sources": [], "summary": {}}

    return answer


def _mark_run(run: str, at: tuple[int, int], words: dict[str, Marking], annotations: list[Json]) -> str | None:
    places: list[tuple[int, str]] = []
    for start, word in sorted((start, one) for one in words for start in _places(run, one)):
        if not places or start >= places[-1][0] + len(places[-1][1]):  # flat: of two that overlap, the first
            places.append((start, word))
    markup, done = "", 0
    for nth, (start, word) in enumerate(places):
        category, kind, role = words[word]
        number = f"x{len(annotations) + 1}"
        annotations.append(
            {
                "id": number,
                "category": category,
                "kind": kind,
                "block": at[0],
                "exact": word,
                "why": f"marked because it says {word}",
                "parts": [[*at, nth, role]],
            }
        )
        mark = f'<mark class="claimlight" data-claimlight="{number}" data-claimlight-category="{category}">{escape(word)}</mark>'
        markup += escape(run[done:start]) + mark
        done = start + len(word)
    return markup + escape(run[done:]) if places else None


def _places(run: str, word: str) -> Iterator[int]:
    start = run.find(word)
    while start >= 0:
        yield start
        start = run.find(word, start + len(word))
