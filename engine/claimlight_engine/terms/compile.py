"""Packs compiled into one index: every spelling of every form, by its first word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimlight_engine.terms.entry import Block, Entry, Form, Pack, Require
from claimlight_engine.terms.inflect import variants
from claimlight_engine.terms.words import Phrase, phrase


@dataclass(frozen=True, slots=True)
class Near:
    """Any of `phrases`, at most `within` words away, or anywhere in the article if None."""

    phrases: tuple[Phrase, ...]
    within: int | None


@dataclass(frozen=True, slots=True)
class Guards:
    """The context of an entry: every `require` must hold, no `covers` may cover the match, no `near` may stand by it.

    `rank` sorts entries that claim the same words: the one that asks for more, and for nearer, context goes first.
    """

    require: tuple[Near, ...]
    covers: tuple[Phrase, ...]
    near: tuple[Near, ...]
    rank: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Target:
    """One spelling of a form, and what it belongs to."""

    phrase: Phrase
    form: Form
    entry: Entry
    guards: Guards


Index = dict[str, tuple[Target, ...]]


def compile_packs(packs: Iterable[Pack]) -> Index:
    """Index all forms by their first word in its plain spelling (see `Words.plain`)."""
    index: dict[str, list[Target]] = {}
    for order, entry in enumerate(entry for pack in packs for entry in pack.entries):
        guards = _guards(entry, order)
        for form in entry.forms:
            for text in variants(form.text, form.inflect):
                target = Target(phrase(text, exact=form.exact), form, entry, guards)
                index.setdefault(target.phrase.words[0].removesuffix("'s"), []).append(target)
    return {word: tuple(targets) for word, targets in index.items()}


def _guards(entry: Entry, order: int) -> Guards:
    return Guards(
        require=tuple(_near(each) for each in entry.require),
        covers=tuple(phrase(text) for each in entry.block for text in each.phrases),
        near=tuple(_near(each) for each in entry.block if each.near),
        rank=(-len(entry.require), sum(each.within or 1000 for each in entry.require), order),
    )


def _near(group: Require | Block) -> Near:
    texts = group.words if isinstance(group, Require) else group.near
    return Near(tuple(phrase(text) for text in texts), group.within)
