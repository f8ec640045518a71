"""Spans of a text together: which overlap."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from claimlight_engine.records import Span


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap or touch made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def meeting(spans: Sequence[Span], other: Span) -> list[Span]:
    """Of some spans in order, none overlapping, those that overlap another. Takes logarithmic time and that of its answer."""
    index = max(0, bisect_left(spans, Span(other.start, other.start)) - 1)
    found = []
    while index < len(spans) and spans[index].start < other.end:
        if spans[index].end > other.start:
            found.append(spans[index])
        index += 1
    return found


def has_words(text: str, spans: Iterable[Span]) -> bool:
    """Is there a letter or digit in some spans of a text? A cue may be a mere dash or colon."""
    return any(char.isalnum() for span in spans for char in text[span.start : span.end])
