"""Quotations that stand alone in their paragraph, with no word of who says so, and that the tagger has left to nobody.

The speaker is whoever is credited with the same words elsewhere on the page, as those of a pull quote are; else whoever is
quoted last in the paragraph before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from claimlight_engine.attribution.layout import Line, lines_of, words_of
from claimlight_engine.reading import SILENT, Reading
from claimlight_engine.records import Attribution, Span
from claimlight_engine.spans import meeting, merged

LEAST = 5  # words; what is shorter may be a title
_SINGLE = "'‘‚’‹›"  # marks of many a heading


def alone(reading: Reading) -> Reading:
    """Make such quotations claims of their own, with the source and the cue of the attribution that they belong to.

    All are numbered anew where one is added, in order of the text.
    """
    free = _uncredited(reading)
    if not free:
        return reading
    items = list(reading.attributions)
    repeats, quoted = _Repeats(reading.document.text, items), _Quoted(reading)
    for before, line in pairwise([None, *lines_of(reading)]):
        if line is not None and line.span in free and line.kind not in SILENT:
            n = repeats.owner(line.span)
            n = quoted.last(before) if n is None else n
            if n is not None:
                items.append(replace(items[n], content=(line.span,)))
                quoted.give(line.span, n)
    if len(items) == len(reading.attributions):
        return reading
    items.sort(key=lambda item: min(item.source + item.cue + item.content))
    return replace(reading, attributions=tuple(replace(item, id=f"a{n}") for n, item in enumerate(items, 1)))


def _uncredited(reading: Reading) -> set[Span]:
    """Quotations in double marks that are long enough, and of which nothing is credited."""
    text = reading.document.text
    taken = merged(span for item in reading.attributions for span in (*item.source, *item.cue, *item.content))
    return {
        quotation.span
        for quotation in reading.segments.quotations
        if quotation.closed and quotation.marked and not quotation.continues
        if text[quotation.span.start] not in _SINGLE and not meeting(taken, quotation.span)
        if len(words_of(text[quotation.span.start : quotation.span.end])) >= LEAST
    }


class _Repeats:
    """Whose words stand where, by the first of them."""

    def __init__(self, text: str, items: Sequence[Attribution]) -> None:
        self._text = text
        self._places: dict[tuple[str, ...], tuple[int, Sequence[str], int]] = {}
        for n, item in enumerate(items):
            words = words_of(" ".join(text[span.start : span.end] for span in item.content))
            for at in range(len(words) - LEAST + 1):
                self._places.setdefault(tuple(words[at : at + LEAST]), (n, words, at))

    def owner(self, quotation: Span) -> int | None:
        """Number of an attribution that holds the same words, if any."""
        wanted = words_of(self._text[quotation.start : quotation.end])
        n, words, at = self._places.get(tuple(wanted[:LEAST]), (None, (), 0))
        return n if list(words[at : at + len(wanted)]) == wanted else None


class _Quoted:
    """Quotations and whose they are."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.document.text
        self._quotations = [q.span for q in reading.segments.quotations if q.marked]
        self._owners = {
            span: n
            for n, item in enumerate(reading.attributions)
            for content in item.content
            for span in meeting(self._quotations, content)
        }

    def last(self, line: Line | None) -> int | None:
        """Number of the attribution that the last quotation of a line is part of, if any."""
        if line is None or self._text[line.span.end - 1] == ":":  # which says that somebody else comes
            return None
        inside = meeting(self._quotations, line.span)
        return self._owners.get(inside[-1]) if inside else None

    def give(self, quotation: Span, n: int) -> None:
        self._owners[quotation] = n
