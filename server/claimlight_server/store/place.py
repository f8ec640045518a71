"""Where the reader's own things lie."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from claimlight_server.trust.private import data_directory, make_private


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one reader's data. It may not exist, or not be writable: whoever writes there has to be ready for it."""

    folder: Path

    @property
    def database(self) -> Path:
        """The store."""
        return self.folder / "store.sqlite3"

    @property
    def terms(self) -> Path:
        """The reader's own term packs, and the list of what is switched off."""
        return self.folder / "terms"


def readers_place() -> Place:
    """The place of this user, made if it can be."""
    folder = data_directory()
    with contextlib.suppress(OSError):
        make_private(folder)
    return Place(folder)
