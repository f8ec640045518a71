"""Names that are the source together: "both Roscosmos and NASA", "Sens. Ann Reed (R-Iowa), Bob Stone and Carl Fox of Ohio"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from claimlight_engine.attribution.names import Name, Sort
from claimlight_engine.attribution.phrases import NUMBERS, Form, Phrase, is_bare_title, is_people
from claimlight_engine.attribution.source_lexicon import sources
from claimlight_engine.records import Span

_NAME, _INSIDE = "\x00", "\x01"  # stand for the letters of a name, and of one that may only help to describe another
_LONGEST = 500  # characters of a list; what is longer is none

# What stands in front of a name: up to six words, and before those a description that ends with a comma or a dash.
_FRONT = rf"(?:(?:(?!and\b)[\w{_INSIDE}][\w{_INSIDE}’'-]*\.?|{_NAME}+)[ \xa0]+){{0,6}}?"
_PARTY = regex.compile(r"[RDI]-\p{Lu}")  # "R-Iowa"
_OPENING = r"(?:[^,;:]{2,80}?(?:,|\s[-–—]{1,2})\s+)??"
_BEHIND = rf"(?:\s*\([^()]{{1,40}}\)|,?\sof\s(?:the\s)?[{_INSIDE}{_NAME}]+|,\s{_INSIDE}+\.?(?=,))?"
_MEMBER = rf"(?P<front>{_FRONT})(?P<name>{_NAME}+){_BEHIND}"
_AND = r",?\s+(?:and|&|as\swell\sas)\s+"
_LIST = regex.compile(
    rf"(?P<opening>{_OPENING})(?P<names>{_MEMBER}(?:,\s+{_MEMBER})*(?:{_AND}{_MEMBER})+)(?:$|[,;:(]|\s(?:[-–—(]|each\b|all\b|both\b|who\b))"
)


def together(phrase: Phrase, text: str) -> Phrase | None:
    """The phrase of several names alone, where each of them is the source; None where one is.

    Nothing else may stand between the names than commas, "and", where somebody is from, and what stands in front of a name.
    """
    if phrase.name is None or len(phrase.inside) < 2 or phrase.span.end - phrase.span.start > _LONGEST:
        return None
    match = _LIST.match(_drawn(phrase, text))
    if match is None or (match["opening"] and not _are_many(text[phrase.span.start : phrase.span.start + match.end("opening")])):
        return None
    starts = {phrase.span.start + start for start in match.starts("name")}
    members = [name for name in phrase.inside if name.span.start in starts]
    fronts = match.captures("front")
    if len(members) < len(starts) or not all(map(_is_front, fronts)) or _is_one(members, fronts[1]):
        return None
    form = Form.NOUN if any(map(is_people, members)) else Form.NAME  # "Republicans and Democrats" are nobody by name
    span = Span(*(phrase.span.start + edge for edge in match.span("names")))
    known = next((name for name in members if name.sort in (Sort.PERSON, Sort.BODY)), members[0])
    return replace(phrase, form=form, span=span, name=known, plural=True)


def _drawn(phrase: Phrase, text: str) -> str:
    """The words of a phrase with its names drawn over; a name with a possessive keeps its letters.

    Places and peoples tell of others where there are any: "Ann Reed of Ohio", not "Bosnia and Herzegovina".
    """
    drawn = list(text[phrase.span.start : phrase.span.end])
    inside = [name for name in phrase.inside if not name.possessive]
    sure = any(name.sort in (Sort.PERSON, Sort.BODY) for name in inside)
    telling = [_tells(name, text, sure) for name in inside]
    for name, tells in zip(inside, telling, strict=True):
        end = min(name.span.end, phrase.span.end)  # in a headline a name may run on
        for index in range(name.span.start - phrase.span.start, end - phrase.span.start):
            drawn[index] = _INSIDE if tells else _NAME
    return "".join(drawn)


def _tells(name: Name, text: str, sure: bool) -> bool:
    """Does a name tell of another where it is from? `sure`: is there another that is a person's or a body's?"""
    place = name.sort is Sort.PLACE or is_people(name)
    return bool(_PARTY.match(name.words[0])) or (place and (sure or text.endswith(" of ", 0, name.span.start)))


def _is_one(members: Sequence[Name], front: str) -> bool:
    """Is it one name with an "and" in it, of which only the second half is known for a name by itself?

    "The House Oversight and Government Reform Committee", "Oversight Committee spokesman Ann Reed", "Vice President and Managing
    Editor Ann Reed".
    """
    first, second = members[:2]
    half = first.sort is Sort.OTHER and (_NAME in front or (second.sort is Sort.BODY and len(second.words) > 1 and not front))
    return half or any(is_bare_title(name) for name in members)


def _are_many(words: str) -> bool:
    """Does a description tell of many: "the leading Republicans", "two objectors"?"""
    found = regex.findall(r"\p{L}+", words.lower())
    nouns = (sources().nouns.get(word) for word in found)
    return not NUMBERS.isdisjoint(found) or any(noun is not None and noun[1] for noun in nouns)


def _is_front(words: str) -> bool:
    """May words stand in front of a name as what somebody is: no "leader of", no "who"?"""
    return (sources().breaks - {"both"}).isdisjoint(words.lower().split())
