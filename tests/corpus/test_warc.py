"""WARC: however an archive is cut, each page comes out once; what is damaged costs itself alone."""

from __future__ import annotations

import gc
import io
import json
import random
import warnings
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from claimlight_server.corpus.plan import Unit, plan
from claimlight_server.corpus.read import read_unit
from claimlight_server.corpus.store import list_inputs
from claimlight_server.formats.item import Bad, Item
from claimlight_server.formats.record import Columns
from corpus.articles import article, page
from corpus.conftest import batch, command, table, tree

PAGES = 12


def archive(path: Path) -> list[int]:
    """An archive with pages among other records; gives the offsets of the pages."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # of warcio's writer, which leaves temporary files to the collector
        offsets = write_archive(path)
        gc.collect()
    return offsets


def write_archive(path: Path) -> list[int]:
    offsets = []
    chance = random.Random(3)
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")

        def add(url: str, body: bytes, kind: str, status: str = "200 OK", record: str = "response") -> None:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    url, record, payload=io.BytesIO(body), http_headers=None if record == "metadata" else headers
                )
            )

        for number in range(PAGES):
            url = f"https://www.outlet{number % 2}.example/{number}"
            add(url, b"a: b", "application/warc-fields", record="metadata")
            add(f"{url}.png", chance.randbytes(3000) + b"\x1f\x8b\x08\r\n\r\nWARC/1.0\r\nContent-Length: 3\r\n\r\n", "image/png")
            add(f"{url}-gone", b"<p>not here</p>", "text/html", "404 Not Found")
            offsets.append(file.tell())
            body = page(number).replace(f'<link rel="canonical" href="{article(number)["url"]}">', "")
            add(url, body.encode("utf-8"), "text/html; charset=utf-8")
    return offsets


@pytest.fixture(scope="module", params=["news.warc", "news.warc.gz"])
def warc(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    path = tmp_path_factory.mktemp("warc") / request.param
    return path, archive(path)


def places(units: list[Unit]) -> list[int]:
    found = [item for unit in units for _, item in read_unit(unit, Columns())]
    assert all(isinstance(item, Item) for item in found)
    return [int(item.place.rpartition("#")[2]) for item in found]


def test_every_page_comes_out_once_wherever_it_is_cut(warc: tuple[Path, list[int]]) -> None:
    path, offsets = warc
    [whole] = list_inputs((str(path),))

    @settings(max_examples=25)  # each reads all pages
    @given(st.lists(st.integers(0, whole.size), max_size=6))
    def check(cuts: list[int]) -> None:
        edges = sorted({0, whole.size, *cuts})
        units = [
            Unit(number, "warc", (whole.path,), start, end, end - start) for number, (start, end) in enumerate(pairwise(edges))
        ]
        assert places(units) == offsets

    check()
    assert places(plan([whole], None, 4096)) == offsets


def test_pages_come_with_address_outlet_date_and_article(warc: tuple[Path, list[int]], tmp_path: Path) -> None:
    path, _ = warc
    batch(path, tmp_path / "out", "--part-size", "0.02")
    documents = table(tmp_path / "out", "documents")
    assert [row["url"] for row in documents] == [f"https://www.outlet{n % 2}.example/{n}" for n in range(PAGES)]
    for number, row in enumerate(documents):
        assert row["outlet"] == f"outlet{number % 2}.example"
        assert row["published"].isoformat() == article(number)["published"]
        assert article(number)["text"] in row["text"]
        assert "Subscribe" not in row["text"]
    assert table(tmp_path / "out", "rejects") == []
    batch(path, tmp_path / "again", "--part-size", "0.02", "--processes", 1)
    assert tree(tmp_path / "again") == tree(tmp_path / "out")


def test_a_damaged_record_costs_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    offsets = archive(path)
    data = bytearray(path.read_bytes())
    data[offsets[4] + 200 : offsets[4] + 240] = b"\0" * 40
    path.write_bytes(data)
    batch(path, tmp_path / "out")
    urls = [row["url"] for row in table(tmp_path / "out", "documents")]
    assert urls == [f"https://www.outlet{n % 2}.example/{n}" for n in range(PAGES) if n != 4]
    [reject] = table(tmp_path / "out", "rejects")
    assert reject["place"] == f"{path}#{offsets[4]}"
    assert "damaged" in reject["error"]


def test_an_archive_that_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    offsets = archive(path)
    path.write_bytes(path.read_bytes()[: offsets[-1] + 300])
    batch(path, tmp_path / "out")
    assert len(table(tmp_path / "out", "documents")) == PAGES - 1


def test_annotate_reads_archives_as_well(warc: tuple[Path, list[int]]) -> None:
    done = command("annotate", warc[0], "--quiet")
    assert done.returncode == 0
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [f"{warc[0]}#{offset}" for offset in warc[1]]


def test_a_file_that_is_no_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.warc"
    path.write_bytes(b"nothing of the kind\r\n" * 50)
    done = command("annotate", path)
    assert done.returncode == 1
    assert "odd.warc" in done.stderr
    assert "Traceback" not in done.stderr
    batch(path, tmp_path / "out")
    assert [row["kind"] for row in table(tmp_path / "out", "rejects")] == ["unreadable"]
    assert isinstance(next(read_unit(Unit(0, "warc", (str(path),), 0, 1000, 1000), Columns()))[1], Bad)
