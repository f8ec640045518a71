"""Whose word is a term? The narrator's, or that of somebody who is quoted, reported or kept at a distance."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from claimlight_engine.lexicon import load
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Span, Voice

_REACH = 60  # code points before a term that are looked at for words of distance
_LIKELY = 0.5  # least score of a relation that takes a word from the narrator: less is more likely wrong than right
_SURE = 0.95  # least probability that a sentence is somebody's words, where its relation was missed


def voices(reading: Reading, spans: tuple[Span, ...]) -> tuple[Voice, ...]:
    """Tell the voice of each span: attributed inside content or quotation marks and after "so-called", else own.

    Some content is told in the narrator's words and counts as own: what somebody wants, knows or thinks, what they do rather than
    say, and what they speak about or against rather than what they say of it.
    """
    text = reading.document.text
    likely = (each for each in reading.attributions if each.score >= _LIKELY)
    said = [span for each in likely if not _narrators(text, each) for span in each.content]
    quoted = [each.span for each in reading.segments.quotations]
    others = _Cover([*said, *quoted, *_unclaimed(reading)])
    return tuple(Voice.ATTRIBUTED if others.holds(span) or _kept_at_a_distance(text, span) else Voice.OWN for span in spans)


def _unclaimed(reading: Reading) -> Iterator[Span]:
    """Sentences that are surely somebody's words and in which no relation begins: a report that goes on, an answer, a letter.

    A content that only runs on into such a sentence does not count, since what somebody thinks is the narrator's wording for one
    sentence at most.
    """
    begun = sorted(each.start for item in reading.attributions for each in (*item.content, *item.cue))
    if reading.status_scores:
        for span, score in zip(reading.segments.sentences, reading.status_scores, strict=True):
            within = bisect_left(begun, span.end) - bisect_left(begun, span.start)
            if score.attributed + score.vague >= _SURE and not within:
                yield span


def _narrators(text: str, attribution: Attribution) -> bool:
    """Is the content in the narrator's words? The end of the cue says so. Without a source ("it is believed") it is hearsay."""
    cue = " ".join(text[span.start : span.end] for span in attribution.cue).lower().split()
    if len(cue) > 1 and cue[-1].endswith("ly"):
        cue.pop()  # "believe firmly"
    if not attribution.source or not cue:
        return False
    about = len(cue) > 1 and cue[-1] in _words("topic") and cue[-2] not in _words("claim")
    verdict = len(cue) > 1 and cue[-1] == "of" and cue[-2] in _words("verdict")
    return about or verdict or cue[-1] in _words("mind") | _words("deed")


def _kept_at_a_distance(text: str, span: Span) -> bool:
    return _distance().search(text, max(0, span.start - _REACH), span.start) is not None


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(load("voice.toml").section(section).only("words").words("words"))


@cache
def _distance() -> re.Pattern[str]:
    words = load("voice.toml").section("distance").only("words").words("words")
    phrases = "|".join(re.escape(word).replace(r"\-", "[-‐‑]").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"\b(?:{phrases})\s+(?:[\w'’-]+\s+){{0,2}}[\"'“‘«„]?$", re.IGNORECASE)


class _Cover:
    """Spans, asked whether any of them holds another. Each question takes logarithmic time."""

    def __init__(self, spans: list[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def holds(self, span: Span) -> bool:
        before = bisect_right(self._starts, span.start)
        return before > 0 and self._reach[before - 1] >= span.end
