"""People called by an age, a place or a party alone: "the 34-year-old", "the Spaniard", "the Kentucky Republican"."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import regex

from claimlight_engine.attribution.cast import Figure
from claimlight_engine.attribution.name_lexicon import Gender, names
from claimlight_engine.attribution.phrases import Phrase
from claimlight_engine.attribution.ranks import place_of
from claimlight_engine.attribution.scene import fits_he_or_she, fits_person

_AGED = regex.compile(r"(\d{1,3})-year-old")
UNKNOWN_AGE = 0.3  # factor for somebody whose age the article does not give beside the name


def fits_trait(phrase: Phrase) -> Callable[[Figure], float] | None:
    """Factor for the salience of whom such a phrase may mean; None for any other phrase."""
    if not phrase.definite or phrase.plural or phrase.after:
        return None
    lexicon = names()
    place = place_of(phrase)
    if phrase.head in lexicon.party and place:
        return lambda figure: fits_person(figure) * (place in figure.traits)
    if aged := _AGED.fullmatch(phrase.head):
        return partial(_fits_age, aged[1])
    if phrase.head not in lexicon.natives:
        return None
    gender = Gender.FEMALE if phrase.head.endswith("woman") else Gender.MALE if phrase.head.endswith("man") else None
    return fits_he_or_she(gender) if gender else fits_person


def _fits_age(age: str, figure: Figure) -> float:
    known = any(trait.isdigit() for trait in figure.traits)
    return fits_person(figure) * (1.0 if age in figure.traits else 0.0 if known else UNKNOWN_AGE)
