"""What passes between readers, the engine and writers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from claimlight_engine import Annotations, Document
from claimlight_engine.terms.lexicon import Lexicon
from claimlight_server.markup.page import Page


@dataclass(frozen=True, slots=True)
class Item:
    """One document to annotate. `place` is file and line, for messages; `page` is the HTML that it came from.

    `outlet` is who published it, as far as is known: a name that the input gives, or the host of its address.
    """

    place: str
    document: Document
    id: str | int | None = None
    page: Page | None = None
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Bad:
    """Something in the input that is not a document; `place` is file and line, `kind` a word for the rejects table."""

    place: str
    why: str
    kind: str = "unreadable"


@dataclass(frozen=True, slots=True)
class Look:
    """What a writer knows beside the document: the lexicon that its terms are from, and whether people see colours."""

    lexicon: Lexicon
    color: bool = False


Reader = Callable[[BinaryIO, str], Iterator[Item | Bad]]
Writer = Callable[[Item, Annotations, Look], str]
