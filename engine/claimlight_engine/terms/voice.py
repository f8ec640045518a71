"""Whose word is a term? The narrator's, or that of somebody who is quoted, reported or kept at a distance."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from claimlight_engine.reading import Reading
from claimlight_engine.records import Span, Voice

# "so-called" and its like, with at most two words between it and the term.
_DISTANCE = re.compile(
    r"\b(?:so[-‐‑ ]called|self[-‐‑ ](?:styled|described|proclaimed|declared)|quote[-‐‑ ]unquote)\s+"
    r"(?:[\w'’-]+\s+){0,2}[\"'“‘«„]?$",
    re.IGNORECASE,
)
_REACH = 60


def voices(reading: Reading, spans: tuple[Span, ...]) -> tuple[Voice, ...]:
    """Tell the voice of each span: attributed inside content or quotation marks and after "so-called", else own."""
    content = [span for each in reading.attributions for span in each.content]
    quoted = [each.span for each in reading.segments.quotations]
    cover = _Cover(content + quoted)
    text = reading.document.text
    return tuple(Voice.ATTRIBUTED if cover.holds(span) or _kept_at_a_distance(text, span) else Voice.OWN for span in spans)


def _kept_at_a_distance(text: str, span: Span) -> bool:
    return _DISTANCE.search(text, max(0, span.start - _REACH), span.start) is not None


class _Cover:
    """Spans, asked whether any of them holds another. Each question takes logarithmic time."""

    def __init__(self, spans: list[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def holds(self, span: Span) -> bool:
        before = bisect_right(self._starts, span.start)
        return before > 0 and self._reach[before - 1] >= span.end
