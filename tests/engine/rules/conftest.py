"""The bracket notation of the cases in this folder, and where the gold sets lie.

    [content1|“We won,”] [source1|she] [cue1|said].

The number tells which attribution a piece belongs to; pieces may nest. A piece without a number is for the test to ask for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from claimlight_engine.document import Document
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Span
from claimlight_engine.segment import segment

SHARED = Path(__file__).parents[4] / "shared"
_OPEN_OR_CLOSE = re.compile(r"\[(\w+?)(\d*)\||\]")


def read_marked(marked: str) -> tuple[Reading, dict[str, list[Span]]]:
    """The reading of a text in the bracket notation, and the spans of pieces without a number by name."""
    text, pieces, stack, last = "", [], [], 0
    for match in _OPEN_OR_CLOSE.finditer(marked):
        text += marked[last : match.start()]
        last = match.end()
        if match[1] is not None:
            stack.append((match[1], match[2], len(text)))
        elif stack:
            role, number, start = stack.pop()
            pieces.append((number, role, Span(start, len(text))))
        else:
            text += "]"
    text += marked[last:]
    pieces.sort(key=lambda piece: piece[2])
    numbers = sorted({number for number, _, _ in pieces if number}, key=int)
    attributions = tuple(
        Attribution(
            f"a{n}", *(tuple(s for m, role, s in pieces if (m, role) == (n, part)) for part in ("source", "cue", "content"))
        )
        for n in numbers
    )
    named: dict[str, list[Span]] = {}
    for number, role, span in pieces:
        if not number:
            named.setdefault(role, []).append(span)
    document = Document.from_text(text)
    return Reading(document, segment(document), attributions=attributions), named


@pytest.fixture(name="read_marked")
def _read_marked() -> Callable[[str], tuple[Reading, dict[str, list[Span]]]]:
    return read_marked


@pytest.fixture
def shared() -> Path:
    """The folder of gold sets and pages; the test is skipped where it is absent."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("needs ../shared, with the gold sets and saved pages")
    return SHARED
