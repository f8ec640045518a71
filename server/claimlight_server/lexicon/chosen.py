"""The contested terms that a command looks for: the shipped ones, with the reader's own, or with the packs of a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claimlight_engine.terms.lexicon import Lexicon, shipped
from claimlight_engine.terms.own import lexicon_with, mark
from claimlight_server.store.place import readers_place

SHIPPED, OWN = "shipped", "own"


class TermsError(Exception):
    """The terms that were named can't be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A lexicon, and the folder of what it holds beside the shipped packs; None where it holds nothing else."""

    lexicon: Lexicon
    folder: Path | None


def choose(name: str, *, strict: bool) -> Chosen:
    """Load what `shipped`, `own` or the path of a folder stands for.

    Raises TermsError where there is no such folder or it holds no packs and, if `strict`, where a pack can't be used. Else such a
    pack is left out and is among `Lexicon.problems`.
    """
    if name == SHIPPED:
        return Chosen(shipped(), None)
    folder = readers_place().terms if name == OWN else Path(name)
    if name != OWN and not folder.is_dir():
        raise TermsError(f"{name}: is no folder with term packs, and neither {OWN!r} nor {SHIPPED!r}")
    if not mark(folder):
        if name == OWN:
            return Chosen(shipped(), None)
        raise TermsError(f"{name}: holds no term packs (files that end in .toml)")
    lexicon = lexicon_with(folder)
    if strict and lexicon.problems:
        raise TermsError("\n".join(["these term packs can't be used:", *(f"  {problem}" for problem in lexicon.problems)]))
    return Chosen(lexicon, folder)


def has_own() -> bool:
    """Has this user terms or switches of their own?"""
    return bool(mark(readers_place().terms))
