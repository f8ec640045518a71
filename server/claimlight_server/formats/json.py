"""The server's wire contract: a request in, its answer out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from claimlight_engine import Annotations
from claimlight_server.formats.item import Bad, Item, Look
from claimlight_server.wire.answer import build_answer
from claimlight_server.wire.problem import Problem
from claimlight_server.wire.request import parse_request


def read(stream: BinaryIO, place: str) -> Iterator[Item | Bad]:
    """Read what would be sent to `POST /v1/annotate`."""
    try:
        yield Item(place, parse_request(stream.read()).document)
    except Problem as problem:
        yield Bad(place, str(problem))


def write(item: Item, found: Annotations, look: Look) -> str:
    """What the server answers, indented."""
    return json.dumps(build_answer(item.document, found, look.lexicon), indent=2) + "\n"
