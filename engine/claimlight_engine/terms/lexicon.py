"""The term packs in use: the shipped ones, and a reader's own beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from claimlight_engine.terms.compile import Index, compile_packs
from claimlight_engine.terms.entry import Entry, Pack, Problem
from claimlight_engine.terms.pack import read_pack

SHIPPED = Path(__file__).parent / "packs"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Packs that are in use, their index, and what is wrong with those that are not."""

    packs: tuple[Pack, ...]
    index: Index
    problems: tuple[Problem, ...] = ()

    def entry(self, entry_id: str) -> tuple[Pack, Entry]:
        """Give an entry and its pack, by the entry's id. KeyError if there is none."""
        for pack in self.packs:
            for entry in pack.entries:
                if entry.id == entry_id:
                    return pack, entry
        raise KeyError(entry_id)


def load(paths: Iterable[Path]) -> Lexicon:
    """Read and compile pack files. One with a problem is left out, as is one with an id of an earlier pack: see `problems`."""
    packs: list[Pack] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for path in paths:
        pack, found = read_pack(path)
        problems += found
        if pack is not None:
            doubles = [entry.id for entry in pack.entries if seen.setdefault(entry.id, pack.file) != pack.file]
            problems += [
                Problem(pack.file, double, "id", f"is already the id of an entry in {seen[double]}") for double in doubles
            ]
            if not doubles:
                packs.append(pack)
    return Lexicon(tuple(packs), compile_packs(packs), tuple(problems))


def shipped_files() -> list[Path]:
    """Pack files that come with Claimlight, in order of name."""
    return sorted(SHIPPED.glob("*.toml"))


@cache
def shipped() -> Lexicon:
    """Give the lexicon that comes with Claimlight; read and compiled once a process."""
    return load(shipped_files())
