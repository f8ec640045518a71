"""A reader's own terms: pack files of the shipped format in a folder of their own, and a list of what is switched off.

The folder holds `*.toml` packs and `off.txt`, one id of a pack or an entry a line. No update changes anything in it, and
every function that writes replaces the file as a whole, so that a crash leaves the old one. Who calls says where it is.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from claimlight_engine.errors import LexiconError
from claimlight_engine.terms.entry import Entry, Pack, Problem
from claimlight_engine.terms.lexicon import Lexicon, clashes, load, shipped
from claimlight_engine.terms.pack import FORMAT, parse_pack
from claimlight_engine.terms.write import entry_toml, pack_toml

OFF = "off.txt"
MINE = "my-terms"  # the pack that `add` writes to
Stamp = tuple[tuple[str, int, int], ...]
_known: dict[Path, tuple[Stamp, Lexicon]] = {}


def lexicon_with(folder: Path) -> Lexicon:
    """Give the shipped lexicon with a reader's own packs and switches. Read again only when a file in the folder has changed."""
    stamp = _stamp(folder)
    known = _known.get(folder)
    if known is None or known[0] != stamp:
        known = _known[folder] = (stamp, load(_files(folder), beside=shipped(), off=switched_off(folder)))
    return known[1]


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def _stamp(folder: Path) -> Stamp:
    """Name, time and size of every file that counts."""
    files = [*_files(folder), *(path for path in [folder / OFF] if path.exists())]
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files)


def switched_off(folder: Path) -> frozenset[str]:
    """Ids of the packs and entries that the reader has switched off."""
    path = folder / OFF
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def switch(folder: Path, item: str, *, on: bool) -> None:
    """Switch a pack or an entry on or off by its id. LexiconError if there is none of that id."""
    lexicon = lexicon_with(folder)
    known = {pack.dispute for pack in lexicon.packs} | {entry.id for pack in lexicon.packs for entry in pack.entries}
    if item not in known:
        raise LexiconError(f"there is no pack and no entry {item!r}")
    off = switched_off(folder) - {item} if on else switched_off(folder) | {item}
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
        text = f"{path.read_text(encoding='utf-8').rstrip()}\n\n{entry_toml(entry)}"
    else:
        text = pack_toml(Pack(dispute, "My own terms", "World", "Terms that you added yourself.", (), (entry,)), FORMAT)
    return save_pack(folder, dispute, text)


def copy_entry(folder: Path, entry_id: str, new_id: str) -> tuple[Problem, ...]:
    """Copy an entry of a shipped pack, with its sides, to a pack of the reader's own to be changed there, and switch it off.

    The pack is called after the new id. LexiconError if there is no entry `entry_id`.
    """
    try:
        pack, entry = lexicon_with(folder).entry(entry_id)
    except KeyError:
        raise LexiconError(f"there is no entry {entry_id!r}") from None
    text = pack_toml(replace(pack, dispute=new_id, entries=(replace(entry, id=new_id),)), FORMAT)
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


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, prefix=".", suffix=".part", encoding="utf-8", delete=False) as part:
        part.write(text)
    Path(part.name).replace(path)
