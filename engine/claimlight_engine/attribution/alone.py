"""Quotations that stand alone in their paragraph, with no word of who says so, and that the tagger has left to nobody.

The speaker is whoever is credited with the same words elsewhere on the page, as those of a pull quote are; else whoever is
quoted last in the paragraph before. A pull quote or a post may show a quotation again with no marks at all: then its whole line
is the speaker's. So it is by gold with all 15 such lines of the news files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from claimlight_engine.attribution.layout import Line, lines_of, words_of
from claimlight_engine.reading import SILENT, Reading
from claimlight_engine.records import Attribution, Span
from claimlight_engine.spans import credited, meeting, numbered

LEAST = 5  # words; what is shorter may be a title
UNMARKED = 6  # the same of a sentence with no marks, which may say by chance what somebody has said
_SINGLE = "'‘‚’‹›"  # marks of many a heading
_SENTENCES = regex.compile(r"[^•·*\s–—-].*[.!?…]", regex.DOTALL)  # and no item of a list


def alone(reading: Reading) -> Reading:
    """Make such quotations claims of their own, with the source and the cue of the attribution that they belong to.

    All are numbered anew where one is added, in order of the text.
    """
    taken = credited(reading.attributions)
    free = _uncredited(reading, taken)
    items = list(reading.attributions)
    repeats, quoted = _Repeats(reading.document.text, items), _Quoted(reading)
    for before, line in pairwise([None, *lines_of(reading)]):
        if line is None or line.kind in SILENT or meeting(taken, line.span):
            continue
        if line.span in free:
            n = repeats.owner(line.span)
            n = quoted.last(before) if n is None else n
        else:
            n = _shown_again(reading, line.span, repeats, quoted)
        if n is not None:
            items.append(replace(items[n], content=(line.span,)))
            quoted.give(line.span, n)
    if len(items) == len(reading.attributions):
        return reading
    return replace(reading, attributions=numbered(items))


def _uncredited(reading: Reading, taken: Sequence[Span]) -> set[Span]:
    """Quotations in double marks that are long enough, and of which nothing is credited; `taken` is all that is."""
    text = reading.document.text
    return {
        quotation.span
        for quotation in reading.segments.quotations
        if quotation.closed and quotation.marked and not quotation.continues
        if text[quotation.span.start] not in _SINGLE and not meeting(taken, quotation.span)
        if len(words_of(text[quotation.span.start : quotation.span.end])) >= LEAST
    }


def _shown_again(reading: Reading, line: Span, repeats: _Repeats, quoted: _Quoted) -> int | None:
    """Number of the attribution one of whose quotations a line without quotation marks says again, if any."""
    text = reading.document.text
    if not _SENTENCES.fullmatch(text, line.start, line.end) or quoted.in_line(line):
        return None
    for sentence in meeting(reading.segments.sentences, line):
        n = repeats.owner(sentence, UNMARKED)
        if n is not None and quoted.has(n):
            return n
    return None


class _Repeats:
    """Whose words stand where, by the first of them."""

    def __init__(self, text: str, items: Sequence[Attribution]) -> None:
        self._text = text
        self._places: dict[tuple[str, ...], tuple[int, Sequence[str], int]] = {}
        for n, item in enumerate(items):
            words = _words(" ".join(text[span.start : span.end] for span in item.content))
            for at in range(len(words) - LEAST + 1):
                self._places.setdefault(tuple(words[at : at + LEAST]), (n, words, at))

    def owner(self, span: Span, least: int = LEAST) -> int | None:
        """Number of an attribution that holds the words of a span, if any, and if there are enough of them."""
        wanted = _words(self._text[span.start : span.end])
        if len(wanted) < least:
            return None
        n, words, at = self._places.get(tuple(wanted[:LEAST]), (None, (), 0))
        return n if list(words[at : at + len(wanted)]) == wanted else None


def _words(text: str) -> list[str]:
    return words_of(text.replace("%", " percent"))


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
        self._numbers = frozenset(self._owners.values())

    def last(self, line: Line | None) -> int | None:
        """Number of the attribution that the last quotation of a line is part of, if any."""
        if line is None or self._text[line.span.end - 1] == ":":  # which says that somebody else comes
            return None
        inside = meeting(self._quotations, line.span)
        return self._owners.get(inside[-1]) if inside else None

    def has(self, n: int) -> bool:
        """Is anything of an attribution in quotation marks?"""
        return n in self._numbers

    def in_line(self, line: Span) -> bool:
        """Does a line hold a quotation, or part of one?"""
        return bool(meeting(self._quotations, line))

    def give(self, quotation: Span, n: int) -> None:
        self._owners[quotation] = n
