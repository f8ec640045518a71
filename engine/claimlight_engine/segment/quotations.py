"""Pair quotation marks into quotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimlight_engine.reading import Quotation
from claimlight_engine.records import Span
from claimlight_engine.segment.marks import Family, Mark, Role, find_marks

_MOST_UNMARKED = 8  # paragraphs without a mark that a quotation may run through before one closes it


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The marks of a paragraph, paired. `pairs` hold nested ones too; `unclosed` and `unopened` found no partner in it."""

    span: Span
    marks: list[Mark]
    pairs: list[tuple[Mark, Mark]]
    unclosed: Mark | None
    unopened: Mark | None


def find_quotations(text: str, paragraphs: tuple[Span, ...]) -> tuple[Quotation, ...]:
    """Give the outermost quotations of each paragraph, in text order; none crosses a paragraph's end.

    A quotation that a paragraph leaves open is taken to the paragraph's end. It goes on in the next one if that opens with a
    mark of the same family, or in the next few if one of them closes a quotation that it never opened. A mark that is left open
    although a later one of its family is closed is passed over: nobody can tell where its quotation should have ended. So is a
    single mark, unless the next paragraph goes on.
    """
    units = [_pair(text, span) for span in _trimmed(text, paragraphs)]
    found = [_within(unit, after) for unit, after in zip(units, [*units[1:], None], strict=False)]
    since, family = 0, None  # the paragraph and the mark of a quotation that is still open
    for i, unit in enumerate(units):
        if family and _goes_on(unit, family):
            found[i] = [replace(q, continues=True) if q.span.start == unit.marks[0].span.start else q for q in found[i]]
        elif family and unit.unopened and unit.unopened.family is family:
            for j in range(since + 1, i):
                found[j] = [Quotation(units[j].span, units[j].span, closed=False, continues=True)]
            start, closing = unit.span.start, unit.unopened.span
            ending = Quotation(Span(start, closing.end), Span(start, closing.start), continues=True)
            found[i] = [ending, *(q for q in found[i] if q.span.start >= closing.end)]
        elif family and i - since <= _MOST_UNMARKED and all(mark.family is not family for mark in unit.marks):
            continue
        since, family = i, unit.unclosed.family if unit.unclosed and found[i] and not found[i][-1].closed else None
    return tuple(quotation for quotations in found for quotation in quotations)


def _within(unit: _Paragraph, after: _Paragraph | None) -> list[Quotation]:
    """The outermost quotations of one paragraph; only the last can be open."""
    quotations = [Quotation(Span(a.span.start, b.span.end), Span(a.span.end, b.span.start)) for a, b in unit.pairs]
    opening = unit.unclosed
    if opening and (opening.family is not Family.SINGLE or (after and _goes_on(after, opening.family))):
        span = Span(opening.span.start, unit.span.end)
        quotations.append(Quotation(span, Span(opening.span.end, span.end), closed=False))
    kept: list[Quotation] = []
    for quotation in sorted(quotations, key=lambda q: (q.span.start, -q.span.end)):
        if not kept or quotation.span.start >= kept[-1].span.end:
            kept.append(quotation)
    return kept


def _trimmed(text: str, paragraphs: tuple[Span, ...]) -> Iterator[Span]:
    for paragraph in paragraphs:
        piece = text[paragraph.start : paragraph.end]
        if words := piece.strip():
            start = paragraph.start + piece.index(words)
            yield Span(start, start + len(words))


def _pair(text: str, span: Span) -> _Paragraph:
    marks = find_marks(text, span)
    pairs: list[tuple[Mark, Mark]] = []
    stack: list[Mark] = []
    opened: Counter[Family] = Counter()  # how many of the stack's marks are of each family, so that no search is in vain
    seen: set[Family] = set()
    unopened = None
    for i, mark in enumerate(marks):
        if mark.role is Role.WEAK_CLOSE and _is_apostrophe(marks, i):
            continue
        if _closes(mark, opened, stack):
            while stack[-1].family is not mark.family:
                opened[stack.pop().family] -= 1
            opened[mark.family] -= 1
            pairs.append((stack.pop(), mark))
        elif mark.role in (Role.OPEN, Role.EITHER):
            stack.append(mark)
            opened[mark.family] += 1
        elif mark.family not in seen and mark.family is not Family.SINGLE:
            unopened = unopened or mark
        seen.add(mark.family)
    return _Paragraph(span, marks, pairs, _left_open(stack, pairs), unopened)


def _closes(mark: Mark, opened: Counter[Family], stack: list[Mark]) -> bool:
    if not opened[mark.family] or mark.role is Role.OPEN:
        return False
    # A single mark never closes across an open double one: it is an apostrophe there.
    return mark.family is not Family.SINGLE or stack[-1].family is Family.SINGLE


def _is_apostrophe(marks: list[Mark], i: int) -> bool:
    """‘The workers’ pay is low,’ he said: the next single mark closes beyond doubt, so this one does not."""
    later = next((mark for mark in marks[i + 1 : i + 20] if mark.family is Family.SINGLE), None)
    return later is not None and later.role is Role.CLOSE


def _left_open(stack: list[Mark], pairs: list[tuple[Mark, Mark]]) -> Mark | None:
    last: dict[Family, int] = {}
    for opening, _ in pairs:
        last[opening.family] = max(last.get(opening.family, -1), opening.span.start)
    return next((m for m in stack if m.role is Role.OPEN and last.get(m.family, -1) < m.span.start), None)


def _goes_on(unit: _Paragraph, family: Family) -> bool:
    first = unit.marks[0] if unit.marks else None
    return first is not None and first.family is family and first.span.start == unit.span.start
