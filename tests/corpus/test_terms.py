"""`--terms` and `--day`: whose contested terms a corpus is searched for is written down, kept beside the tables, and stays."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from claimlight_server.cli import main
from corpus.articles import article, write_jsonl
from corpus.conftest import PART, batch, table, tree

PACK = """format = 1
dispute = "{dispute}"
title = "Bridges"
region = "World"
summary = "S"
[[side]]
id = "builders"
name = "The builders"
[[entry]]
id = "{dispute}-bridge"
kind = "euphemism"
note = "N"
  [[entry.form]]
  text = "bridge"
  side = "builders"
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "bridges.toml").write_text(PACK.format(dispute="bridges"))
    (folder / "off.txt").write_text("ua-liberation\n")
    return folder


@pytest.fixture
def few(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "few.jsonl", 8)


def refused(*arguments: object) -> str:
    """What `claimlight batch` says where it does not even begin."""
    done = CliRunner().invoke(main, ["batch", *map(str, arguments)])
    assert done.exit_code == 1
    return done.output


def test_a_job_with_other_packs_keeps_them_and_goes_on_with_no_others(packs: Path, few: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(few, out, "--terms", packs, "--part-size", PART)
    rows = table(out, "terms")
    assert ("bridges-bridge", "bridges", "builders", "The builders") in {
        (row["entry"], row["dispute"], row["side"], row["side_name"]) for row in rows
    }
    assert "ua-liberation" not in {row["entry"] for row in rows}

    mark = json.loads((out / "run.json").read_text())["settings"]["terms"]
    kept = out / f"lexicon-{mark}"
    assert {file.name: file.read_bytes() for file in kept.iterdir()} == {file.name: file.read_bytes() for file in packs.iterdir()}
    metadata = pq.read_schema(next((out / "terms").iterdir())).metadata
    assert any(value.decode().endswith(f"+{mark}") for value in metadata.values())

    before = tree(out)
    assert f"it was begun with other contested terms (--terms {kept})" in refused(few, out, "--part-size", PART)
    (packs / "off.txt").write_text("")
    assert "contested terms" in refused(few, out, "--part-size", PART, "--terms", packs)
    assert tree(out) == before
    assert "all of it was there already" in batch(few, out, "--part-size", PART, "--terms", kept)


def test_a_job_with_the_shipped_packs_does_not_take_others(packs: Path, few: Path, tmp_path: Path) -> None:
    batch(few, tmp_path / "out")
    assert "begun with other contested terms (--terms shipped)" in refused(few, tmp_path / "out", "--terms", packs)


def test_own_terms_are_taken_in_where_they_are_asked_for(packs: Path, few: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    packs.rename(data / "terms")
    said = batch(few, tmp_path / "shipped", CLAIMLIGHT_DATA_DIR=str(data))
    assert "your own terms are left out; --terms own takes them in" in said
    batch(few, tmp_path / "own", "--terms", "own", CLAIMLIGHT_DATA_DIR=str(data))
    with_own = {row["dispute"] for row in table(tmp_path / "own", "terms")}
    assert with_own - {row["dispute"] for row in table(tmp_path / "shipped", "terms")} == {"bridges"}


def test_packs_that_cannot_be_used_stop_a_job_before_it_begins(packs: Path, few: Path, tmp_path: Path) -> None:
    (packs / "broken.toml").write_text("format = 1\n[[entry]\n")
    assert "broken.toml: is not TOML" in refused(few, tmp_path / "out", "--terms", packs)
    assert "is no folder with term packs" in refused(few, tmp_path / "out", "--terms", tmp_path / "none")
    (tmp_path / "empty").mkdir()
    assert "holds no term packs" in refused(few, tmp_path / "out", "--terms", tmp_path / "empty")
    assert not (tmp_path / "out").exists()


def test_articles_without_a_date_count_as_of_the_day_on_which_the_job_began(tmp_path: Path) -> None:
    """Terms may be contested since a day: what goes on tomorrow must find what it would have found today."""
    pack = PACK.format(dispute="bridges") + "  from = 2030-01-01\n"
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "bridges.toml").write_text(pack)
    fields = {"id": "undated", "text": "The bridge is open. " + article(0)["text"]}
    (tmp_path / "in.jsonl").write_text(json.dumps(fields) + "\n")

    def dated(out: str, *more: object) -> bool:
        batch(tmp_path / "in.jsonl", tmp_path / out, "--terms", tmp_path / "packs", *more)
        return any(row["dispute"] == "bridges" for row in table(tmp_path / out, "terms"))

    assert not dated("before", "--day", "2029-12-31")
    assert dated("after", "--day", "2030-01-01")
    run = json.loads((tmp_path / "after" / "run.json").read_text())
    assert run["settings"]["day"] == "2030-01-01"
    assert dated("after")  # goes on with the day that it began with
    assert "day was '2030-01-01' and is '2031-05-05'" in refused(
        tmp_path / "in.jsonl", tmp_path / "after", "--terms", tmp_path / "packs", "--day", "2031-05-05"
    )


def annotated(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["annotate", "--to", "json", *map(str, arguments)], input="A bridge. The liberation.")


def test_annotate_takes_packs_as_well(packs: Path) -> None:
    done = annotated("--terms", packs)
    found = json.loads(done.stdout)
    assert [card["entry"] for card in found["annotations"] if card["category"] == "contested-term"] == ["bridges-bridge"]
    assert "+" in found["engine"]["lexicon"]
    assert "+" not in json.loads(annotated("--terms", "shipped").stdout)["engine"]["lexicon"]
    assert annotated("--terms", "nowhere").exit_code == 1
