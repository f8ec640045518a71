"""Which model and which words gave an answer, so that two answers can be told apart and a cache knows when it is stale."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import claimlight_engine
from claimlight_engine.tagger import default_tagger


def model() -> str:
    """Name and state of the tagger in use."""
    return default_tagger().version


def lexicon(mark: str = "") -> str:
    """What tells one set of words from another: "SHIPPED", or "SHIPPED+OWN" where there are terms or switches beside those.

    `mark` is that of the lexicon in use (`Lexicon.mark`); empty for the term packs that come with Claimlight alone.
    """
    return "+".join(filter(None, (_shipped(), mark)))


@cache
def _shipped() -> str:
    """The first 12 hexadecimal digits of a SHA-256 over every word list and term pack of the engine."""
    digest = hashlib.sha256()
    for file in _files(resources.files("claimlight_engine"), ".toml"):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


@cache
def all_of_them() -> str:
    """Engine, model, words, and the code itself, which changes between two versions while somebody works on it."""
    digest = hashlib.sha256()
    for package in ("claimlight_engine", "claimlight_server"):
        for file in _files(resources.files(package), ".py"):
            digest.update(file.read_bytes())
    return f"{claimlight_engine.__version__} {model()} {lexicon()} {digest.hexdigest()[:12]}"


def _files(folder: Traversable, ending: str) -> list[Traversable]:
    found: list[Traversable] = []
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            found += _files(item, ending)
        elif item.name.endswith(ending):
            found.append(item)
    return found
