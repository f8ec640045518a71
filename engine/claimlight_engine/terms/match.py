"""Contested terms in a text: forms that stand in it, whose context allows them; of those that overlap, the longest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from claimlight_engine.records import Span
from claimlight_engine.terms.compile import ALONE, Index, Target
from claimlight_engine.terms.entry import Entry, Form
from claimlight_engine.terms.guards import Context
from claimlight_engine.terms.words import Words, stands_at


@dataclass(frozen=True, slots=True)
class Match:
    """A form of an entry at a place in the text."""

    span: Span
    entry: Entry
    form: Form


@dataclass(frozen=True, slots=True)
class _Candidate:
    first: int
    last: int
    target: Target


def find(text: str, index: Index, published: date | None = None) -> tuple[Match, ...]:
    """Find the terms of a text, in order, none overlapping. Dated forms go by `published`, or by today where it is not known."""
    words = Words(text)
    context = Context(words)
    day = published or date.today()
    standing = [each for each in _standing(words, index, day) if context.allows(each.target.guards, each.first, each.last)]
    return tuple(_match(words, each) for each in _longest(_spoken(standing)))


def _standing(words: Words, index: Index, day: date) -> Iterator[_Candidate]:
    following = [*words.plain[1:], "\n"]  # no word follows the last
    for number, word in enumerate(words.plain):
        if word in index:
            targets = index[word]
            for target in (*targets.get(ALONE, ()), *targets.get(following[number], ())):
                if _current(target.form, day) and stands_at(target.phrase, words, number):
                    yield _Candidate(number, number + len(target.phrase.words) - 1, target)


def _current(form: Form, day: date) -> bool:
    return (form.since is None or form.since <= day) and (form.until is None or day <= form.until)


def _spoken(candidates: list[_Candidate]) -> list[_Candidate]:
    """Leave out quiet forms that no form of another side, or of several sides, stands against in the same entry."""
    sides: dict[str, set[str | None]] = {}
    for each in candidates:
        sides.setdefault(each.target.entry.id, set()).add(each.target.form.side)
    return [each for each in candidates if not each.target.form.quiet or sides[each.target.entry.id] - {each.target.form.side}]


def _longest(candidates: list[_Candidate]) -> list[_Candidate]:
    taken: set[int] = set()
    kept = []
    for each in sorted(candidates, key=lambda each: (each.first - each.last, each.target.guards.rank, each.first)):
        place = range(each.first, each.last + 1)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(each)
    return sorted(kept, key=lambda each: each.first)


def _match(words: Words, found: _Candidate) -> Match:
    end = words.end_of(found.last, found.target.phrase.words[-1])
    return Match(Span(words.starts[found.first], end), found.target.entry, found.target.form)
