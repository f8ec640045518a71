"""What goes on with the report of the sentence before: likelier somebody's words, though nothing in the sentence says so.

The labelling guidelines have such a sentence attributed. A reader sees it by the paragraph; the tagger often does not. Counted
over the labels of news-train: of 31 sentences that stand behind an attributed one in its paragraph, are credited to nobody
themselves, and hold a number or have an attributed one behind them, two are unsourced claims and two interpretations; of all
that are credited to nobody, 15 and 25 in a hundred. `_UNSOURCED` and `_INTERPRETATION` are what the odds of both become by that.

The same holds for the paragraphs behind a line that announces them ("Reuters reports:"): of 102 sentences in the first three that
nobody else is credited with, by the labels of news-train and the first readings of PolNeAR's training part, one is an unsourced
claim and one an interpretation; of all there that are credited to nobody, 13 and 28 in a hundred. Hence `_ANNOUNCED`. By what a
line announces as somebody's words ("sent out the following tweet:") two of two in the training files are somebody's.

Behind a document a number may stand in words: of 13 such sentences of the training files one is an unsourced claim and one an
interpretation.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

import regex

from claimlight_engine.assertion.masses import Judged, Masses
from claimlight_engine.assertion.signs import assertions
from claimlight_engine.attribution.going_on import announced
from claimlight_engine.attribution.layout import words_of
from claimlight_engine.attribution.stance import cue_words, stances
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, SourceType, Span, Status

_UNSOURCED, _INTERPRETATION = 0.3, 0.18
_ANNOUNCED = 0.05
_NUMBER = regex.compile(r"\d")


def carried(reading: Reading, judged: Sequence[Judged]) -> list[Judged]:
    """The same sentences, with those that go on with a report weighed anew. In text order, one pass."""
    text = reading.document.text
    starts = [line.start for line in reading.segments.lines]
    paragraphs = [bisect_right(starts, each.span.start) - 1 for each in judged]
    heard = announced(reading)
    found = list(judged)
    for index, each in enumerate(judged):
        by = heard.get(paragraphs[index])
        follows = index > 0 and paragraphs[index - 1] == paragraphs[index] and _is_attributed(found[index - 1])
        goes_on = index + 1 < len(judged) and _is_attributed(judged[index + 1])
        near = goes_on and paragraphs[index + 1] == paragraphs[index]
        masses = each.masses
        if by is not None and each.by is None and not each.covered:
            masses = _less_likely(masses, _ANNOUNCED, _ANNOUNCED)
        elif follows:
            by = found[index - 1].by
            if each.by is None and not each.covered and (near or _has_number(text, each.span, by)):
                masses = _less_likely(masses, _UNSOURCED, _INTERPRETATION)
            elif goes_on and _is_sourceless_passive(each, text):
                masses = replace(masses, attributed=masses.attributed + masses.vague, vague=0.0)
        if masses != each.masses:
            found[index] = replace(each, masses=masses, by=by if masses.best() is Status.ATTRIBUTED else each.by)
    return found


def _has_number(text: str, span: Span, by: Attribution | None) -> bool:
    """Does a sentence hold a number in digits, or behind a document in words: "a third of them"?"""
    if _NUMBER.search(text, span.start, span.end):
        return True
    document = by is not None and by.type is SourceType.DOCUMENT
    return document and not assertions().figures.spelled.isdisjoint(words_of(text[span.start : span.end]))


def _is_attributed(judged: Judged) -> bool:
    return judged.masses.best() is Status.ATTRIBUTED


def _less_likely(masses: Masses, unsourced: float, interpretation: float) -> Masses:
    """The odds of the narrator's own claims times two factors, all else by as much likelier."""
    own = (masses.unsourced * unsourced, masses.interpretation * interpretation)
    total = masses.none + masses.attributed + masses.vague + sum(own)
    return Masses(masses.none / total, masses.attributed / total, masses.vague / total, own[0] / total, own[1] / total)


def _is_sourceless_passive(judged: Judged, text: str) -> bool:
    """ "He was accused of": by those of whom the sentences around it tell. Of 4 such of news-train one is labelled as vague."""
    by = judged.by
    return by is not None and not by.source and not stances().auxiliaries.isdisjoint(cue_words(by, text))
