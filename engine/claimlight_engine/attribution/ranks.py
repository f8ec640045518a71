"""Which office of several somebody holds, and for where.

"The vice president" is not the president, nor "the Texas senator" the one of Ohio.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

import regex

from claimlight_engine.attribution.name_lexicon import names
from claimlight_engine.attribution.names import Name
from claimlight_engine.attribution.phrases import Phrase, is_possessive

_BEFORE = regex.compile(r"(?r)[\p{L}.-]++(?: [\p{L}.-]++){0,5}")
_BEHIND = regex.compile(r",(?: who (?:is|was))? ((?=\p{Ll})[\p{L}’'-]++(?: [\p{L}’'-]++){0,8})")
_HOME = regex.compile(
    r"(?:,? (?:a )?(?:Democrat|Republican))?(?:,? (?:of|from) | \((?:D|R|I|Democrat|Republican)[-–—, ]+)"
    r"(\p{Lu}[\p{L}.]+(?: \p{Lu}\p{L}+)?)"
)
_AGE = regex.compile(r",? \(?(\d{1,3})(?:,|\)|\.(?!\d)| years old)")
_SMALL = frozenset(("of", "for", "and", "the"))
_REACH = 60  # characters before a name, and 100 behind it, in which an office stands


def office_words(text: str, name: Name, before: Sequence[str]) -> set[str]:
    """Words of the offices `before` a name (its `front`) or in the apposition behind it: "vice", "president"."""
    found = {part for word in before for part in _parts([word]) if _is_of_an_office(part)}
    behind = _BEHIND.match(text, name.span.end, min(len(text), name.span.end + 100))
    past = names().past  # of an office behind the name may be another than that in front
    found.update(word for word in _parts(behind[1].split() if behind else ()) if _is_of_an_office(word) and word not in past)
    return found


def traits(text: str, name: Name, before: Sequence[str]) -> set[str]:
    """Places that somebody is of, and their age: "Kentucky Senator Rand Paul", "Rand Paul (R-Ky.)", "Rand Paul, 53".

    `before` is the name's `front`.
    """
    lexicon = names()
    found = {place for a, b in pairwise(["", *before]) for place in (b, f"{a} {b}")}
    behind = _HOME.match(text, name.span.end, min(len(text), name.span.end + 60))
    if behind:
        for place in (behind[1].lower(), behind[1].lower().split()[0]):
            found.add(lexicon.states.get(place.replace(".", ""), place.rstrip(".")))
    age = _AGE.match(text, name.span.end)
    return found & lexicon.places | ({age[1]} if age else set())


def front(text: str, name: Name) -> list[str]:
    """The words of an office right before a name and names among them, in lower case: "former un ambassador"."""
    end = name.span.start - 1
    match = _BEFORE.match(text, max(0, end - _REACH), end) if end > 0 and text[end] in " \xa0" else None
    kept: list[str] = []
    for word, left in pairwise([*reversed(match.group().split() if match else ()), ""]):
        office = any(map(_is_of_an_office, _parts([word])))
        if word.islower() and not office and not (word in _SMALL and any(map(_is_of_an_office, _parts([left])))):
            break
        kept.append(word.lower())
    return kept[::-1]


def place_of(phrase: Phrase) -> str:
    """The place in a phrase such as "the Kentucky Republican"; empty if there is none."""
    own = _own(phrase.before)
    whole = " ".join(own[1:] if own[:1] == ("the",) else own)
    return next((place for place in (whole, *own) if place in names().places), "")


def suits(phrase: Phrase, held: Collection[str], of: Collection[str] = ()) -> float:
    """How well the words of offices that somebody holds go with a phrase such as "the vice president": 1, less, or 0.

    A rank that only the phrase names rules somebody out, as another field does ("the defense secretary", and a secretary of
    state), or another place than those among the traits `of` them; a rank that only the person has ("the president", and a
    vice president) leaves little.
    """
    lexicon = names()
    told = [*_own(phrase.before), phrase.head, *(phrase.after[:4] if phrase.after[:1] in (("of",), ("for",)) else ())]
    words = {part for word in told for part in word.split("-")}
    ranks, had = words & lexicon.ranks, lexicon.ranks.intersection(held)
    fields = lexicon.topics | lexicon.offices
    field, known = (words & fields) - {phrase.head}, fields.intersection(held) - {phrase.head}
    if ranks - had or (field and field.isdisjoint(known) and (known or had - ranks)):
        return 0.0
    if (place := place_of(phrase)) and place not in of and not lexicon.places.isdisjoint(of):
        return 0.0
    later, late = words & lexicon.past, lexicon.past.intersection(held)
    return (0.25 if had - ranks else 1.0) * (0.5 if field and not known else 1.0) * (0.5 if later != late else 1.0)


def _own(before: Sequence[str]) -> Sequence[str]:
    """The words behind a possessive, which are the phrase's own: "the prime minister’s former aide" holds "former" alone."""
    last = max((index for index, word in enumerate(before, 1) if is_possessive(word)), default=0)
    return before[last:]


def _parts(words: Iterable[str]) -> list[str]:
    return [part for word in words for part in word.lower().strip(".").split("-")]


def _is_of_an_office(word: str) -> bool:
    lexicon = names()
    return any(word in group for group in (lexicon.titles, lexicon.topics, lexicon.offices, lexicon.ranks, lexicon.past))
