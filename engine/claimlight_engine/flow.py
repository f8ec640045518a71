"""A page's text as a browser shows it: a run of white space is one space, wherever the page's source breaks its lines."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import regex

from claimlight_engine.document import SEPARATOR, Document
from claimlight_engine.records import Annotations, Block, Span

_SPACE = regex.compile(r"[ \t\n\r\f]+")  # what CSS Text Module Level 3, section 4.1.1, collapses; non-breaking spaces stay
_UNEVEN = regex.compile(r"[\t\n\r\f]| {2}")


@dataclass(frozen=True, slots=True)
class Flow:
    """A document whose white space is even. `places[i]` is where its code point `i` stands in the page's own text."""

    document: Document
    places: Sequence[int]

    def put_back(self, found: Annotations, text: str) -> Annotations:
        """What was found in `document`, in the offsets of the page's own `text`."""
        moved: Annotations = self._moved(found)
        return replace(moved, text=text)

    def _moved(self, value: Any) -> Any:
        if isinstance(value, Span):
            start = self.places[value.start]
            return Span(start, self.places[value.end - 1] + 1 if value.end > value.start else start)
        if isinstance(value, tuple):
            return tuple(self._moved(each) for each in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: self._moved(getattr(value, field.name)) for field in fields(value)})
        return value


def flow(document: Document) -> Flow | None:
    """`document` as it is shown; None where that is how it is written, as plain text always is. Runs keep their number."""
    if document.plain or not any(_UNEVEN.search(run) for block in document.blocks for run in block.runs):
        return None
    places = array("Q")
    blocks = []
    for block, span in zip(document.blocks, document.spans, strict=True):
        blocks.append(_even(block, span.start, places))
        places.extend(range(span.end, span.end + len(SEPARATOR)))
    return Flow(Document.from_blocks(tuple(blocks), document.origin), places)


def _even(block: Block, start: int, places: array[int]) -> Block:
    """A block without the white space that is not shown; the places of what is kept are added to `places`."""
    runs = []
    spaced = False  # does what was kept of the block last end in a space?
    for run in block.runs:
        kept, done = [], 0
        for space in _SPACE.finditer(run):
            kept.append(run[done : space.start()])
            places.extend(range(start + done, start + space.start()))
            if space.start() or not spaced:
                kept.append(" ")
                places.append(start + space.start())
            done = space.end()
        kept.append(run[done:])
        places.extend(range(start + done, start + len(run)))
        spaced = (done == len(run) > 0) or (spaced and not run)
        start += len(run)
        runs.append("".join(kept))
    return replace(block, runs=tuple(runs))
