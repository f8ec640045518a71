"""`claimlight batch`: tables that join, the same bytes whoever does the work, rejects, messages."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from claimlight_engine import annotate
from claimlight_server.cli import main
from claimlight_server.corpus.schema import TABLES
from claimlight_server.formats.jsonl import spans_of
from corpus.articles import article, page
from corpus.conftest import ARTICLES, PART, batch, command, table, tree


def inside(*arguments: object) -> Result:
    """`claimlight batch` in this process: for what ends before any work."""
    return CliRunner().invoke(main, ["batch", *map(str, arguments)])


def test_every_row_joins(whole: Path) -> None:
    documents = {row["document"]: row for row in table(whole, "documents")}
    assert len(documents) == ARTICLES
    sentences = {(row["document"], row["sentence"]) for row in table(whole, "sentences")}
    attributions = {(row["document"], row["attribution"]): row for row in table(whole, "attributions")}
    sources = {(row["document"], row["source_id"]): row for row in table(whole, "sources")}
    terms = table(whole, "terms")
    assert attributions
    assert sources
    assert terms
    for (document, _), row in attributions.items():
        assert document in documents
        assert row["source_id"] is None or (document, row["source_id"]) in sources
        assert row["sentence"] is None or (document, row["sentence"]) in sentences
        text = documents[document]["text"]
        assert row["cue_text"] == " … ".join(text[span["start"] : span["end"]] for span in row["cue"])
    for (document, _), row in sources.items():
        assert all((document, claim) in attributions for claim in row["attributions"])
    for row in terms:
        assert documents[row["document"]]["text"][row["start"] : row["end"]] == row["exact"]
    for row in table(whole, "sentences"):
        assert row["attribution"] is None or (row["document"], row["attribution"]) in attributions


def test_the_tables_say_what_the_engine_says(whole: Path) -> None:
    for row in table(whole, "documents")[:10]:
        fields = article(int(row["id"].removeprefix("article-")))
        found = spans_of(annotate(fields["text"]))
        assert row["text"] == fields["text"]
        assert (row["outlet"], row["url"], row["published"].isoformat()) == (
            fields["outlet"],
            fields["url"],
            fields["published"],
        )
        ours = [each for each in table(whole, "attributions") if each["document"] == row["document"]]
        assert [[(s["start"], s["end"]) for s in each["content"]] for each in ours] == [
            each["content"] for each in found["attributions"]
        ]
        assert [each["name"] for each in table(whole, "sources") if each["document"] == row["document"]] == [
            source["name"] for source in found["sources"]
        ]


def test_schemas_are_as_documented(whole: Path) -> None:
    for name, schema in TABLES.items():
        for file in (whole / name).iterdir():
            assert pq.read_schema(file).equals(schema), name


def test_same_bytes_from_two_processes(lines: Path, whole: Path, tmp_path: Path) -> None:
    batch(lines, tmp_path / "out", "--processes", 2, "--part-size", PART)
    assert tree(tmp_path / "out") == tree(whole)


def test_a_finished_job_is_not_done_again(lines: Path, whole: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in (whole / "documents").iterdir()}
    assert "all of it was there already" in batch(lines, whole, "--part-size", PART)
    assert {file: file.stat().st_mtime_ns for file in (whole / "documents").iterdir()} == before


def test_another_job_is_refused(lines: Path, whole: Path) -> None:
    before = tree(whole)
    done = command("batch", lines, whole, "--part-size", PART, "--threshold", "0.9")
    assert done.returncode == 1
    assert "holds another job: threshold was 0.8 and is 0.9. Write to another folder" in done.stderr
    assert tree(whole) == before


def test_two_jobs_do_not_write_to_one_folder(lines: Path, tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl", reason="locks need a POSIX system")
    (tmp_path / "out").mkdir()
    with (tmp_path / "out" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = command("batch", lines, tmp_path / "out")
    assert done.returncode == 1
    assert "another claimlight batch writes to" in done.stderr


def test_what_cannot_be_annotated_goes_to_the_rejects_with_the_reason(
    tmp_path: Path, sabotage: Callable[[str], dict[str, str]]
) -> None:
    good = article(1)
    rows = [
        json.dumps(good),
        "no json",
        json.dumps({"id": 7}),
        json.dumps(good | {"id": "empty", "text": " \n"}),
        json.dumps(good | {"id": "german", "lang": "de-AT"}),
        json.dumps(good | {"id": "long", "text": "word " * 500_000}),
        json.dumps(good | {"id": "bug", "text": "RAISE " + good["text"]}),
        json.dumps(good | {"id": "crash", "text": "CRASH " + good["text"]}),
        json.dumps(good | {"id": "surrogate \ud800", "text": "A \ud800 B. " + good["text"]}),
        json.dumps(good | {"id": "last"}),
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    code = """
import os, signal, sys
if "claimlight_server.corpus.worker" in sys.orig_argv:
    from claimlight_server.corpus import part
    engine = part.annotate
    def annotate(document, options):
        if document.text.startswith("CRASH"):
            os.kill(os.getpid(), signal.SIGKILL)
        if document.text.startswith("RAISE"):
            raise ValueError("a bug")
        return engine(document, options)
    part.annotate = annotate
"""
    batch(tmp_path / "in.jsonl", tmp_path / "out", **sabotage(code))
    rejects = {row["place"].rpartition("#")[2]: row for row in table(tmp_path / "out", "rejects")}
    kinds = [(row["kind"], row["id"]) for row in rejects.values()]
    assert kinds == [
        ("unreadable", None),
        ("unreadable", None),
        ("no-text", "empty"),
        ("language", "german"),
        ("too-long", "long"),
        ("failed", "bug"),
        ("fatal", "crash"),
    ]
    assert [row["id"] for row in table(tmp_path / "out", "documents")] == ["article-1", "surrogate \ufffd", "last"]
    assert "exit code -9" in list(rejects.values())[-1]["error"]
    at = int(list(rejects)[1])
    assert (tmp_path / "in.jsonl").read_bytes()[at:].startswith(b'{"id": 7}')


def test_a_worker_that_is_killed_from_outside_costs_nothing(
    lines: Path, whole: Path, tmp_path: Path, sabotage: Callable[[str], dict[str, str]]
) -> None:
    code = f"""
import os, pathlib, signal, sys
if "claimlight_server.corpus.worker" in sys.orig_argv:
    from claimlight_server.corpus import part
    engine, calls = part.annotate, []
    def annotate(document, options):
        calls.append(1)
        mark = pathlib.Path({str(tmp_path / "killed")!r})
        if len(calls) == 8 and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return engine(document, options)
    part.annotate = annotate
"""
    batch(lines, tmp_path / "out", "--processes", 2, "--part-size", PART, **sabotage(code))
    assert (tmp_path / "killed").exists()
    assert tree(tmp_path / "out") == tree(whole)


def test_a_worker_that_cannot_start_ends_the_job(lines: Path, tmp_path: Path, sabotage: Callable[[str], dict[str, str]]) -> None:
    code = 'import os, sys\nif "claimlight_server.corpus.worker" in sys.orig_argv: os._exit(9)\n'
    done = command("batch", lines, tmp_path / "out", **sabotage(code))
    assert done.returncode == 1
    assert "before its first document (exit code 9)" in done.stderr


def test_all_inputs_give_the_same_annotations(tmp_path: Path) -> None:
    articles = [article(number) for number in range(8)]
    folder = tmp_path / "in"
    folder.mkdir()
    rows = [json.dumps(each) for each in articles]
    with gzip.open(folder / "a.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write("\n".join(rows[:2]) + "\n")
    (folder / "b.jsonl").write_text("\n".join(rows[2:4]), encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(articles[4:6]), folder / "c.parquet", row_group_size=1)
    (folder / "d.txt").write_text(articles[6]["text"], encoding="utf-8")
    (folder / "e.html").write_text(page(7), encoding="utf-8")
    batch(folder, tmp_path / "out", "--part-size", PART)
    documents = table(tmp_path / "out", "documents")
    assert table(tmp_path / "out", "rejects") == []
    for row, fields in zip(documents, articles, strict=True):
        if row["place"].endswith("e.html"):
            assert "Subscribe" not in row["text"]
            assert "Sport" not in row["text"]
            assert (row["outlet"], row["published"].isoformat()) == ("daily-light.example", fields["published"])
            assert fields["text"] in row["text"]
        else:
            assert row["text"] == fields["text"]
    counts = [row["attributions"] for row in documents]
    assert counts[:7] == [len(annotate(fields["text"]).attributions) for fields in articles[:7]]


def test_columns_by_other_names_and_facts_in_ids(tmp_path: Path) -> None:
    rows = [{"key": f"post_2024-05-0{number}_x", "body": article(number)["text"]} for number in range(1, 4)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    pattern = r"^(?P<outlet>[^_]+)_(?P<published>[\d-]+)_"
    fields = ("--field", "id=key", "--field", "text=body", "--id-pattern", pattern)
    batch(tmp_path / "in.parquet", tmp_path / "out", "--no-text", *fields)
    documents = table(tmp_path / "out", "documents")
    assert [(row["outlet"], row["published"].isoformat(), row["text"]) for row in documents] == [
        ("post", f"2024-05-0{number}", None) for number in range(1, 4)
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--field", "body=text"), 2, "--field takes NAME=COLUMN"),
        (("--id-pattern", "("), 2, "--id-pattern"),
        (("--processes", "0"), 2, "--processes"),
        (("--day", "yesterday"), 2, "--day"),
        (("--ray", "news/"), 2, "not news/: write --ray=local"),
    ],
)
def test_wrong_usage(lines: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    done = inside(lines, tmp_path / "out", *arguments)
    assert done.exit_code == code
    assert message in done.output


def test_inputs_that_are_not_there_or_of_no_format(tmp_path: Path) -> None:
    (tmp_path / "odd.xyz").write_text("x")
    for name, message in {
        str(tmp_path / "none.jsonl"): "No such file",
        str(tmp_path / "odd.xyz"): "say it by --from",
        "https://example.org/": "fetches no pages",
    }.items():
        done = inside(name, tmp_path / "out")
        assert done.exit_code == 1
        assert message in done.output


def test_an_empty_input_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("")
    done = inside(tmp_path / "in.jsonl", tmp_path / "out")
    assert done.exit_code == 0
    assert "the input is empty" in done.output


def test_an_output_that_cannot_be_written_is_told_by_its_name(lines: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = inside(lines, tmp_path / "file")
    assert done.exit_code == 1
    assert done.output == f"claimlight: {tmp_path / 'file'}: File exists\n"


def test_ctrl_c_stops_it_and_it_goes_on(lines: Path, whole: Path, tmp_path: Path) -> None:
    arguments = [sys.executable, "-m", "claimlight_server", "batch", str(lines), str(tmp_path / "out"), "--part-size", str(PART)]
    # What a shell starts in the background ignores Ctrl+C, and would hand that on.
    heeding = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, **heeding) as process:
        deadline = time.monotonic() + 60
        while not list((tmp_path / "out").glob("done/*")) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on from here" in said
    assert len(os.listdir(tmp_path / "out" / "done")) < len(os.listdir(whole / "done"))  # noqa: PTH208 - counted only
    batch(lines, tmp_path / "out", "--part-size", PART)
    assert tree(tmp_path / "out") == tree(whole)
