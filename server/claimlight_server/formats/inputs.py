"""What the user names to the files that are meant: paths, folders, patterns, file: addresses, and - for standard input."""

from __future__ import annotations

import glob
from pathlib import Path
from urllib.parse import unquote, urlsplit

from claimlight_server.formats import SUFFIXES, format_of

STDIN = "-"
OURS = ".annotated"  # stands in the names of files that Claimlight writes beside others, before the ending


class InputError(Exception):
    """An input that can't be meant; the message says why."""


def expand(names: tuple[str, ...]) -> list[str]:
    """Paths in the order that they were named, those of a folder or pattern sorted, each once. Raises InputError.

    A folder stands for all files in and below it whose names tell a format, but for those that Claimlight has written itself.
    What does not exist is kept: it is reported when it is opened.
    """
    paths: dict[str, None] = {}
    for name in names:
        paths |= dict.fromkeys(_expand(name))
    return list(paths)


def _expand(name: str) -> list[str]:
    path = name if name == STDIN else _local(name)
    if Path(path).is_dir():
        inside = (str(file) for file in Path(path).rglob("*") if file.is_file())
        found = sorted(file for file in inside if format_of(file) and OURS not in Path(file).suffixes)
        if not found:
            raise InputError(f"{name}: the folder holds no files whose names tell a format ({', '.join(SUFFIXES)})")
        return found
    if not Path(path).exists() and glob.has_magic(path):
        matching = glob.glob(path, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute patterns
        return sorted(file for file in matching if Path(file).is_file()) or [path]
    return [path]


def _local(name: str) -> str:
    """The path in a file: address, or the name itself. Pages of other machines are not fetched."""
    if not name.lower().startswith(("file:", "http:", "https:")):
        return name
    url = urlsplit(name)
    if url.scheme != "file" or url.hostname not in {None, "localhost"}:
        raise InputError(f"{name}: Claimlight fetches no pages; save the page and name its file")
    return unquote(url.path)
