"""Input from and output to an object store that speaks S3: a server of its own on this machine, for the time of the test."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.conftest import PART, batch, command, tree

pytest.importorskip("moto.server", reason="needs moto: make test-all")
pytestmark = pytest.mark.filterwarnings("ignore")  # moto's own and those of what it imports


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Arrow's view of an empty bucket named `news`."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - skipped above where it is missing
    from pyarrow import fs  # noqa: PLC0415

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    server.start()
    settings = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    system = fs.S3FileSystem(endpoint_override=f"127.0.0.1:{port}", scheme="http", allow_bucket_creation=True)
    system.create_dir("news")
    try:
        yield system
    finally:
        server.stop()


def upload(store: Any, file: Path, name: str) -> None:
    with store.open_output_stream(name) as stream:
        stream.write(file.read_bytes())


def download(store: Any, folder: str) -> dict[str, bytes]:
    from pyarrow import fs  # noqa: PLC0415 - skipped above where it is missing

    found = {}
    for info in store.get_file_info(fs.FileSelector(folder, recursive=True)):
        if info.type == fs.FileType.File:
            with store.open_input_stream(info.path) as stream:
                found[info.path.removeprefix(f"{folder}/")] = stream.read()
    return found


def tables(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without what names the inputs, which are elsewhere, and the column `place`, which does as well."""
    return {name: data for name, data in files.items() if name.split("/")[0] in {"attributions", "sentences", "sources", "terms"}}


def test_from_store_to_store_is_as_from_folder_to_folder(store: Any, lines: Path, whole: Path, tmp_path: Path) -> None:
    upload(store, lines, "news/in/a.jsonl")
    batch("s3://news/in/", "s3://news/out", "--part-size", PART)
    first = download(store, "news/out")
    assert tables(first) == tables(tree(whole))
    assert first["summary.json"] == (whole / "summary.json").read_bytes()
    # A part that is gone, as if the job had been killed before it was complete.
    for name in ("done/part-0000001.json", "terms/part-0000001.parquet"):
        store.delete_file(f"news/out/{name}")
    assert "all of it" not in batch("s3://news/in/*.jsonl", "s3://news/out", "--part-size", PART)
    assert download(store, "news/out") == first
    done = command("report", "s3://news/out", "-o", tmp_path / "r.html")
    assert done.returncode == 0, done.stderr


def test_what_is_not_there(store: Any, tmp_path: Path) -> None:
    done = command("batch", "s3://news/none.jsonl", tmp_path / "out")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
