"""Plain text in; the same text out for a terminal, its marks coloured and numbered, with a note for each number below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import click

from claimlight_engine import Annotations, Category, Document
from claimlight_server.formats.item import Bad, Item, Look
from claimlight_server.marks import Mark, cut, marks_of
from claimlight_server.wire.cards import cards

# A colour and, for eyes and terminals without colours, the numbers.
STYLES: dict[Category, dict[str, Any]] = {
    Category.ATTRIBUTED_CLAIM: {"fg": "cyan"},
    Category.UNVERIFIED_ASSERTION: {"fg": "yellow", "italic": True},
    Category.CONTESTED_TERM: {"fg": "magenta", "underline": True, "bold": True},
}
NAMES = {
    Category.ATTRIBUTED_CLAIM: "attributed claim",
    Category.UNVERIFIED_ASSERTION: "unverified assertion",
    Category.CONTESTED_TERM: "contested term",
}
# A text must not steer the terminal that shows it: no escape sequences, and no characters that turn the direction of writing.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def read(stream: BinaryIO, place: str) -> Iterator[Item | Bad]:
    """Read one text: UTF-8, paragraphs parted by blank lines."""
    try:
        yield Item(place, Document.from_text(stream.read().decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        yield Bad(place, f"is not UTF-8 text: byte {error.start}")


def write(item: Item, found: Annotations, look: Look) -> str:
    """The text with its marks, then the notes."""
    document = item.document
    notes = cards(document, found, look.lexicon, {})
    numbers = {note["id"]: number for number, note in enumerate(notes, 1)}
    lines = [f"[{numbers[note['id']]}] {_note(note)}" for note in notes]
    text = "".join(_marked(document, marks_of(found), numbers, look))
    return f"{text.rstrip()}\n" + ("\n" + "\n".join(lines) + "\n" if lines else "")


def _marked(document: Document, marks: tuple[Mark, ...], numbers: dict[str, int], look: Look) -> Iterator[str]:
    last = {mark.id: mark.span.end for mark in sorted(marks, key=lambda mark: mark.span.end)}
    runs = {(run.block, run.run): run.pieces for run in cut(document, marks)}
    for number, (block, span) in enumerate(zip(document.blocks, document.spans, strict=True)):
        start = span.start
        for index, run in enumerate(block.runs):
            at = 0
            for piece in runs.get((number, index), ()):
                yield _safe(run[at : piece.start])
                ending = sorted({numbers[m.id] for m in piece.marks if last[m.id] == start + piece.end})
                yield _styled(_safe(run[piece.start : piece.end]), piece.marks, look) + "".join(f"[{n}]" for n in ending)
                at = piece.end
            yield _safe(run[at:])
            start += len(run)
        yield "\n\n"


def _styled(text: str, marks: tuple[Mark, ...], look: Look) -> str:
    if not look.color:
        return text
    style: dict[str, Any] = {}
    for category in Category:  # the later, rarer category wins the colour; underline and italics add up
        if any(mark.category is category for mark in marks):
            style |= STYLES[category]
    return click.style(text, **style)


def _note(note: dict[str, Any]) -> str:
    exact = " ".join(_safe(note["exact"]).split())
    shown = exact if len(exact) <= 60 else exact[:59] + "…"
    return f"{NAMES[note['category']]}: “{shown}”\n    {_safe(note['why'])}"


def _safe(text: str) -> str:
    return STEERING.sub("\ufffd", text)
