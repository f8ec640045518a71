"""The lexicon as JSON, for the options page. An entry has the shape that it has in a pack file (docs/own-terms.md)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from claimlight_engine.terms.entry import Entry, Pack, Problem
from claimlight_engine.terms.lexicon import Lexicon
from claimlight_engine.terms.pack import parse_entry
from claimlight_engine.terms.write import entry_toml
from claimlight_server import versions, wire

Json = dict[str, Any]
DATES = frozenset({"reviewed", "from", "until"})


def lexicon_json(lexicon: Lexicon, own: tuple[Pack, ...], texts: Mapping[str, str]) -> Json:
    """Every pack with the ids, words and switches of its entries; the reader's `own` in full, and the texts of their files.

    `texts` are by the names of packs, and hold those as well that could not be used and are complained of in `problems`.
    """
    names = {pack.dispute for pack in own}
    return {
        "version": wire.VERSION,
        "lexicon": versions.lexicon(lexicon.mark),
        "packs": [_pack(pack, lexicon, own=pack.dispute in names) for pack in lexicon.packs],
        "files": [{"pack": name, "toml": text} for name, text in texts.items()],
        "problems": [finding_json(problem) for problem in lexicon.problems],
    }


def _pack(pack: Pack, lexicon: Lexicon, *, own: bool) -> Json:
    return {
        "id": pack.dispute,
        "title": pack.title,
        "region": pack.region,
        "own": own,
        "on": pack.dispute not in lexicon.off,
        "sides": [{"id": side.id, "name": side.name} for side in pack.sides],
        "entries": [_entry(entry, lexicon, own=own) for entry in pack.entries],
    }


def _entry(entry: Entry, lexicon: Lexicon, *, own: bool) -> Json:
    brief = {"id": entry.id, "kind": entry.kind, "on": entry.id not in lexicon.off, "words": [form.text for form in entry.forms]}
    return brief | {"entry": entry_json(entry)} if own else brief


def entry_json(entry: Entry) -> Json:
    """The fields of an entry as in a pack file; dates as text."""
    table: Any = tomllib.loads(entry_toml(entry))["entry"][0]
    return _each_value(table, lambda _, value: value.isoformat() if isinstance(value, date) else value)


def read_entry(table: Json, pack: Pack) -> tuple[Entry | None, tuple[Problem, ...]]:
    """Read an entry from JSON, as if it stood in `pack`; or say what is wrong, by entry and field."""
    entry, problems = parse_entry(_each_value(table, _day), pack)
    return entry, tuple(problems)


def _each_value(table: Json, change: Callable[[str, Any], Any]) -> Json:
    """An entry's table with all values changed, those of its sub-tables too; an entry has no tables below those."""
    return {
        name: [{key: change(key, each) for key, each in item.items()} if isinstance(item, dict) else item for item in value]
        if isinstance(value, list)
        else change(name, value)
        for name, value in table.items()
    }


def _day(name: str, value: Any) -> Any:
    """Text that stands where a pack file has a date is made one; if it is none, the check of the entry complains."""
    if name not in DATES or not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def finding_json(problem: Problem) -> dict[str, str]:
    """What is wrong with a pack, and where."""
    return {"file": problem.file, "entry": problem.entry, "field": problem.field, "message": problem.message}
