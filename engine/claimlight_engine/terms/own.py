"""A reader's own terms: pack files of the shipped format in a folder of their own, and a list of what is switched off.

The folder holds `*.toml` packs and `off.txt`, one id of a pack or an entry a line. No update changes anything in it, and
every function that writes replaces the file as a whole, so that a crash leaves the old one. Who calls says where it is. What
writes raises OSError where the disk refuses; what reads reports it among the lexicon's problems.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from tempfile import NamedTemporaryFile

from claimlight_engine.errors import LexiconError
from claimlight_engine.terms.entry import Entry, Pack, Problem
from claimlight_engine.terms.lexicon import Lexicon, clashes, load, shipped
from claimlight_engine.terms.pack import parse_pack
from claimlight_engine.terms.write import entry_toml, pack_toml, replace_entry

OFF = "off.txt"
MINE = "my-terms"  # the pack that `add` writes to
Stamp = tuple[tuple[str, int, int, int], ...]
_known: dict[Path, tuple[Stamp, Lexicon]] = {}


def lexicon_with(folder: Path) -> Lexicon:
    """Give the shipped lexicon with a reader's own packs and switches. Read again only when a file in the folder has changed."""
    stamp = _stamp(folder)
    known = _known.get(folder)
    if known is None or known[0] != stamp:
        known = _known[folder] = (stamp, _load(folder) if stamp else shipped())
    return known[1]


def _load(folder: Path) -> Lexicon:
    off, problems = _switched_off(folder)
    lexicon = load(_files(folder), beside=shipped(), off=off)
    return replace(lexicon, problems=(*lexicon.problems, *problems), mark=_mark(folder))


def own_packs(folder: Path) -> tuple[Pack, ...]:
    """The reader's own packs that are in use, in order of their names."""
    packs = lexicon_with(folder).packs
    return packs[: len(packs) - len(shipped().packs)]


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def _stamp(folder: Path) -> Stamp:
    """Name, time, size and inode of every file that counts; one that comes and goes meanwhile is left out."""
    found = []
    for path in (*_files(folder), folder / OFF):
        try:
            state = path.stat()
        except OSError:
            continue
        found.append((path.name, state.st_mtime_ns, state.st_size, state.st_ino))
    return tuple(found)


def _mark(folder: Path) -> str:
    """The first 12 hexadecimal digits of a SHA-256 over every file that counts."""
    digest = hashlib.sha256()
    for path in (*_files(folder), folder / OFF):
        try:
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        except OSError:  # reported as a problem where it is read
            continue
    return digest.hexdigest()[:12]


def _switched_off(folder: Path) -> tuple[frozenset[str], list[Problem]]:
    """Ids of the packs and entries that the reader has switched off."""
    try:
        lines = (folder / OFF).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return frozenset(), []
    except (OSError, UnicodeDecodeError) as error:
        return frozenset(), [Problem(OFF, "", "", f"cannot be read: {error}")]
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#")), []


def switch(folder: Path, item: str, *, on: bool) -> None:
    """Switch a pack or an entry on or off by its id. LexiconError if there is none of that id."""
    lexicon = lexicon_with(folder)
    known = {pack.dispute for pack in lexicon.packs} | {entry.id for pack in lexicon.packs for entry in pack.entries}
    if item not in known:
        raise LexiconError(f"there is no pack and no entry {item!r}")
    off = lexicon.off - {item} if on else lexicon.off | {item}
    _write(folder / OFF, "".join(f"{each}\n" for each in sorted(off)))


def save_pack(folder: Path, dispute: str, text: str) -> tuple[Problem, ...]:
    """Write a pack file of the reader's own, new or in place of the one of that name, if the text has no problem; else say which.

    A pack with problems changes nothing.
    """
    problems = _problems_of(folder, dispute, text)
    if not problems:
        _write(folder / f"{dispute}.toml", text)
    return problems


def remove_pack(folder: Path, dispute: str) -> None:
    """Delete a pack of the reader's own. LexiconError if there is none of that name; shipped ones are switched off instead."""
    path = folder / f"{dispute}.toml"
    if path not in _files(folder):
        raise LexiconError(f"there is no pack of your own {dispute!r}")
    path.unlink()


def add_entry(folder: Path, entry: Entry, dispute: str = MINE) -> tuple[Problem, ...]:
    """Add an entry to a pack of the reader's own, which is made if need be; or say what is wrong with it and change nothing.

    What else stands in the file stays as it is, comments included.
    """
    path = folder / f"{dispute}.toml"
    if path.exists():
        text = f"{_text(path).rstrip()}\n\n{entry_toml(entry)}"
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
    text = _text(folder / f"{pack.dispute}.toml")
    number = [each.id for each in pack.entries].index(entry_id)
    return save_pack(folder, pack.dispute, replace_entry(text, pack, number, entry))


def pack_of(folder: Path, entry_id: str) -> Pack:
    """The pack of the reader's own that has an entry. LexiconError if none has."""
    for pack in own_packs(folder):
        if any(entry.id == entry_id for entry in pack.entries):
            return pack
    raise LexiconError(f"there is no entry of your own {entry_id!r}")


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
    pack, problems = parse_pack(text, dispute)
    if pack is None:
        return tuple(problems)
    others = load([path for path in _files(folder) if path.stem != dispute], beside=shipped())
    return tuple(clashes(pack, others.packs))


def free_id(folder: Path, text: str) -> str:
    """An id for a new entry of the reader's own, made from a form: "my-latte-mob", or "my-latte-mob-2" if that is taken."""
    taken = {entry.id for pack in lexicon_with(folder).packs for entry in pack.entries}
    stem = "-".join(["my", *re.findall(r"[a-z0-9]+", text.lower())])
    return next(each for each in chain([stem], (f"{stem}-{number}" for number in count(2))) if each not in taken)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path.name}: cannot be read: {error}") from None


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, prefix=".", suffix=".part", encoding="utf-8", delete=False) as part:
        part.write(text)
    Path(part.name).replace(path)
