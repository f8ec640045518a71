"""What a part's content depends on beside input and settings."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

import claimlight_engine
from claimlight_server.versions import lexicon, model


@cache
def versions(terms: str = "") -> dict[str, str]:
    """Versions of engine, model, word lists, and of the libraries that find articles and write files.

    `terms` is the mark of the lexicon in use: empty for the term packs that come with Claimlight alone.
    """
    libraries = {name: version(name) for name in ("pyarrow", "trafilatura")}
    return {"engine": claimlight_engine.__version__, "model": model(), "lexicon": lexicon(terms)} | libraries
