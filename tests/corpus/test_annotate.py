"""`claimlight annotate` for people: Markdown, tables and Web Annotation, folders and patterns, errors with their reasons."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

import claimlight_engine
from claimlight_engine import annotate
from claimlight_server.cli import main
from claimlight_server.formats.csv import safe_cell
from claimlight_server.formats.flat import FIELDS
from corpus.articles import article, page

TEXT = "Ann Roe said that the liberation of Kupyansk in Ukraine was near.\n\nCritics denied it."


def run(*arguments: object, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["annotate", *map(str, arguments)], input=stdin)


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_a_row_an_annotation_and_offsets_that_hold() -> None:
    rows = read_csv(run("--to", "csv", stdin=TEXT).stdout)
    assert list(rows[0]) == list(FIELDS)
    for row in rows:
        assert TEXT[int(row["start"]) : int(row["end"])] == row["exact"]
        assert row["why"]
    found = annotate(TEXT)
    assert [row["id"] for row in rows if row["category"] == "attributed-claim"] == [each.id for each in found.attributions]
    assert [row["entry"] for row in rows if row["category"] == "contested-term"] == ["ua-liberation"]


def test_csv_has_one_header_for_all_documents(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    rows = read_csv(run(tmp_path, "--to", "csv").stdout)
    assert {Path(row["document"]).name for row in rows} == {"a.txt", "b.txt"}


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


def test_parquet_goes_in_and_out(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist([article(number) for number in range(3)]), tmp_path / "in.parquet")
    done = run(tmp_path / "in.parquet", "-o", tmp_path / "out.parquet")
    assert done.exit_code == 0, done.output
    rows = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert {row["document"] for row in rows} == {"article-0", "article-1", "article-2"}
    assert {row["published"].isoformat() for row in rows} == {article(number)["published"] for number in range(3)}
    texts = {fields["id"]: fields["text"] for fields in map(article, range(3))}
    assert all(texts[row["document"]][row["start"] : row["end"]] == row["exact"] for row in rows)
    assert not list(tmp_path.glob(".*"))


def test_json_ld_is_a_page_of_web_annotations() -> None:
    done = run("--to", "jsonld", stdin=TEXT)
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert found["type"] == "AnnotationPage"
    assert {item["type"] for item in found["items"]} == {"Annotation"}
    assert len({item["id"] for item in found["items"]}) == len(found["items"]) >= 3
    for item in found["items"]:
        assert item["target"]
        for target in item["target"]:
            quote, position = target["selector"]
            start, end = position["start"], position["end"]
            assert TEXT[start:end] == quote["exact"]
            assert TEXT[:start].endswith(quote["prefix"])
            assert TEXT[end:].startswith(quote["suffix"])
        assert item["body"][-1]["purpose"] == "commenting"


def test_markdown_is_read_as_blocks_without_its_signs(tmp_path: Path) -> None:
    (tmp_path / "news.md").write_text(
        "# A headline\n\nAnn **Roe** [said](https://example.org/a) that *it* is over.\n\n> Critics denied it.\n\n```\ncode\n```\n"
    )
    found = json.loads(run(tmp_path / "news.md", "--to", "json").stdout)
    assert len(found["blocks"]) == 3
    rows = read_csv(run(tmp_path / "news.md", "--to", "csv").stdout)
    assert (rows[0]["source"], rows[0]["cue"], rows[0]["exact"]) == ("Ann Roe", "said", "that it is over")
    assert rows[0]["title"] == "A headline"
    assert "A headline\n\nAnn Roe said" in run(tmp_path / "news.md").stdout


def test_of_a_page_only_the_article_counts_and_the_page_stays_whole(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page(3), encoding="utf-8")
    rows = read_csv(run(tmp_path / "page.html", "--to", "csv").stdout)
    assert len([row for row in rows if row["category"] == "attributed-claim"]) == len(annotate(article(3)["text"]).attributions)
    assert {row["outlet"] for row in rows} == {"northern-post.example"}
    html = run(tmp_path / "page.html").stdout
    assert "Subscribe to our newsletter" in html
    assert "<mark" in html


def test_folders_patterns_and_file_addresses_name_files(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "a.txt", "deep/c.md"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    with gzip.open(tmp_path / "d.jsonl.gz", "wt") as stream:
        stream.write(json.dumps({"id": "d", "text": TEXT}) + "\n")

    def places(*arguments: object) -> list[str]:
        done = run(*arguments, "--to", "jsonl", "-q")
        assert done.exit_code == 0, done.output
        return [json.loads(line)["id"].removeprefix(f"{tmp_path}/") for line in done.stdout.splitlines()]

    assert places(tmp_path) == ["a.txt", "b.txt", "d", "deep/c.md"]
    assert places(f"{tmp_path}/*.txt", tmp_path / "a.txt") == ["a.txt", "b.txt"]
    assert places(f"{tmp_path}/**/*.md") == ["deep/c.md"]
    assert places((tmp_path / "a.txt").as_uri()) == ["a.txt"]
    refused = run("https://example.org/page.html")
    assert refused.exit_code == 2
    assert "fetches no pages" in refused.output


def test_errors_say_why_and_fail_fast_stops_at_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        json.dumps({"id": 1, "text": TEXT}),
        "broken",
        json.dumps({"id": 2, "text": "BUG"}),
        json.dumps({"id": 3, "text": TEXT}),
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n")

    def buggy(document: claimlight_engine.Document, options: object) -> claimlight_engine.Annotations:
        if document.text == "BUG":
            raise RuntimeError("a bug")
        return annotate(document)

    monkeypatch.setattr(sys.modules["claimlight_server.cli.annotate"], "annotate_document", buggy)
    done = run(tmp_path / "in.jsonl")
    assert done.exit_code == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, 3]
    assert "in.jsonl:2: " in done.stderr
    assert "in.jsonl:3: could not be annotated: RuntimeError: a bug" in done.stderr
    assert "2 documents" in done.stderr.splitlines()[-1]
    fast = run(tmp_path / "in.jsonl", "--fail-fast", "-q")
    assert fast.exit_code == 1
    assert [json.loads(line)["id"] for line in fast.stdout.splitlines()] == [1]
    assert len(fast.stderr.splitlines()) == 1


def test_formats_that_do_not_go_together(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": 1, "text": TEXT}) + "\n")
    done = run(tmp_path)
    assert done.exit_code == 2
    assert "choose one by --to" in done.output


@pytest.mark.parametrize("name", ["in.warc", "in.parquet"])
def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("claimlight_server.extras.find_spec", lambda module: None if module == "pyarrow" else object())
    (tmp_path / name).write_bytes(b"x")
    done = run(tmp_path / name)
    assert done.exit_code == 1
    assert "pip install 'claimlight[corpus]'" in done.output
    for command in (["batch", str(tmp_path), str(tmp_path / "out")], ["report", str(tmp_path)]):
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 1
        assert "pip install 'claimlight[" in done.output


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    done = run(tmp_path / "a.txt", "-o", tmp_path / "a.txt")
    assert done.exit_code == 2
    assert "is an input, and would be overwritten" in done.stderr
    assert (tmp_path / "a.txt").read_text() == TEXT


def test_a_second_run_does_not_annotate_what_the_first_has_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    for _ in range(2):
        assert run(tmp_path, "-o", f"{tmp_path}/").exit_code == 0
    assert {file.name for file in tmp_path.iterdir()} == {"a.txt", "a.annotated.txt"}


def test_a_folder_without_files_of_a_known_format_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    done = run(tmp_path)
    assert done.exit_code == 2
    assert "holds no files whose names tell a format (.html, " in done.stderr


def test_no_documents_make_an_empty_table(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("\n")
    assert run(tmp_path / "in.jsonl", "--to", "csv").stdout.strip().split(",") == list(FIELDS)
    assert run(tmp_path / "in.jsonl", "-o", tmp_path / "out.parquet", "--to", "parquet").exit_code == 0
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 0


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs Linux's device that is always full")
@pytest.mark.parametrize("target", ["html", "jsonl", "parquet"])
def test_a_full_disk_is_told_in_a_line(tmp_path: Path, target: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    done = run(tmp_path / "a.txt", "--to", target, "-o", "/dev/full")
    assert done.exit_code == 1
    assert "/dev/full: can't be written: No space left on device" in done.stderr
    assert Path("/dev/full").is_char_device()


def test_ctrl_c_keeps_what_was_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"id": number, "text": TEXT}) for number in range(3)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    calls: list[int] = []

    def interrupted(document: claimlight_engine.Document, options: claimlight_engine.Options) -> claimlight_engine.Annotations:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return annotate(document, options)

    monkeypatch.setattr(sys.modules["claimlight_server.cli.annotate"], "annotate_document", interrupted)
    done = run(tmp_path / "in.jsonl", "-o", tmp_path / "out.parquet", "--to", "parquet")
    assert done.exit_code == 130
    assert "stopped; what was done is written" in done.stderr
    assert {row["document"] for row in pq.read_table(tmp_path / "out.parquet").to_pylist()} == {"0", "1"}
