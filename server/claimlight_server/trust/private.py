"""Files that only this user may read: made so from the first byte, replaced as a whole or not at all."""

from __future__ import annotations

import json
import os
import secrets
import stat
from pathlib import Path
from typing import Any

import platformdirs

STATE_VARIABLE = "CLAIMLIGHT_STATE_DIR"
DATA_VARIABLE = "CLAIMLIGHT_DATA_DIR"
PRIVATE = 0o700  # of a folder


def state_directory() -> Path:
    """The folder for what the server has to remember: the platform's own, unless the environment names another."""
    named = os.environ.get(STATE_VARIABLE)
    return Path(named) if named else platformdirs.user_state_path("claimlight", appauthor=False)


def data_directory() -> Path:
    """The folder for what the reader keeps: own terms, notes, hidden marks."""
    if named := os.environ.get(DATA_VARIABLE):
        return Path(named)
    state = os.environ.get(STATE_VARIABLE)
    return Path(state) / "data" if state else platformdirs.user_data_path("claimlight", appauthor=False)


def make_private(folder: Path) -> None:
    """Make a folder that nobody else can look into. Raises OSError."""
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    if stat.S_IMODE(folder.stat().st_mode) != PRIVATE:  # on a read-only disk what is right already can stay
        folder.chmod(PRIVATE)


def write_private(path: Path, value: Any) -> None:
    """Write JSON to a file that nobody else can read, so that a reader sees the old or the new whole. Raises OSError."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(value, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def was_open(path: Path) -> bool:
    """Could others have read or changed a file? If so, they no longer can. Raises OSError."""
    if os.name != "posix" or not path.exists() or not path.stat().st_mode & 0o077:
        return False
    path.chmod(0o600)
    return True


def read_private(path: Path) -> Any:
    """Read JSON from a file. None where there is none or it is damaged. Raises OSError where it can't be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
