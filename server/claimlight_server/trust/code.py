"""The one-time code that a new caller is paired by. It lies in a private file, so that `claimlight pair` can make one for a
server that already runs: who can write there is this user.
"""

from __future__ import annotations

import hmac
import secrets
import time
from pathlib import Path

from claimlight_server.trust.pairings import key_of
from claimlight_server.trust.private import read_private, write_private

LIFETIME = 600.0  # seconds
TRIES = 5


def make_code(path: Path) -> str:
    """Make a code, which takes the place of any earlier one. Raises OSError."""
    code = secrets.token_urlsafe(16)
    write_private(path, {"hash": key_of(code), "until": time.time() + LIFETIME, "tries": TRIES})
    return code


def redeem(path: Path, code: str) -> bool:
    """Take a code if it is the right one, once. After five wrong ones there is no right one any more. Raises OSError."""
    held = read_private(path)
    if held is None:
        return False
    right = hmac.compare_digest(held["hash"], key_of(code)) and time.time() < held["until"]
    if right or held["tries"] <= 1 or time.time() >= held["until"]:
        path.unlink(missing_ok=True)
    else:
        write_private(path, held | {"tries": held["tries"] - 1})
    return right
