"""What the tests of corpora share. They are skipped, with the reason, where the extra is not installed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="needs pip install 'claimlight[corpus]'")
pytest.importorskip("trafilatura", reason="needs pip install 'claimlight[corpus]'")

from corpus.articles import write_jsonl

Tree = dict[str, bytes]
PART = 0.004  # MiB of input that make up a part: seven parts of four articles or so
ARTICLES = 30


def tree(folder: Path) -> Tree:
    """Every file below a folder, but for the lock."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != ".lock")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    """All rows of one table."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - skipped above where it is missing

    rows: list[dict[str, Any]] = pq.read_table(folder / name).to_pylist()
    return rows


def command(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """`claimlight` with some arguments, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "claimlight_server", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=600,  # one process takes two minutes for the 840 articles of the long test
        env=os.environ | environment,
        check=False,
    )


def batch(*arguments: object, **environment: str) -> str:
    """`claimlight batch`; what it says on standard error."""
    done = command("batch", *arguments, **environment)
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.fixture(scope="session")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles in one JSONL file."""
    return write_jsonl(tmp_path_factory.mktemp("input") / "news.jsonl", ARTICLES)


@pytest.fixture(scope="session")
def whole(lines: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of one uninterrupted run over them by a single process: what every other run must equal."""
    out = tmp_path_factory.mktemp("whole") / "out"
    batch(lines, out, "--processes", 1, "--part-size", PART)
    return out


@pytest.fixture
def sabotage(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """Environment in which every Python process runs some code first; workers can be made to die by it."""

    def build(code: str) -> dict[str, str]:
        folder = tmp_path / "sabotage"
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(code, encoding="utf-8")
        return {"PYTHONPATH": str(folder)}

    return build
