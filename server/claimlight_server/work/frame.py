"""How the server and its workers talk: a status of two bytes, a length of four, a body."""

from __future__ import annotations

import struct
from dataclasses import dataclass

HEADER = struct.Struct(">HI")
OUT_OF_MEMORY = 70  # the exit code of a worker that has met the limit of its memory


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP status and a body: the answer of the wire contract, or a problem document."""

    status: int
    body: bytes


def pack(status: int, body: bytes) -> bytes:
    """One frame. A request has the status 0."""
    return HEADER.pack(status, len(body)) + body
