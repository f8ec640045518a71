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
    try:
        held = read_private(path)
        hashed, left, tries = str(held["hash"]), float(held["until"]) - time.time(), int(held["tries"])
    except (KeyError, TypeError, ValueError):  # there is none, or it is damaged
        return False
    lives = 0 < left <= LIFETIME  # more is left only where the clock was set back since
    right = lives and hmac.compare_digest(hashed.encode(), key_of(code).encode())
    if right or not lives or tries <= 1:
        path.unlink(missing_ok=True)
    else:
        write_private(path, held | {"tries": tries - 1})
    return right
