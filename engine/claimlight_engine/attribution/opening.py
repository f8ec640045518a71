"""Sentences that open with where they have it from: "As stated in the complaint, the firm hid its losses".

The tagger finds many of these. The rule takes those of which it finds nothing at all.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from claimlight_engine.attribution.phrases import read_phrase
from claimlight_engine.attribution.stance import groups_in
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, SourceType, Span
from claimlight_engine.segment.signed import MONTH
from claimlight_engine.spans import credited, meeting, numbered

# Of every attribution that this rule adds. Gold has all seven sentences of its kind in the news files and PolNeAR.
SCORE = 0.9
_LONGEST = 90  # characters of a source
_FEWEST = 3  # words of what it says
_SAYS = frozenset(("speech", "asserting"))  # groups of cues
_AS = regex.compile(
    r"As (?:\p{Ll}+ly |first |also |already |earlier )?(?P<cue>\p{Ll}+(?: out)?) (?P<by>in|by) "
    rf"(?P<source>[^,;:“”\"\n]{{2,{_LONGEST}}}), "
)
_CALLED = regex.compile(rf"\b(?!{MONTH}\b)\p{{Lu}}")


def opening(reading: Reading) -> Reading:
    """Add an attribution for each such sentence. All are numbered anew where one is added, in order of the text."""
    taken = credited(reading.attributions)
    free = (sentence for sentence in reading.segments.sentences if not meeting(taken, sentence))
    added = [item for item in (_opened(reading.document.text, sentence) for sentence in free) if item is not None]
    if not added:
        return reading
    return replace(reading, attributions=numbered((*reading.attributions, *added)))


def _opened(text: str, sentence: Span) -> Attribution | None:
    match = _AS.match(text, sentence.start, sentence.end)
    if match is None or not _SAYS & groups_in(match["cue"].split()):
        return None
    source = Span(*match.span("source"))
    if match["by"] == "in" and not _is_document(text, source):
        return None
    content = Span(match.end(), match.end() + len(text[match.end() : sentence.end].rstrip(".!?… ")))
    if len(text[content.start : content.end].split()) < _FEWEST:
        return None
    return Attribution("", (source,), (Span(*match.span("cue")),), (content,), SCORE)


def _is_document(text: str, source: Span) -> bool:
    """Is what something stands in a document or a paper, and no month, town or passing: "in the memo", "in the Echo"?"""
    group = read_phrase(text, (source,), ()).group
    if group is not None:
        return group.type is SourceType.DOCUMENT or group.id == "media"
    words = text[source.start : source.end]
    return words.lower().startswith("the ") and _CALLED.search(words) is not None
