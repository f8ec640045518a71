"""The term packs in use: the shipped ones, and a reader's own beside them (`own.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from claimlight_engine.terms.compile import Index, compile_packs
from claimlight_engine.terms.entry import Entry, Pack, Problem
from claimlight_engine.terms.pack import read_pack

SHIPPED = Path(__file__).parent / "packs"


@dataclass(frozen=True, slots=True, eq=False)  # equal only to itself: comparing thousands of entries would serve nobody
class Lexicon:
    """Term packs, the index of what is switched on in them, and what is wrong with packs that could not be used.

    `off` holds the ids of packs (their `dispute`) and entries that are switched off. `mark` tells this lexicon from others beside
    the same shipped packs; it is empty for those alone.
    """

    packs: tuple[Pack, ...]
    index: Index
    problems: tuple[Problem, ...] = ()
    off: frozenset[str] = frozenset()
    mark: str = ""
    _places: dict[str, tuple[Pack, Entry]] = field(default_factory=dict, repr=False)

    def entry(self, entry_id: str) -> tuple[Pack, Entry]:
        """Give an entry and its pack, by the entry's id. KeyError if there is none."""
        return self._places[entry_id]

    def is_on(self, pack: Pack, entry: Entry) -> bool:
        """Is the entry looked for? Not if it or its pack is switched off."""
        return pack.dispute not in self.off and entry.id not in self.off


def load(paths: Iterable[Path], beside: Lexicon | None = None, off: frozenset[str] = frozenset()) -> Lexicon:
    """Read pack files and compile them, beside the packs of another lexicon if one is given.

    A pack with a problem is left out, and so is one whose ids were there before; the others work. See `Lexicon.problems`.
    Of entries that claim the same words in the same context, those of `paths` go before those of `beside`.
    """
    before = beside.packs if beside else ()
    packs: list[Pack] = []
    problems: list[Problem] = []
    for path in paths:
        pack, found = read_pack(path)
        problems += found
        if pack is not None:
            doubles = clashes(pack, (*before, *packs))
            problems += doubles
            if not doubles:
                packs.append(pack)
    return _lexicon((*packs, *before), tuple(problems), off)


def _lexicon(packs: tuple[Pack, ...], problems: tuple[Problem, ...], off: frozenset[str]) -> Lexicon:
    places = {entry.id: (pack, entry) for pack in packs for entry in pack.entries}
    bare = Lexicon(packs, {}, problems, off, _places=places)
    on = (replace(pack, entries=tuple(entry for entry in pack.entries if bare.is_on(pack, entry))) for pack in packs)
    return replace(bare, index=compile_packs(on))


def clashes(pack: Pack, others: tuple[Pack, ...]) -> list[Problem]:
    """Find ids of a pack that another pack has, and ids that it has twice."""
    problems = [
        Problem(pack.file, "", "dispute", f"{pack.dispute!r} is already the id of {other.file}")
        for other in others
        if other.dispute == pack.dispute
    ]
    owner = {entry.id: other.file for other in others for entry in other.entries}
    for entry in pack.entries:
        if entry.id in owner:
            problems.append(Problem(pack.file, entry.id, "id", f"is already the id of an entry in {owner[entry.id]}"))
        owner[entry.id] = pack.file
    return problems


def shipped_files() -> list[Path]:
    """Pack files that come with Claimlight, in order of name."""
    return sorted(SHIPPED.glob("*.toml"))


@cache
def shipped() -> Lexicon:
    """Give the lexicon that comes with Claimlight; read and compiled once a process."""
    return load(shipped_files())
