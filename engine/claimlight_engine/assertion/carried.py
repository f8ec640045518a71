"""What goes on with the report of the sentence before: likelier somebody's words, though nothing in the sentence says so.

The labelling guidelines have such a sentence attributed. A reader sees it by the paragraph; the tagger often does not. Counted
over the labels of news-train: of 31 sentences that stand behind an attributed one in its paragraph, are credited to nobody
themselves, and hold a number or have an attributed one behind them, two are unsourced claims and two interpretations; of all
that are credited to nobody, 15 and 25 in a hundred. `_UNSOURCED` and `_INTERPRETATION` are what the odds of both become by that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

import regex

from claimlight_engine.assertion.masses import Judged, Masses
from claimlight_engine.attribution.stance import cue_words
from claimlight_engine.reading import Reading
from claimlight_engine.records import Status

_UNSOURCED, _INTERPRETATION = 0.3, 0.18
_NUMBER = regex.compile(r"\d")
_PASSIVE = frozenset(("be", "been", "being", "is", "are", "was", "were"))


def carried(reading: Reading, judged: Sequence[Judged]) -> list[Judged]:
    """The same sentences, with those that go on with a report weighed anew. In text order, one pass."""
    text = reading.document.text
    starts = [line.start for line in reading.segments.lines]
    paragraphs = [bisect_right(starts, each.span.start) for each in judged]
    found = list(judged)
    for index in range(1, len(judged)):
        before, each = found[index - 1], judged[index]
        if paragraphs[index - 1] != paragraphs[index] or not _is_attributed(before):
            continue
        goes_on = index + 1 < len(judged) and _is_attributed(judged[index + 1])
        near = goes_on and paragraphs[index + 1] == paragraphs[index]
        masses = each.masses
        if each.by is None and not each.covered and (near or _NUMBER.search(text, each.span.start, each.span.end)):
            masses = _less_likely(masses)
        elif goes_on and _is_sourceless_passive(each, text):
            masses = replace(masses, attributed=masses.attributed + masses.vague, vague=0.0)
        if masses != each.masses:
            found[index] = replace(each, masses=masses, by=before.by if masses.best() is Status.ATTRIBUTED else each.by)
    return found


def _is_attributed(judged: Judged) -> bool:
    return judged.masses.best() is Status.ATTRIBUTED


def _less_likely(masses: Masses) -> Masses:
    """The narrator's own claims less likely, all else by as much likelier."""
    unsourced, interpretation = masses.unsourced * _UNSOURCED, masses.interpretation * _INTERPRETATION
    total = masses.none + masses.attributed + masses.vague + unsourced + interpretation
    return Masses(masses.none / total, masses.attributed / total, masses.vague / total, unsourced / total, interpretation / total)


def _is_sourceless_passive(judged: Judged, text: str) -> bool:
    """ "He was accused of": by those of whom the sentences around it tell. Of 4 such of news-train one is labelled as vague."""
    by = judged.by
    return by is not None and not by.source and not _PASSIVE.isdisjoint(cue_words(by, text))
