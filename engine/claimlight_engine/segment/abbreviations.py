"""The words that the sentence splitter knows."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from claimlight_engine.lexicon import load


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What each list means is said in `lexicons/abbreviations.toml`."""

    never: frozenset[str]
    before_number: frozenset[str]
    unsure: frozenset[str]
    states: frozenset[str]
    openers: frozenset[str]
    reporting: frozenset[str]


@cache
def abbreviations() -> Abbreviations:
    """Read the lists, once a process. Raises LexiconError."""
    names = [field.name for field in fields(Abbreviations)]
    lists = load("abbreviations.toml").section("lists").only(*names)
    return Abbreviations(**{name: frozenset(lists.texts(name)) for name in names})
