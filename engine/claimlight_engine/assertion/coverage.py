"""How much of each sentence is credited to whom, and which sentences stand inside a quotation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimlight_engine.reading import Quotation, Reading
from claimlight_engine.records import Attribution, SourceKind, Span

_MOST = 0.8  # share of a sentence that a quotation must reach over


@dataclass(slots=True)
class Coverage:
    """Of one sentence: shares (0 to 1) of its characters that are content of each attribution, and of any.

    `shares` holds index of the attribution and share; `quoted` is true where the sentence starts inside a quotation.
    """

    total: float = 0.0
    shares: list[tuple[int, float]] = field(default_factory=list)
    quoted: bool = False


def cover(reading: Reading) -> list[Coverage]:
    """The coverage of every sentence, in order."""
    sentences = reading.segments.sentences
    covers = [Coverage() for _ in sentences]
    starts = [span.start for span in sentences]
    for number, item in enumerate(reading.attributions):
        for span in item.content:
            _add(covers, sentences, starts, number, span)
    for cover_ in covers:
        cover_.total = min(1.0, cover_.total)  # spans of several attributions may overlap
    _mark_quoted(covers, sentences, reading.segments.quotations)
    return covers


def _add(covers: Sequence[Coverage], sentences: Sequence[Span], starts: Sequence[int], number: int, span: Span) -> None:
    index = max(0, bisect_right(starts, span.start) - 1)
    while index < len(sentences) and sentences[index].start < span.end:
        sentence = sentences[index]
        common = min(span.end, sentence.end) - max(span.start, sentence.start)
        if common > 0:
            share = common / (sentence.end - sentence.start)
            shares = covers[index].shares
            if shares and shares[-1][0] == number:
                share += shares.pop()[1]
            shares.append((number, share))
            covers[index].total += common / (sentence.end - sentence.start)
        index += 1


def _mark_quoted(covers: Sequence[Coverage], sentences: Sequence[Span], quotations: Sequence[Quotation]) -> None:
    """A sentence is quoted where a quotation reaches from its start, or from before it, over most of it."""
    index = 0
    for cover_, sentence in zip(covers, sentences, strict=True):
        while index < len(quotations) and quotations[index].span.end <= sentence.start:
            index += 1
        if index < len(quotations):
            span = quotations[index].span
            common = min(span.end, sentence.end) - sentence.start
            cover_.quoted = span.start <= sentence.start and common >= _MOST * (sentence.end - sentence.start)


def voucher(cover_: Coverage, attributions: Sequence[Attribution], least: float) -> Attribution | None:
    """What speaks for a sentence: of the attributions with a share of at least `least`, named ones first, sourceless last."""
    best: tuple[bool, bool, float] | None = None
    found = None
    for number, share in cover_.shares:
        item = attributions[number]
        enough = share >= least
        rank = (item.kind is SourceKind.NAMED and enough, bool(item.source) and enough, share)
        if best is None or rank > best:
            best, found = rank, item
    return found
