"""Spans of a text together: which overlap, and what attributions take of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from claimlight_engine.records import Attribution, Span


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap or touch made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def credited(items: Iterable[Attribution]) -> list[Span]:
    """All that attributions take of a text: sources, cues and contents, merged."""
    return merged(span for item in items for span in (*item.source, *item.cue, *item.content))


def numbered(items: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Attributions in order of the text, with ids a1, a2, … by that."""
    found = sorted(items, key=lambda item: min(item.source + item.cue + item.content))
    return tuple(replace(item, id=f"a{number}") for number, item in enumerate(found, 1))


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
