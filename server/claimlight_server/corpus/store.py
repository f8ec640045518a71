"""Files here and in object stores: input opened for reading, output that is there whole or not at all."""

from __future__ import annotations

import fnmatch
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from claimlight_server.formats import format_of
from claimlight_server.formats.inputs import InputError, expand

SCRATCH = ".unfinished"


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: path or address, size in bytes, and when it was last written, in nanoseconds since 1970."""

    path: str
    size: int
    written: int


def is_remote(name: str) -> bool:
    """Does a name belong to an object store or another file system that Arrow knows (s3://, gs://, hdfs://, …)?"""
    return "://" in name and not name.lower().startswith(("file:", "http:", "https:"))


def list_inputs(names: tuple[str, ...]) -> list[Input]:
    """All files that are meant by some paths, folders, patterns and addresses. Raises InputError, OSError."""
    found: list[Input] = []
    for name in names:
        found += _list_remote(name) if is_remote(name) else [_local(path) for path in expand((name,))]
    return list({each.path: each for each in found}.values())


def _local(path: str) -> Input:
    stat = Path(path).stat()
    return Input(path, stat.st_size, stat.st_mtime_ns)


def _list_remote(name: str) -> list[Input]:
    from pyarrow import fs  # noqa: PLC0415 - slow to load

    scheme = name.partition("://")[0]
    fixed = name[: min((name.index(sign) for sign in "*?[" if sign in name), default=len(name))]
    pattern = "" if fixed == name else name.partition("://")[2]
    system, path = _file_system(fixed if not pattern else fixed.rpartition("/")[0])
    if not pattern and (info := system.get_file_info(path)).type == fs.FileType.File:
        return [_remote(scheme, info)]
    infos = system.get_file_info(fs.FileSelector(path, recursive=True))
    files = sorted((info for info in infos if info.type == fs.FileType.File), key=lambda info: str(info.path))
    wanted = (info for info in files if (fnmatch.fnmatch(info.path, pattern) if pattern else _known(info.path)))
    return [_remote(scheme, info) for info in wanted]


def _file_system(address: str) -> tuple[Any, str]:
    """Arrow's file system for an address, and the path within it. Raises InputError."""
    from pyarrow import ArrowInvalid, fs  # noqa: PLC0415 - slow to load

    try:
        system, path = fs.FileSystem.from_uri(address)
    except ArrowInvalid as error:
        raise InputError(f"{address}: {error}") from None
    return system, path


def _known(path: str) -> bool:
    return format_of(path) is not None


def _remote(scheme: str, info: Any) -> Input:
    return Input(f"{scheme}://{info.path}", info.size, info.mtime_ns or 0)


def open_input(path: str) -> BinaryIO:
    """A file that can be sought in. Raises OSError."""
    if not is_remote(path):
        return Path(path).open("rb")
    system, inside = _file_system(path)
    return io.BufferedReader(cast(io.RawIOBase, system.open_input_file(inside)), buffer_size=1 << 20)


class Store(Protocol):
    """The folder that a job writes to. Names are relative to it, with slashes."""

    def __hash__(self) -> int:
        """Stores are told apart by identity, so that what was read from one can be cached."""

    def names(self, folder: str) -> set[str]:
        """File names in a folder; none where it is missing."""

    def read(self, name: str) -> bytes | None:
        """A file's content, None where there is no such file."""

    def put(self, file: Path, name: str) -> None:
        """Move a finished file in, in one step: whoever looks sees all of it or nothing."""

    def clean(self) -> None:
        """Remove what a killed process left unfinished. Nobody else may be writing."""


class LocalStore:
    """A folder of this machine, or one that all machines share."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def names(self, folder: str) -> set[str]:
        """See Store."""
        path = self.root / folder
        return {file.name for file in path.iterdir()} if path.is_dir() else set()

    def read(self, name: str) -> bytes | None:
        """See Store."""
        path = self.root / name
        return path.read_bytes() if path.is_file() else None

    def put(self, file: Path, name: str) -> None:
        """See Store."""
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _to_disk(file)
        file.replace(target)
        _to_disk(target.parent)

    def clean(self) -> None:
        """See Store."""
        shutil.rmtree(self.root / SCRATCH, ignore_errors=True)


class RemoteStore:
    """A folder of an object store, where a file appears when its upload is complete."""

    def __init__(self, address: str) -> None:
        from pyarrow import fs  # noqa: PLC0415 - slow to load

        self._fs = fs
        self._system, self._root = _file_system(address.rstrip("/"))

    def names(self, folder: str) -> set[str]:
        """See Store."""
        selector = self._fs.FileSelector(f"{self._root}/{folder}", allow_not_found=True)
        return {info.base_name for info in self._system.get_file_info(selector)}

    def read(self, name: str) -> bytes | None:
        """See Store."""
        try:
            with self._system.open_input_stream(f"{self._root}/{name}") as stream:
                return bytes(stream.read())
        except FileNotFoundError:
            return None

    def put(self, file: Path, name: str) -> None:
        """See Store."""
        with file.open("rb") as source, self._system.open_output_stream(f"{self._root}/{name}") as target:
            shutil.copyfileobj(source, target, 1 << 20)

    def clean(self) -> None:
        """Nothing unfinished is ever there."""


def open_store(out: str) -> LocalStore | RemoteStore:
    """The store for an output path or address."""
    return RemoteStore(out) if is_remote(out) else LocalStore(Path(out))


@contextmanager
def scratch(store: Store) -> Iterator[Path]:
    """A folder for files that are being written: on the file system of a local store, so that they can be moved in one step."""
    parent = store.root / SCRATCH if isinstance(store, LocalStore) else None
    if parent is not None:
        parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="part-", dir=parent) as folder:
        yield Path(folder)


def put_bytes(store: Store, data: bytes, name: str) -> None:
    """Write a small file in one step."""
    with scratch(store) as folder:
        file = folder / "file"
        file.write_bytes(data)
        store.put(file, name)


def _to_disk(path: Path) -> None:
    """Have the system write a file or folder out, so that what is marked as done is there after a power cut as well."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
