"""The term packs of a job that are not Claimlight's: a copy lies with the output, where every worker finds it.

The copy is in `lexicon-MARK/`, named by its content, so that what a killed run left there is never taken for another's.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from claimlight_engine import EngineError
from claimlight_engine.terms.lexicon import Lexicon, shipped
from claimlight_engine.terms.own import OFF, lexicon_with, mark, pack_files
from claimlight_server.corpus.store import Store, put_bytes


def folder_of(terms: str) -> str:
    """Name of the copy, by the mark of the lexicon."""
    return f"lexicon-{terms}"


def mark_of_terms(folder: Path | None) -> str:
    """The mark of a folder of packs; empty for the shipped packs alone."""
    return mark(folder) if folder else ""


def keep_terms(store: Store, folder: Path | None) -> None:
    """Put a copy into the store. Raises OSError."""
    if folder is None:
        return
    for path in (*pack_files(folder), folder / OFF):
        if path.is_file():
            put_bytes(store, path.read_bytes(), f"{folder_of(mark(folder))}/{path.name}")


@cache
def kept_terms(store: Store, terms: str) -> Lexicon:
    """The lexicon by its mark, from the copy. Raises EngineError where the copy is not what it was."""
    if not terms:
        return shipped()
    with tempfile.TemporaryDirectory() as folder:
        for name in store.names(folder_of(terms)):
            Path(folder, name).write_bytes(store.read(f"{folder_of(terms)}/{name}") or b"")
        lexicon = lexicon_with(Path(folder))
    if lexicon.mark != terms or lexicon.problems:
        raise EngineError(f"the term packs in {folder_of(terms)} of the output are not those that the job was begun with")
    return lexicon
