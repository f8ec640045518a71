"""Changes to a reader's own terms, in the folder that `own.py` reads.

Every function replaces a file as a whole, so that a crash leaves the old one, and raises OSError where the disk refuses. One at a
time: who calls from several threads holds a lock.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from claimlight_engine.errors import LexiconError
from claimlight_engine.terms.entry import Entry, Pack, Problem
from claimlight_engine.terms.lexicon import clashes, load, shipped
from claimlight_engine.terms.own import OFF, lexicon_with, own_packs, pack_files, pack_of, pack_text
from claimlight_engine.terms.pack import parse_pack
from claimlight_engine.terms.write import entry_toml, pack_toml, replace_entry

MINE = "my-terms"  # the pack that `add_entry` writes to by default


def switch(folder: Path, item: str, *, on: bool) -> None:
    """Switch a pack or an entry on or off by its id. LexiconError if there is none of that id.

    What is off can be switched on even where it is there no more, as after an update.
    """
    lexicon = lexicon_with(folder)
    known = {pack.dispute for pack in lexicon.packs} | {entry.id for pack in lexicon.packs for entry in pack.entries}
    if item not in known and not (on and item in lexicon.off):
        raise LexiconError(f"there is no pack and no entry {item!r}")
    if on != (item not in lexicon.off):
        _switch(folder, off=() if on else (item,), on=(item,) if on else ())


def _switch(folder: Path, *, off: Iterable[str] = (), on: Iterable[str] = ()) -> None:
    """Add lines to the list of what is off, and take lines out; comments stay."""
    path = folder / OFF
    lines = pack_text(path).splitlines() if path.exists() else []
    gone = frozenset(on)
    _write(path, "".join(f"{line}\n" for line in (*(line for line in lines if line.strip() not in gone), *off)))


def save_pack(folder: Path, dispute: str, text: str) -> tuple[Problem, ...]:
    """Write a pack file of the reader's own, new or in place of the one of that name, if the text has no problem; else say which.

    A pack with problems changes nothing.
    """
    problems = _problems_of(folder, dispute, text)
    if not problems:
        _write(folder / f"{dispute}.toml", text)
    return problems


def remove_pack(folder: Path, dispute: str) -> None:
    """Delete a pack of the reader's own, with its switches.

    LexiconError if there is none of that name; shipped ones are switched off instead.
    """
    path = folder / f"{dispute}.toml"
    if path not in pack_files(folder):
        raise LexiconError(f"there is no pack of your own {dispute!r}")
    entries = {entry.id for pack in own_packs(folder) if pack.dispute == dispute for entry in pack.entries}
    path.unlink()
    _forget(folder, frozenset({dispute, *entries}))


def _forget(folder: Path, gone: frozenset[str]) -> None:
    """Drop switches of what is there no more, so that something new of the same id is not born off."""
    if lexicon_with(folder).off & gone:
        _switch(folder, on=gone)


def add_entry(folder: Path, entry: Entry, dispute: str = MINE) -> tuple[Problem, ...]:
    """Add an entry to a pack of the reader's own, which is made if need be; or say what is wrong with it and change nothing.

    What else stands in the file stays as it is, comments included.
    """
    path = folder / f"{dispute}.toml"
    if path in pack_files(folder):
        text = f"{pack_text(path).rstrip()}\n\n{entry_toml(entry)}"
    else:
        text = pack_toml(Pack(dispute, "My own terms", "World", "Terms that you added yourself.", (), (entry,)))
    return save_pack(folder, dispute, text)


def change_entry(folder: Path, entry: Entry) -> tuple[Problem, ...]:
    """Put an entry in the place of the one of its id in a pack of the reader's own; or say what is wrong and change nothing.

    What else stands in the file stays as it is. LexiconError if no pack of the reader's own has an entry of that id.
    """
    return _rewrite(folder, entry.id, entry)


def remove_entry(folder: Path, entry_id: str) -> tuple[Problem, ...]:
    """Delete an entry of the reader's own; a pack that holds no other goes with it. LexiconError if there is none of that id."""
    return _rewrite(folder, entry_id, None)


def _rewrite(folder: Path, entry_id: str, entry: Entry | None) -> tuple[Problem, ...]:
    pack = pack_of(folder, entry_id)
    if entry is None and len(pack.entries) == 1:
        remove_pack(folder, pack.dispute)
        return ()
    text = pack_text(folder / f"{pack.dispute}.toml")
    number = [each.id for each in pack.entries].index(entry_id)
    problems = save_pack(folder, pack.dispute, replace_entry(text, pack, number, entry))
    if entry is None:
        _forget(folder, frozenset({entry_id}))
    return problems


def copy_entry(folder: Path, entry_id: str, new_id: str) -> tuple[Problem, ...]:
    """Copy an entry of a shipped pack, with its sides, to a pack of the reader's own to be changed there, and switch it off.

    The pack is called after the new id. LexiconError if there is no entry `entry_id`.
    """
    try:
        pack, entry = lexicon_with(folder).entry(entry_id)
    except KeyError:
        raise LexiconError(f"there is no entry {entry_id!r}") from None
    text = pack_toml(replace(pack, dispute=new_id, entries=(replace(entry, id=new_id),)))
    problems = save_pack(folder, new_id, text)
    if not problems:
        switch(folder, entry_id, on=False)
    return problems


def _problems_of(folder: Path, dispute: str, text: str) -> tuple[Problem, ...]:
    """What would be wrong with a pack file of this name and text, beside the shipped packs and the reader's others."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return (Problem(f"{dispute}.toml", "", "", "holds half of a character (a lone surrogate), which no file can hold"),)
    pack, problems = parse_pack(text, dispute)
    if pack is None:
        return tuple(problems)
    others = load([path for path in pack_files(folder) if path.stem != dispute], beside=shipped())
    return tuple(clashes(pack, others.packs))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, prefix=".", suffix=".part", encoding="utf-8", delete=False) as part:
        draft = Path(part.name)
        try:
            part.write(text)
            part.flush()
            os.fsync(part.fileno())
        except BaseException:
            draft.unlink()
            raise
    draft.replace(path)
