"""A reading made by hand: the text of the bracket notation, with the attributions that its labels tell."""

from __future__ import annotations

from marked_text import Labelled, parse

from claimlight_engine.document import Document
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Span
from claimlight_engine.segment import segment

ROLES = ("source", "cue", "content")


def read_marked(marked: str) -> tuple[Reading, dict[str, Span]]:
    """Read "[source1|She] [cue1|said] [content1|so].": attributions `a1` and so on, and the spans of all other labels."""
    text, labels = parse(marked)
    numbers = sorted({int(number) for label in labels if (number := _number(label))})
    attributions = tuple(Attribution(f"a{n}", *(_spans(labels, f"{role}{n}") for role in ROLES)) for n in numbers)
    document = Document.from_text(text)
    others = {label.label: Span(label.start, label.end) for label in labels if not _number(label)}
    return Reading(document, segment(document), attributions=attributions), others


def _number(label: Labelled) -> str:
    role = label.label.rstrip("0123456789")
    return label.label.removeprefix(role) if role in ROLES else ""


def _spans(labels: tuple[Labelled, ...], name: str) -> tuple[Span, ...]:
    return tuple(Span(each.start, each.end) for each in labels if each.label == name)
