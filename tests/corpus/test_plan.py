"""Plans: every line belongs to exactly one unit, and a plan depends on the input alone."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlight_server.corpus.plan import FILES, LARGEST, SMALLEST, WANTED, PlanError, plan
from claimlight_server.corpus.read import read_unit
from claimlight_server.corpus.store import Input, list_inputs
from claimlight_server.formats.item import Item
from claimlight_server.formats.record import Columns


@given(st.lists(st.text(max_size=40), max_size=12), st.integers(1, 400), st.booleans())
def test_every_line_comes_out_once_and_in_order(texts: list[str], size: int, ended: bool) -> None:
    import tempfile  # noqa: PLC0415 - a fixture would be shared by all examples

    lines = [json.dumps({"id": number, "text": text}) for number, text in enumerate(texts)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.jsonl"
        path.write_text("\n".join(lines) + ("\n" if ended else ""), encoding="utf-8")
        units = plan(list_inputs((str(path),)), None, size)
        found = [item for unit in units for _, item in read_unit(unit, Columns())]
    assert [(item.id, item.document.text) for item in found if isinstance(item, Item)] == list(enumerate(texts))
    assert [unit.number for unit in units] == list(range(len(units)))


def test_parquet_is_cut_between_row_groups(tmp_path: Path) -> None:
    rows = [{"id": number, "text": f"Text {number}. " * 50} for number in range(20)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet", row_group_size=3)
    units = plan(list_inputs((str(tmp_path / "in.parquet"),)), None, 1)
    assert [(unit.start, unit.end) for unit in units] == [(number, number + 1) for number in range(7)]
    found = [item for unit in units for _, item in read_unit(unit, Columns())]
    assert [(item.id, item.place) for item in found if isinstance(item, Item)] == [
        (number, f"{tmp_path}/in.parquet#{number}") for number in range(20)
    ]


def test_small_files_share_a_part(tmp_path: Path) -> None:
    for number in range(FILES + 3):
        (tmp_path / f"{number:04}.txt").write_text("Text.")
    units = plan(list_inputs((str(tmp_path),)), None, None)
    assert [len(unit.paths) for unit in units] == [FILES, 3]
    assert [path for unit in units for path in unit.paths] == sorted(map(str, tmp_path.iterdir()))


def test_parts_grow_with_the_corpus() -> None:
    for total, size in ((1 << 20, SMALLEST), (1 << 30, (1 << 30) // WANTED), (1 << 40, LARGEST)):
        [first, *_] = plan([Input("news.warc", total, 0)], None, None)
        assert first.size == size


def test_names_that_tell_no_format() -> None:
    with pytest.raises(PlanError, match="say it by --from"):
        plan([Input("news", 10, 0)], None, None)
    assert plan([Input("news", 10, 0)], "text", None)[0].format == "text"
