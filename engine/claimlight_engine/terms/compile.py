"""Packs compiled into one index: every spelling of every form, by its first two words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from claimlight_engine.terms.entry import Block, Entry, Form, Pack, Require
from claimlight_engine.terms.inflect import variants
from claimlight_engine.terms.words import Phrase, phrase


@dataclass(frozen=True, slots=True, eq=False)  # equal only to itself, so that it is a cheap key
class Near:
    """Any of `phrases`, at most `within` words away, or anywhere in the article if None."""

    phrases: tuple[Phrase, ...]
    within: int | None


class Guards:
    """The context of an entry: every `require` must hold, no `covers` may cover the match, no `near` may stand by it.

    `rank` sorts entries that claim the same words: the one that asks for more, and for nearer, context goes first. Phrases are
    compiled when they are first asked for, since most entries never come up in most texts.
    """

    def __init__(self, entry: Entry, order: int) -> None:
        self._entry = entry
        self.rank = (-len(entry.require), sum(each.within or 1000 for each in entry.require), order)

    @cached_property
    def require(self) -> tuple[Near, ...]:
        """Groups of context words, of which each must have one near."""
        return tuple(_near(each) for each in self._entry.require)

    @cached_property
    def covers(self) -> tuple[Phrase, ...]:
        """Longer phrases in which the term is not contested."""
        return tuple(phrase(text) for each in self._entry.block for text in each.phrases)

    @cached_property
    def near(self) -> tuple[Near, ...]:
        """Groups of context words of which none may be near."""
        return tuple(_near(each) for each in self._entry.block if each.near)


@dataclass(frozen=True, slots=True)
class Target:
    """One spelling of a form, and what it belongs to."""

    phrase: Phrase
    form: Form
    entry: Entry
    guards: Guards


Index = dict[str, dict[str, tuple[Target, ...]]]
ALONE = ""  # the second key of spellings of one word


def compile_packs(packs: Iterable[Pack]) -> Index:
    """Index all forms by their first word and their second, both in plain spelling (see `Words.plain`)."""
    index: dict[str, dict[str, list[Target]]] = {}
    for order, entry in enumerate(entry for pack in packs for entry in pack.entries):
        guards = Guards(entry, order)
        for form in entry.forms:
            for text in variants(form.text, form.inflect):
                target = Target(phrase(text, exact=form.exact), form, entry, guards)
                first, second = (*(word.removesuffix("'s") for word in target.phrase.words[:2]), ALONE)[:2]
                index.setdefault(first, {}).setdefault(second, []).append(target)
    return {first: {second: tuple(each) for second, each in rest.items()} for first, rest in index.items()}


def _near(group: Require | Block) -> Near:
    texts = group.words if isinstance(group, Require) else group.near
    return Near(tuple(phrase(text) for text in texts), group.within)
