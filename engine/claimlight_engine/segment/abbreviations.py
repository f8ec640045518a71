"""The words that the sentence splitter knows."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


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
    """Read the lists, once a process."""
    lists = tomllib.loads(files("claimlight_engine").joinpath("lexicons/abbreviations.toml").read_text("utf-8"))
    return Abbreviations(**{name: frozenset(words.split()) for name, words in lists.items()})
