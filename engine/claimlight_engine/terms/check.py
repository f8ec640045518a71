"""What an editor is held to, beyond the format: examples that run, references on both sides, forms that can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from claimlight_engine.terms.compile import compile_packs
from claimlight_engine.terms.entry import Entry, Pack, Problem, ReferenceStance
from claimlight_engine.terms.inflect import variants
from claimlight_engine.terms.lexicon import Lexicon, load
from claimlight_engine.terms.match import find
from claimlight_engine.terms.words import Words, phrase, stands_at

EXAMPLES = 3
_MARK = re.compile(r"\[(.*?)\]", re.DOTALL)


def check(files: list[Path], beside: Lexicon | None = None, *, shipping: bool = True) -> list[Problem]:
    """Check packs as one lexicon, beside those of another. An empty answer means that they can ship.

    Without `shipping`, only what is there is checked, and nothing is asked for that a reader's own terms can do without, such as
    examples, references and reasons.
    """
    lexicon = load(files, beside)
    before = beside.packs if beside else ()
    packs = lexicon.packs[: len(lexicon.packs) - len(before)]
    problems = list(lexicon.problems)
    for pack in packs:
        for entry in pack.entries:
            findings = [*_examples(pack, entry), *_reachable(entry)]
            if shipping:
                findings += [*_enough(entry), *_sourced(entry), *_complete(entry)]
            problems += [Problem(pack.file, entry.id, field, message) for field, message in findings]
    # A reader's own entry may claim a shipped one's words: it goes first.
    return problems + list(_doubles((*before, *packs) if shipping else packs))


Finding = tuple[str, str]  # field and message


def _enough(entry: Entry) -> Iterator[Finding]:
    for field, examples in (("hit", entry.hit), ("miss", entry.miss)):
        if len(examples) < EXAMPLES:
            yield field, f"has {len(examples)} examples, and needs {EXAMPLES}"


def _examples(pack: Pack, entry: Entry) -> Iterator[Finding]:
    for field, examples in (("hit", entry.hit), ("miss", entry.miss)):
        if len(set(examples)) < len(examples):
            yield field, "has an example twice"
    index = compile_packs([pack])
    for example in entry.hit:
        text, wanted = bracketed(example)
        spans = [(each.span.start, each.span.end) for each in find(text, index) if each.entry.id == entry.id]
        if not wanted:
            yield "hit", f"has no [brackets] around the term: {example!r}"
        elif spans != wanted:
            yield "hit", f"marks {[text[start:end] for start, end in spans]}, not what is in brackets: {example!r}"
    for example in entry.miss:
        if _MARK.search(example):
            yield "miss", f"needs no brackets, nothing is marked: {example!r}"
        fired = [example[each.span.start : each.span.end] for each in find(example, index) if each.entry.id == entry.id]
        if fired:
            yield "miss", f"marks {fired}: {example!r}"
        elif not _like(entry, example):
            yield "miss", f"cannot fail, for it holds no word of a form: {example!r}"


def bracketed(example: str) -> tuple[str, list[tuple[int, int]]]:
    """Take an example apart: its text without brackets, and the spans that they enclose."""
    text, spans, copied = "", [], 0
    for found in _MARK.finditer(example):
        text += example[copied : found.start()]
        spans.append((len(text), len(text) + len(found[1])))
        text += found[1]
        copied = found.end()
    return text + example[copied:], spans


def _like(entry: Entry, example: str) -> bool:
    """Does the example hold a word that begins like one of a form? Four letters are enough to tell."""
    stems = tuple(word[:4] for form in entry.forms for word in Words(form.text).lower if len(word) > 2)
    return any(word.startswith(stems) for word in Words(example).lower)


def _sourced(entry: Entry) -> Iterator[Finding]:
    others = [each for each in entry.references if each.stance is not ReferenceStance.PARTY]
    parties = {each.side for each in entry.references if each.stance is ReferenceStance.PARTY}
    if not others and len(parties) < 2:
        yield "reference", "speaks for one side only: add the other side's, a third party's or a house style"


def _complete(entry: Entry) -> Iterator[Finding]:
    if len({each.side for each in entry.why}) < 2:
        yield "why", "must give the reasons of at least two sides"
    if not entry.wordings:
        yield "wording", "is missing: name another wording in use, and by whom"
    if entry.reviewed is None:
        yield "reviewed", "is missing"


def _reachable(entry: Entry) -> Iterator[Finding]:
    """Spellings that another form of the entry already stands for, and forms that a block phrase always stops."""
    seen: dict[tuple[str, bool], str] = {}
    for form in sorted(entry.forms, key=lambda form: form.exact):
        for text in variants(form.text, form.inflect):
            key = text.lower().replace("-", " ")
            earlier = seen.get((key, False)) or seen.get((text if form.exact else key, form.exact))
            if earlier is not None and not _dated(entry, form.text, earlier):
                yield "form", f"{text!r} of {form.text!r} is already a spelling of {earlier!r}"
            seen.setdefault((text if form.exact else key, form.exact), form.text)
        words = Words(form.text)
        stops = [each for block in entry.block for each in block.phrases if _inside(each, words)]
        if stops:
            yield "form", f"{form.text!r} is never reached: the block phrase {stops[0]!r} covers it"


def _dated(entry: Entry, text: str, other: str) -> bool:
    """May two forms share a spelling? Only if dates keep them apart."""
    return all(form.since or form.until for form in entry.forms if form.text in (text, other))


def _inside(block_phrase: str, words: Words) -> bool:
    sought = phrase(block_phrase)
    return len(sought.words) == len(words) and stands_at(sought, words, 0)


def _doubles(packs: tuple[Pack, ...]) -> Iterator[Problem]:
    """Entries that claim the same spelling without any context to tell them apart."""
    seen: dict[str, tuple[str, str]] = {}
    for pack in packs:
        for entry in pack.entries:
            if entry.require:
                continue
            for text in {each.lower() for form in entry.forms for each in variants(form.text, form.inflect)}:
                other, file = seen.setdefault(text, (entry.id, pack.file))
                if other != entry.id:
                    yield Problem(
                        pack.file, entry.id, "form", f"{text!r} is also a form of {other} in {file}: add `require` to one"
                    )
