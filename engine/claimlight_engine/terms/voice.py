"""Whose word is a term? The narrator's, or that of somebody who is quoted, reported or kept at a distance."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate

from claimlight_engine.lexicon import load
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Span, Voice

_REACH = 60  # code points before a term that are looked at for words of distance


def voices(reading: Reading, spans: tuple[Span, ...]) -> tuple[Voice, ...]:
    """Tell the voice of each span: attributed inside content or quotation marks and after "so-called", else own.

    Content of cues that tell what somebody wants, knows or thinks counts as own: its words are the narrator's choice.
    """
    text = reading.document.text
    said = [span for each in reading.attributions if not _of_mind(text, each) for span in each.content]
    quoted = [each.span for each in reading.segments.quotations]
    cover = _Cover(said + quoted)
    return tuple(Voice.ATTRIBUTED if cover.holds(span) or _kept_at_a_distance(text, span) else Voice.OWN for span in spans)


def _of_mind(text: str, attribution: Attribution) -> bool:
    """Does the cue tell a state of mind of an expressed source? Without a source ("it is believed") it is hearsay."""
    if not attribution.source or not attribution.cue:
        return False
    cue = attribution.cue[-1]
    return text[cue.start : cue.end].lower().rpartition(" ")[2] in _mind()


def _kept_at_a_distance(text: str, span: Span) -> bool:
    return _distance().search(text, max(0, span.start - _REACH), span.start) is not None


@cache
def _mind() -> frozenset[str]:
    return frozenset(load("voice.toml").section("mind").only("words").words("words"))


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
