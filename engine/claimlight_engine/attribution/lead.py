"""Whom an article's lead describes and names only further down: "a top Republican senator", "top black lawmakers"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from claimlight_engine.attribution.kind import names_nobody
from claimlight_engine.attribution.names import Sort
from claimlight_engine.attribution.phrases import Phrase
from claimlight_engine.attribution.ranks import suits
from claimlight_engine.attribution.resolve import Resolved
from claimlight_engine.attribution.source_lexicon import sources
from claimlight_engine.reading import Reading

_LEAD = 3  # sentences
_REACH = 15  # sentences below, in which the name must come
_ANYBODY = frozenset(("leader",))  # one of whom says nothing of the others: "European leaders", in PolNeAR two of two not named


def named_below(reading: Reading, found: Sequence[Resolved]) -> set[int]:
    """Numbers of sources that the lead describes while somebody of that office speaks by name below it: they can be checked.

    `found` are the sources of the reading's attributions, in their order. All five such in the news files, of which news-dev has
    three, are labelled as named.
    Who it is stays open: “an Israeli prime minister” need not be the only one who is quoted below.
    """
    starts = [sentence.start for sentence in reading.segments.sentences]
    places = [bisect_right(starts, source.phrase.span.start) for source in found]
    order = sorted(range(len(found)), key=lambda number: found[number].phrase.span)
    named = set()
    for at, number in enumerate(order):
        if places[number] > _LEAD:
            break
        phrase = found[number].phrase
        below = (found[other] for other in order[at + 1 :] if places[other] <= places[number] + _REACH)
        if _is_described(phrase) and any(_is_who(each, phrase) for each in below):
            named.add(number)
    return named


def _is_described(phrase: Phrase) -> bool:
    """Is it one or some people of an office, and not "a number of" them or "many"?"""
    lexicon = sources()
    return names_nobody(phrase) and not any(
        word in lexicon.vague or word in lexicon.partitives or word in lexicon.many for word in phrase.before
    )


def _is_who(source: Resolved, phrase: Phrase) -> bool:
    """Does a source name somebody whose office goes with a phrase?"""
    figure = source.figure
    if figure is None or figure.sort is not Sort.PERSON or source.phrase.name is None:
        return False
    head = sources().singular.get(phrase.head, phrase.head)
    return head in figure.roles - _ANYBODY and suits(phrase, figure.offices, figure.traits) > 0
