"""Full names of those who speak by their surname alone: where "LeCun" says something, "Yann LeCun" is a person's name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from claimlight_engine.attribution.name_lexicon import names
from claimlight_engine.attribution.names import Name, Sort
from claimlight_engine.attribution.source_lexicon import sources
from claimlight_engine.records import Span

_LONGEST = 3  # words of a full name


def full_names(text: str, found: Sequence[Name], speaking: Collection[Span]) -> set[Span]:
    """Spans of names of words that the lexicon does not know and whose last one speaks alone. `speaking` are names in sources.

    Not where a known person has that surname ("Donald Trump", and "Trump Train"), nor where the article also writes one of the
    words small, as it does those of a headline, nor behind "the" ("the Louvre said").
    """
    alone = (name for name in found if len(name.words) == 1 and name.span in speaking and name.sort is Sort.OTHER)
    spoken = {name.words[0].lower() for name in alone if text[max(0, name.span.start - 4) : name.span.start].lower() != "the "}
    spoken -= {name.words[-1].lower() for name in found if len(name.words) > 1 and name.sort is Sort.PERSON}
    if not spoken:
        return set()
    small = {word.strip(".,;:!?“”\"'’()") for word in text.split() if word[0].islower() or word[0] in "“\"'(‘"}
    return {
        name.span for name in found if name.words[-1].lower() in spoken and _may_be_full(name) and small.isdisjoint(_lower(name))
    }


def _lower(name: Name) -> set[str]:
    return {word.lower() for word in name.words}


def _may_be_full(name: Name) -> bool:
    words, lexicon = _lower(name), names()
    known = (
        sources().nouns.keys(),
        lexicon.adjectives,
        lexicon.places,
        lexicon.common,
        lexicon.topics,
        lexicon.offices,
        sources().stops,
    )
    capitals = all(word[0].isupper() and not word.isupper() and "-based" not in word for word in name.words)
    return (
        name.sort is Sort.OTHER
        and 1 < len(name.words) <= _LONGEST
        and capitals
        and all(words.isdisjoint(group) for group in known)
    )
