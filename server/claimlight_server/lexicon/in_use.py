"""The lexicon of one run of a command."""

from __future__ import annotations

from functools import cache

from claimlight_engine.terms.lexicon import Lexicon
from claimlight_engine.terms.own import lexicon_with
from claimlight_server.store.place import readers_place


@cache
def in_use() -> Lexicon:
    """The shipped packs with this user's own terms and switches, the same from the start of the command to its end."""
    return lexicon_with(readers_place().terms)
