"""Packs and entries written as TOML, in the order of fields that the shipped packs have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from claimlight_engine.terms.entry import Entry, Inflect, Pack
from claimlight_engine.terms.pack import FORMAT, parse_pack

_HEADING = re.compile(r"^[ \t]*\[\[[ \t]*entry[ \t]*\]\]", re.MULTILINE)
Value = str | int | bool | date | tuple[str, ...] | None


def pack_toml(pack: Pack) -> str:
    """Write a whole pack file."""
    head = (
        ("format", FORMAT),
        ("dispute", pack.dispute),
        ("title", pack.title),
        ("region", pack.region),
        ("summary", pack.summary),
    )
    sides = (_table("[[side]]", (("id", side.id), ("name", side.name))) for side in pack.sides)
    return "\n\n".join((_table("", head), *sides, *(entry_toml(entry).rstrip() for entry in pack.entries))) + "\n"


def entry_toml(entry: Entry) -> str:
    """Write one entry with its sub-tables."""
    return "\n".join(_entry(entry)) + "\n"


def replace_entry(text: str, pack: Pack, number: int, entry: Entry | None) -> str:
    """The text of a pack's file with another entry in the place of its entry `number`, from 0, or without it if `entry` is None.

    The rest of the text stays as it is, comments included. Only where entries cannot be told apart in the text, as when one is
    written in line, the whole file is written anew.
    """
    entries = (*pack.entries[:number], *([entry] if entry else ()), *pack.entries[number + 1 :])
    starts = [found.start() for found in _HEADING.finditer(text)] + [len(text)]
    if len(starts) == len(pack.entries) + 1:
        rest = text[starts[number + 1] :]
        changed = text[: starts[number]] + (entry_toml(entry) + ("\n" if rest else "") if entry else "") + rest
        if parse_pack(changed, pack.dispute)[0] == replace(pack, entries=entries):
            return changed
    return pack_toml(replace(pack, entries=entries))


def _entry(entry: Entry) -> Iterator[str]:
    head = (
        ("id", entry.id),
        ("kind", entry.kind.value),
        ("note", entry.note),
        ("reviewed", entry.reviewed),
        ("hit", entry.hit),
        ("miss", entry.miss),
    )
    yield _table("[[entry]]", head)
    for name, fields in (*_forms(entry), *_dispute(entry), *_context(entry), *_references(entry)):
        yield _table(f"  [[entry.{name}]]", fields, "  ")


Table = tuple[str, tuple[tuple[str, Value], ...]]


def _forms(entry: Entry) -> Iterator[Table]:
    for form in entry.forms:
        yield (
            "form",
            (
                ("text", form.text),
                ("side", form.side),
                ("case", "exact" if form.exact else None),
                ("inflect", None if form.inflect is Inflect.NONE else form.inflect.value),
                ("from", form.since),
                ("until", form.until),
                ("quiet", form.quiet or None),
            ),
        )


def _dispute(entry: Entry) -> Iterator[Table]:
    for wording in entry.wordings:
        yield "wording", (("text", wording.text), ("by", wording.by or None), ("side", wording.side))
    for why in entry.why:
        yield "why", (("side", why.side), ("words", why.words), ("reason", why.reason))


def _context(entry: Entry) -> Iterator[Table]:
    for require in entry.require:
        yield "require", (("words", require.words), ("within", "article" if require.within is None else require.within))
    for block in entry.block:
        yield "block", (("phrases", block.phrases or None), ("near", block.near or None), ("within", block.within))


def _references(entry: Entry) -> Iterator[Table]:
    for each in entry.references:
        yield (
            "reference",
            (
                ("title", each.title),
                ("publisher", each.publisher),
                ("date", each.date or None),
                ("url", each.url or None),
                ("stance", each.stance.value),
                ("side", each.side),
            ),
        )


def _table(name: str, fields: Iterable[tuple[str, Value]], indent: str = "") -> str:
    lines = [name] if name else []
    lines += [f"{indent}{key} = {_value(value)}" for key, value in fields if value is not None]
    return "\n".join(lines)


def _value(value: Value) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    # For text, numbers and truth values JSON is also TOML, but for one control character that it leaves bare.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
