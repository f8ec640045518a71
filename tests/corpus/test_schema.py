"""Files that earlier versions wrote are read by this one, and what the documentation says is what is written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from claimlight_server.cli import main
from claimlight_server.corpus.schema import TABLES, VERSION, SchemaError, check_version

GOLDEN = Path(__file__).parent / "golden"
VERSIONS = sorted(GOLDEN.iterdir())


def test_there_are_golden_files_of_this_version() -> None:
    assert GOLDEN / f"v{VERSION}" in VERSIONS


@pytest.mark.parametrize("folder", VERSIONS, ids=lambda folder: folder.name)
def test_files_of_every_version_are_read(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="needs pip install 'claimlight[report]'")
    for name in TABLES:
        found = pq.read_table(folder / name)
        check_version(found.schema, name)
    assert pq.read_table(folder / "documents").column("id").to_pylist() == ["article-0", "article-1", "article-2"]
    done = CliRunner().invoke(main, ["report", str(folder), "-o", str(tmp_path / "r.html")])
    assert done.exit_code == 0, done.output


def test_columns_of_this_version_stay_as_they_are() -> None:
    """New columns may only stand behind those that were there when the version was made, and must allow nulls."""
    for name, schema in TABLES.items():
        [file] = (GOLDEN / f"v{VERSION}" / name).iterdir()
        then = pq.read_schema(file)
        assert list(schema)[: len(then)] == list(then), name
        assert all(field.nullable for field in list(schema)[len(then) :]), name


def test_files_of_a_later_version_or_of_nobody_are_refused(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN / f"v{VERSION}", tmp_path / "out")
    for file in (tmp_path / "out" / "terms").iterdir():
        found = pq.read_table(file)
        later = {**found.schema.metadata, b"claimlight.schema": str(VERSION + 1).encode()}
        pq.write_table(found.replace_schema_metadata(later), file)
    done = CliRunner().invoke(main, ["report", str(tmp_path / "out"), "-o", str(tmp_path / "r.html")])
    assert done.exit_code == 1
    assert "written by a later Claimlight" in done.output
    with pytest.raises(SchemaError, match="not written by claimlight batch"):
        check_version(TABLES["terms"], "terms.parquet")


def test_every_column_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "schema.md").read_text(encoding="utf-8")
    for name, schema in TABLES.items():
        section = text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        documented = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
        assert documented == schema.names, name
