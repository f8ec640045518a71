"""Words whose speaker merely stands beside them, with no "said": signed quotations, posts, and the turns of a transcript.

The tagger finds an attribution by its cue, and misses most of these. What it has found by a cue of words is neither touched nor
credited again; what it has found by a mere dash or colon yields to the layout (docs/decisions/084-beside.md).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Generic, TypeVar

from claimlight_engine.attribution.layout import Beside, lines_of
from claimlight_engine.attribution.posts import posts
from claimlight_engine.attribution.signatures import signatures
from claimlight_engine.attribution.turns import turns
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Span
from claimlight_engine.spans import credited, has_words, meeting, merged, numbered

# Of every attribution that this rule adds. Without a tagger it finds 119 on the gold sets, and of the 76 that gold labels 74 name
# the right person; beside the tagger fewer are left, and the rarer layouts among them.
SCORE = 0.9
T = TypeVar("T", bound=Hashable)


def beside(reading: Reading) -> Reading:
    """Add attributions whose cue is empty or a mark. All are numbered anew where one is added, in order of the text.

    What the tagger found of the same source by a mark is part of the new one, unless the layout gives it to another.
    """
    text, lines = reading.document.text, lines_of(reading)
    signed = sorted([*posts(text, lines), *signatures(reading, lines)], key=lambda each: each.content)
    plain = (signed, turns(reading, lines))
    found = _beside_labels([item for item in reading.attributions if has_words(text, item.cue)], plain[1])
    by_marks = [item for item in reading.attributions if not has_words(text, item.cue)]
    places = _Places((span, item) for item in by_marks for span in item.source)
    taken = merged(span for each in (*plain[0], *plain[1]) for span in (each.source, *each.content))
    added: list[Attribution] = []
    same: set[str] = set()
    for candidates in plain:
        claims = _Claims([*found, *added])
        for each in candidates:
            content = _content(each, claims, reading.segments.sentences)
            if content:
                rivals = [item for item in places.meeting(each.source) if item.id not in same]
                more = [s for item in rivals for s in item.content if not (meeting(taken, s) or claims.within(s))]
                added.append(Attribution("", (each.source,), each.mark, tuple(merged((*content, *more))), SCORE))
                same |= {item.id for item in rivals}
    if not added:
        return reading
    found += _rest_of_marks([item for item in by_marks if item.id not in same], added)
    return replace(reading, attributions=numbered(found + added))


def _beside_labels(items: Sequence[Attribution], talk: Sequence[Beside]) -> list[Attribution]:
    """Nobody's words run on over the label of a turn: such a stretch goes, and a claim that loses more than half with it.

    So does a "transcript" that "follows", of which the turns say better whose words it holds.
    """
    labels = merged(each.source for each in talk)
    found = []
    for item in items:
        kept = tuple(span for span in item.content if not meeting(labels, span))
        if 2 * _length(kept) >= _length(item.content):
            found.append(replace(item, content=kept) if kept != item.content else item)
    return found


def _length(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _rest_of_marks(by_marks: Sequence[Attribution], added: Sequence[Attribution]) -> list[Attribution]:
    """What the tagger found by a mark, without the words that the layout gives to somebody else; nothing where none are left."""
    given = merged(span for item in added for span in (*item.source, *item.content))
    left = (replace(item, content=tuple(s for s in item.content if not meeting(given, s))) for item in by_marks)
    return [item for item in left if item.content]


def _content(each: Beside, claims: _Claims, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """What is left to be credited; empty where the tagger has seen to it."""
    if claims.credits(each.source) or (each.whole and claims.others(each.content)):
        return ()
    return tuple(rest for span in each.content for rest in _rest(span, claims.within(span), sentences))


def _rest(span: Span, taken: Sequence[Span], sentences: Sequence[Span]) -> list[Span]:
    """The sentences of a span in which nothing is taken, neighbours in one: "I think" without the rest of it says nothing."""
    if not taken:
        return [span]
    found: list[Span] = []
    joined = False
    for sentence in meeting(sentences, span):
        free = not meeting(taken, sentence)
        start, end = max(sentence.start, span.start), min(sentence.end, span.end)
        if free and joined:
            found[-1] = Span(found[-1].start, end)
        elif free:
            found.append(Span(start, end))
        joined = free
    return found


class _Claims:
    """What has been credited so far, asked by place. Each question takes logarithmic time, and the length of the answer."""

    def __init__(self, items: Sequence[Attribution]) -> None:
        self._content = merged(span for item in items for span in item.content)
        self._sources = merged(span for item in items for span in item.source)
        self._all = credited(items)
        anchors = ((span, min(item.cue + item.source, default=span)) for item in items for span in item.content)
        self._anchors = _Places(anchors)

    def credits(self, source: Span) -> bool:
        """Is a name already a source, or part of what somebody says?"""
        return bool(meeting(self._sources, source) or meeting(self._content, source))

    def within(self, span: Span) -> list[Span]:
        """What of a span is credited, with the words that credit it, in order."""
        return meeting(self._all, span)

    def others(self, content: Sequence[Span]) -> bool:
        """Has anyone who stands outside of some words been credited with part of them?"""
        low, high = content[0].start, content[-1].end
        return any(not low <= anchor.start < high for anchor in self._anchors.meeting(Span(low, high)))


class _Places(Generic[T]):
    """Things by the spans that they stand at, which may overlap. A question takes logarithmic time and that of its answer."""

    def __init__(self, pairs: Iterable[tuple[Span, T]]) -> None:
        self._pairs = sorted(pairs, key=lambda pair: pair[0])
        self._reach = list(accumulate((span.end for span, _ in self._pairs), max))

    def meeting(self, other: Span) -> list[T]:
        """Those at places that overlap a span, each once, in order."""
        found: dict[T, None] = {}
        index = bisect_left(self._reach, other.start + 1)
        while index < len(self._pairs) and self._pairs[index][0].start < other.end:
            span, thing = self._pairs[index]
            if span.end > other.start:
                found[thing] = None
            index += 1
        return list(found)
