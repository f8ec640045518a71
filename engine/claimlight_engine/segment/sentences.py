"""Find sentences."""

from __future__ import annotations

import regex

from claimlight_engine.document import Document
from claimlight_engine.records import Span

_SENTENCE = regex.compile(
    r"\S(?:[^.!?…\n]|\.(?=\w)|(?<=\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|St|[A-Z]))\.|[.!?…](?![.!?…\"”’')\]»]*\s))*+[.!?…]*+[\"”’')\]»]*+"
)


def find_sentences(document: Document) -> tuple[Span, ...]:
    """Give every sentence of every block, trimmed of space at its ends, in text order."""
    return tuple(
        Span(*match.span()) for block in document.spans for match in _SENTENCE.finditer(document.text, block.start, block.end)
    )
