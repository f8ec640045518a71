"""The lexicon of names, `lexicons/names.toml`: what tells a name from other capitalised words, and whose name it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import regex

from claimlight_engine.lexicon import Lexicon, load
from claimlight_engine.records import SourceType

_POSSESSIVE = regex.compile(r"['’]s$")
_ACCENT = regex.compile(r"\p{Mn}")


class Gender(StrEnum):
    """Which pronoun goes with a name, as far as the words tell."""

    FEMALE = "she"
    MALE = "he"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """`lexicons/names.toml`, ready for use."""

    given: Mapping[str, Gender]
    titles: Mapping[str, Gender]
    party: frozenset[str]
    offices: frozenset[str]  # what somebody is secretary or chief of, beside the topics
    ranks: frozenset[str]  # in front of a title, which make it another's: "vice"
    alone: frozenset[str]  # titles behind a rank that are no surnames: "attorney general"
    past: frozenset[str]  # the same, of somebody who held the office or will
    participles: frozenset[str]  # that stand before a title and go with it: "retired"
    roles: Mapping[str, tuple[str, ...]]
    bodies: Mapping[str, SourceType]
    kinds_of_body: Mapping[str, str]
    surnames: frozenset[str]
    topics: frozenset[str]
    whole: regex.Pattern[str]  # names whose small or common words would part them
    whole_words: frozenset[tuple[str, ...]]  # the capitalised words of each, in lower case
    common: frozenset[str]
    particles: frozenset[str]
    places: frozenset[str]
    after_new: frozenset[str]  # "york", "zealand"
    adjectives: frozenset[str]
    states: Mapping[str, str]  # "ky" -> "kentucky"
    natives: frozenset[str]  # "spaniard"
    gendered: Mapping[str, Gender]


def fold(word: str) -> str:
    """A word in lower case without accents, as the lexicon has it: "António" is "antonio"."""
    return word.lower() if word.isascii() else _ACCENT.sub("", unicodedata.normalize("NFD", word)).lower()


def _capitals(name: str) -> tuple[str, ...]:
    return tuple(fold(_POSSESSIVE.sub("", word)) for word in name.split() if word[0].isupper())


@cache
def names() -> NameLexicon:
    """The lexicon of names, read once."""
    return build(load("names.toml"))


def build(lexicon: Lexicon) -> NameLexicon:
    """Check `names.toml` and index it. Raises LexiconError."""
    given, titles = lexicon.section("given").only("female", "male", "both"), lexicon.section("titles")
    titles.only("female", "male", "both", "party", "offices", "ranks", "alone", "past", "participles")
    gendered = lexicon.section("gendered").only("female", "male")
    genders = (("both", Gender.UNKNOWN), ("female", Gender.FEMALE), ("male", Gender.MALE))
    types = {"agency": SourceType.OFFICIAL, "document": SourceType.DOCUMENT}
    whole = lexicon.section("whole").only("names").texts("names")
    bodies, roles, places = lexicon.section("bodies"), lexicon.section("roles"), lexicon.section("places")
    states = lexicon.section("states")
    return NameLexicon(
        given={word: gender for field, gender in genders for word in given.words(field)},
        titles={word: gender for field, gender in genders for word in titles.words(field)},
        party=frozenset(titles.words("party")),
        offices=frozenset(titles.words("offices")),
        ranks=frozenset(titles.words("ranks")),
        alone=frozenset(titles.words("alone")),
        past=frozenset(titles.words("past")),
        participles=frozenset(titles.words("participles")),
        roles={title: roles.words(title) for title in roles.fields()},
        bodies={word: types.get(kind, SourceType.ORGANISATION) for kind in bodies.fields() for word in bodies.words(kind)},
        kinds_of_body={word: kind for kind in bodies.fields() for word in bodies.words(kind)},
        surnames=frozenset(lexicon.section("surnames").only("words").words("words")),
        topics=frozenset(lexicon.section("topics").only("words").words("words")),
        whole=regex.compile(r"\b(?:" + "|".join(map(regex.escape, sorted(whole, key=len, reverse=True))) + r")(?!\w)"),
        whole_words=frozenset(
            tuple(fold(_POSSESSIVE.sub("", word)) for word in name.split() if word[0].isupper()) for name in whole
        ),
        common=frozenset(lexicon.section("common").words("words")),
        particles=frozenset(lexicon.section("particles").words("words")),
        places=frozenset(places.only("words", "adjectives").words("words")),
        after_new=frozenset(place.split()[1] for place in places.words("words") if place.startswith("new ")),
        adjectives=frozenset(places.words("adjectives")),
        states={short: state for state in states.fields() for short in states.words(state)},
        natives=frozenset(lexicon.section("natives").only("words").words("words")),
        gendered={word: gender for field, gender in genders[1:] for word in gendered.words(field)},
    )
