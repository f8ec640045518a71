"""A reader's own terms: pack files of the shipped format in a folder of their own, and a list of what is switched off.

The folder holds `*.toml` packs and `off.txt`, one id of a pack or an entry a line. Who calls says where it is. No update of
Claimlight changes anything in it; `edit.py` does, for the reader. A file that can't be read is among the lexicon's problems.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from claimlight_engine.errors import LexiconError
from claimlight_engine.terms.entry import Pack, Problem
from claimlight_engine.terms.lexicon import Lexicon, load, shipped

OFF = "off.txt"
Stamp = tuple[tuple[str, int, int, int], ...]
_LONGEST_ID = 60
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
    lexicon = load(pack_files(folder), beside=shipped(), off=off)
    return replace(lexicon, problems=(*lexicon.problems, *problems), mark=mark(folder))


def own_packs(folder: Path) -> tuple[Pack, ...]:
    """The reader's own packs that are in use, in order of their names."""
    packs = lexicon_with(folder).packs
    return packs[: len(packs) - len(shipped().packs)]


def pack_files(folder: Path) -> list[Path]:
    """The reader's own pack files, whether they can be used or not, in order of name."""
    return sorted(folder.glob("*.toml"))


def pack_text(path: Path) -> str:
    """The text of a pack file. LexiconError if it is no UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path.name}: cannot be read: {error}") from None


def _stamp(folder: Path) -> Stamp:
    """Name, time, size and inode of every file that counts; one that comes and goes meanwhile is left out."""
    found = []
    for path in (*pack_files(folder), folder / OFF):
        try:
            state = path.stat()
        except OSError:
            continue
        found.append((path.name, state.st_mtime_ns, state.st_size, state.st_ino))
    return tuple(found)


def mark(folder: Path) -> str:
    """The mark of the lexicon with what is in the folder: 12 digits of a SHA-256 over all files; empty where there are none."""
    if not _stamp(folder):
        return ""
    digest = hashlib.sha256()
    for path in (*pack_files(folder), folder / OFF):
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


def pack_of(folder: Path, entry_id: str) -> Pack:
    """The pack of the reader's own that has an entry. LexiconError if none has."""
    for pack in own_packs(folder):
        if any(entry.id == entry_id for entry in pack.entries):
            return pack
    raise LexiconError(f"there is no entry of your own {entry_id!r}")


def free_id(folder: Path, text: str) -> str:
    """An id for a new entry of the reader's own, made from a form: "my-latte-mob", or "my-latte-mob-2" if that is taken."""
    taken = {entry.id for pack in lexicon_with(folder).packs for entry in pack.entries}
    stem = "-".join(["my", *re.findall(r"[a-z0-9]+", text.lower())])[:_LONGEST_ID].rstrip("-")
    return next(each for each in chain([stem], (f"{stem}-{number}" for number in count(2))) if each not in taken)
