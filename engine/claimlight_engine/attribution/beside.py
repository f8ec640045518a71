"""Words whose speaker merely stands beside them, with no "said": signed quotations, posts, and the turns of a transcript.

The tagger finds an attribution by its cue, and misses these. What it has found is neither touched nor credited again
(docs/decisions/084-beside.md).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from claimlight_engine.attribution.layout import Beside, lines_of, meeting, merged
from claimlight_engine.attribution.signatures import signatures
from claimlight_engine.attribution.turns import turns
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Span

# Of every attribution that this rule adds. Without a tagger it finds 119 on the gold sets, and of the 76 that gold labels 74 name
# the right person; beside the tagger fewer are left, and the rarer layouts among them.
SCORE = 0.9


def beside(reading: Reading) -> Reading:
    """Add attributions with an empty cue. All are numbered anew where one is added, so that ids stay in order of the text."""
    lines = lines_of(reading)
    found = list(reading.attributions)
    for candidates in (signatures(reading, lines), turns(reading, lines)):
        claims = _Claims(found)
        for each in candidates:
            content = _content(each, claims, reading.segments.sentences)
            if content:
                found.append(Attribution("", (each.source,), (), content, SCORE))
    if len(found) == len(reading.attributions):
        return reading
    found.sort(key=lambda item: min(item.source + item.cue + item.content))
    return replace(reading, attributions=tuple(replace(item, id=f"a{n}") for n, item in enumerate(found, 1)))


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
        self._all = merged(span for item in items for span in (*item.source, *item.cue, *item.content))
        pairs = [(span, min(item.cue + item.source, default=span)) for item in items for span in item.content]
        self._anchors = sorted(pairs)
        self._reach: list[int] = []
        for span, _ in self._anchors:
            self._reach.append(max(span.end, self._reach[-1] if self._reach else 0))

    def credits(self, source: Span) -> bool:
        """Is a name already a source, or part of what somebody says?"""
        return bool(meeting(self._sources, source) or meeting(self._content, source))

    def within(self, span: Span) -> list[Span]:
        """What of a span is credited, with the words that credit it, in order."""
        return meeting(self._all, span)

    def others(self, content: Sequence[Span]) -> bool:
        """Has anyone who stands outside of some words been credited with part of them?"""
        low, high = content[0].start, content[-1].end
        index = bisect_left(self._reach, low + 1)
        while index < len(self._anchors) and self._anchors[index][0].start < high:
            span, anchor = self._anchors[index]
            if span.end > low and not low <= anchor.start < high:
                return True
            index += 1
        return False
