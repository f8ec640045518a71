"""Which model and which words gave an answer, so that two answers can be told apart and a cache knows when it is stale."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from claimlight_engine.tagger import default_tagger


def model() -> str:
    """Name and state of the tagger in use."""
    return default_tagger().version


@cache
def lexicon() -> str:
    """The first 12 hexadecimal digits of a SHA-256 over every word list and term pack of the engine."""
    digest = hashlib.sha256()
    for file in _word_files(resources.files("claimlight_engine")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _word_files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            found += _word_files(item)
        elif item.name.endswith(".toml"):
            found.append(item)
    return found
