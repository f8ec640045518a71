"""What passes between readers, the engine and writers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from claimlight_engine import Annotations, Document
from claimlight_server.markup.page import Page


@dataclass(frozen=True, slots=True)
class Item:
    """One document to annotate. `place` is file and line, for messages; `page` is the HTML that it came from."""

    place: str
    document: Document
    id: str | int | None = None
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Bad:
    """Something in the input that is not a document; `place` is file and line."""

    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Look:
    """How output for people looks."""

    color: bool = False


Reader = Callable[[BinaryIO, str], Iterator[Item | Bad]]
Writer = Callable[[Item, Annotations, Look], str]
