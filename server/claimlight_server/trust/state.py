"""What the server remembers between two starts, and where."""

from __future__ import annotations

import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path

from claimlight_server.trust.pairings import Pairings
from claimlight_server.trust.private import make_private, state_directory

log = logging.getLogger("claimlight")


@dataclass(frozen=True, slots=True)
class State:
    """The private folder of this user's server. `kept` is false where it is gone after this run."""

    folder: Path
    pairings: Pairings
    kept: bool = True

    @property
    def code(self) -> Path:
        """Where the one-time code lies."""
        return self.folder / "code.json"

    @property
    def running(self) -> Path:
        """Where a running server writes its port."""
        return self.folder / "running.json"


def open_state() -> State:
    """Open the state folder. Where it can't be used, say so and use one that lasts for this run, or raise OSError."""
    folder = state_directory()
    try:
        return _open(folder, kept=True)
    except OSError as error:
        log.warning("can't use %s (%s): what is paired now has to be paired again after a restart", folder, error.strerror)
        return _open(Path(tempfile.mkdtemp(prefix="claimlight-")), kept=False)


def _open(folder: Path, *, kept: bool) -> State:
    make_private(folder)
    return State(folder, Pairings(folder / "pairings.json"), kept)
