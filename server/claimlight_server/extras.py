"""Parts of Claimlight that are installed when they are wanted: `pip install 'claimlight[corpus]'` and the like."""

from __future__ import annotations

from importlib.util import find_spec

# What each extra of pyproject.toml brings that code here imports.
EXTRAS = {
    "corpus": ("pyarrow", "trafilatura", "warcio", "rich"),
    "report": ("pyarrow", "duckdb", "vl_convert"),
    "ray": ("pyarrow", "trafilatura", "warcio", "rich", "ray"),
}


class MissingExtraError(Exception):
    """Something that is not installed is needed; the message says how to install it."""

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(f"{purpose} needs more than is installed: pip install 'claimlight[{extra}]'")


def has(module: str) -> bool:
    """Is a module installed?"""
    return find_spec(module) is not None


def need(extra: str, purpose: str) -> None:
    """Raise MissingExtraError unless everything that `extra` brings is installed. `purpose` starts the message."""
    if not all(has(module) for module in EXTRAS[extra]):
        raise MissingExtraError(purpose, extra)
