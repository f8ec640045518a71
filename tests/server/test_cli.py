"""The command line: formats in and out, messages that name file and line, exit codes."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import claimlight_engine
from claimlight_server.cli import main
from claimlight_server.store.database import open_database
from claimlight_server.store.own import Kind, Own

TEXT = "Mayor Jane Roe said that the town will grow.\n\nThe liberation of Kupyansk in Ukraine was announced in Moscow.\n"
PAGE = f"<!doctype html><html><head><title>T</title><script>evil()</script></head><body><p>{TEXT}</p></body></html>"


def run(*arguments: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


def command(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "claimlight_server", *arguments],
        input=stdin,
        capture_output=True,
        timeout=60,
        env=os.environ | environment,
        check=False,
    )


def test_version() -> None:
    assert run("--version").output == f"claimlight, version {claimlight_engine.__version__}\n"


def test_jsonl_keeps_order_and_has_exactly_the_keys_of_the_scoring_contract() -> None:
    lines = "".join(json.dumps({"id": id_, "text": TEXT, "more": 1}) + "\n" for id_ in ("b", "a", 7))
    done = command("annotate", "--from", "jsonl", "--to", "jsonl", stdin=lines.encode())
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["b", "a", 7]
    for row in rows:
        assert set(row) == {"id", "sentences", "attributions", "terms", "sources"}
        for claim in row["attributions"]:
            assert set(claim) == {"source", "cue", "content", "kind", "stance", "speaker"}
        claim = row["attributions"][0]
        [[start, end]] = claim["source"]
        assert TEXT[start:end] == "Mayor Jane Roe"
        [term] = row["terms"]
        assert set(term) == {"start", "end", "entry", "voice"}
        assert TEXT[term["start"] : term["end"]] == "liberation"
        assert all(set(sentence) == {"start", "end", "status", "score"} for sentence in row["sentences"])
        assert all(set(source) == {"id", "name", "kind"} for source in row["sources"])


def test_a_bad_line_is_named_the_others_are_done_and_the_exit_code_says_so() -> None:
    good = json.dumps({"id": "a", "text": TEXT})
    lines = f'{good}\n\nnot json\n[]\n{{"id": 1}}\n{{"id": null, "text": ""}}\n{good}\n'
    done = command("annotate", "--from", "jsonl", "--to", "jsonl", stdin=lines.encode())
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    *errors, summary = done.stderr.decode().splitlines()
    assert "2 documents" in summary
    assert "4 could not be annotated" in summary
    assert [error.split(": ")[1] for error in errors] == [f"standard input:{number}" for number in (3, 4, 5, 6)]
    assert "text: must be a string" in errors[2]


def test_a_text_keeps_its_words_and_gets_notes(tmp_path: Path) -> None:
    file = tmp_path / "news.txt"
    file.write_text(TEXT)
    output = run("annotate", str(file)).output
    assert "\x1b" not in output  # not a terminal: no colour
    assert "town will grow[1]." in output
    assert "[1] attributed claim: “that the town will grow”\n    Credited to" in output
    note = re.search(r"\[(\d)\] contested term: “liberation”\n", output)
    assert note
    assert f"liberation[{note[1]}] of" in output


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_colour_on_a_terminal_unless_the_reader_wants_none(environment: dict[str, str], coloured: bool) -> None:
    import pty  # noqa: PLC0415 - not on Windows

    parent, child = pty.openpty()
    settings = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm"} | environment
    with subprocess.Popen(
        [sys.executable, "-m", "claimlight_server", "annotate", "-"], stdin=subprocess.PIPE, stdout=child, env=settings
    ) as process:
        process.communicate(TEXT.encode(), timeout=60)
    os.close(child)
    output = b""
    while b"Moscow" not in output.split(b"[2]")[-1] and (more := _read(parent)):
        output += more
    os.close(parent)
    assert (b"\x1b[" in output) is coloured


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # Linux says so where the other end is closed
        return b""


def test_a_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "evil.txt"
    file.write_text("Ann Roe said that \x1b]0;owned\x07 \x1b[2J \u202e it is over.")
    output = run("annotate", str(file)).output
    assert not set(output) & {"\x1b", "\x07", "\u202e"}


def test_html_becomes_one_page_without_its_scripts(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE)
    output = run("annotate", str(file)).output
    assert "evil()" not in output
    assert '<mark class="claimlight" data-claimlight="a1"' in output
    assert 'id="claimlight-data"' in output


def test_json_takes_a_request_and_gives_the_servers_answer(tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    file.write_text(json.dumps({"blocks": [{"id": 4, "runs": [TEXT]}]}))
    answer: dict[str, Any] = json.loads(run("annotate", str(file)).output)
    assert answer["version"] == 1
    assert answer["blocks"][0]["id"] == 4


def test_every_format_goes_into_every_other(tmp_path: Path) -> None:
    inputs = {
        "html": PAGE,
        "text": TEXT,
        "json": json.dumps({"blocks": [{"id": 0, "runs": [TEXT]}]}),
        "jsonl": json.dumps({"id": "a", "text": TEXT}) + "\n",
    }
    for source, content in inputs.items():
        file = tmp_path / source
        file.write_text(content)
        for target in inputs:
            result = run("annotate", "--from", source, "--to", target, str(file))
            assert result.exit_code == 0, (source, target, result.output)
            assert "liberation" in result.output or target == "jsonl", (source, target)


def test_output_goes_to_a_file_or_one_a_document_into_a_folder(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.html").write_text(PAGE)
    pages = [str(tmp_path / "a.html"), str(tmp_path / "b.html")]
    assert run("annotate", pages[0], "-o", str(tmp_path / "one.html")).output == ""
    assert "<mark" in (tmp_path / "one.html").read_text()
    assert run("annotate", *pages, "-o", f"{tmp_path}/out/").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.annotated.html", "b.annotated.html"]
    lines = tmp_path / "all.jsonl"
    lines.write_text((json.dumps({"id": 1, "text": TEXT}) + "\n") * 2)
    assert run("annotate", str(lines), "--to", "text", "-o", f"{tmp_path}/lines/").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "lines").iterdir()) == ["all-1.annotated.txt", "all-2.annotated.txt"]
    refused = run("annotate", *pages)
    assert refused.exit_code == 2
    assert "--output" in refused.output


@pytest.mark.parametrize(
    "arguments", [["annotate", "--from", "pdf"], ["annotate", "--threshold", "2"], ["nothing"], ["serve", "--port", "x"]]
)
def test_wrong_usage_has_exit_code_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_missing_file_and_one_that_is_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_bytes(b"\xff\xfe\x00")
    result = run("annotate", str(tmp_path / "none.txt"), str(tmp_path / "odd.txt"))
    assert result.exit_code == 1
    assert f"{tmp_path}/none.txt: No such file" in result.output
    assert f"{tmp_path}/odd.txt: is not UTF-8" in result.output


def test_a_pipe_that_closes_early_is_no_error() -> None:
    lines = (json.dumps({"id": 1, "text": TEXT}) + "\n") * 2000
    with subprocess.Popen(
        [sys.executable, "-m", "claimlight_server", "annotate", "--from", "jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        try:
            process.stdin.write(lines.encode())
            process.stdin.close()
        except BrokenPipeError:
            pass
        assert b"Traceback" not in process.stderr.read()


def test_data_is_exported_and_erased(tmp_path: Path) -> None:
    environment = {"CLAIMLIGHT_STATE_DIR": str(tmp_path)}
    folder = tmp_path / "data"
    (folder / "terms").mkdir(parents=True)
    (folder / "terms" / "off.txt").write_text("ua-liberation\n")
    with contextlib.closing(open_database(folder / "store.sqlite3")) as connection:
        Own(connection).keep(Kind.NOTE, "a", {"text": "xylophone"})
        Own(connection).keep(Kind.HIDDEN, "b", {})
    (folder / "store.sqlite3.before-v2").write_text("a copy with xylophone")
    assert command("data", "--history", "on", **environment).returncode == 0
    exported = json.loads(command("data", "--export", **environment).stdout)
    assert [note["value"] for note in exported["notes"]] == [{"text": "xylophone"}]
    assert [mark["id"] for mark in exported["hidden"]] == ["b"]
    assert exported["history"]["on"] is True
    assert exported["terms"] == {"off.txt": "ua-liberation\n"}
    assert command("data", "--erase", stdin=b"n\n", **environment).returncode == 1
    assert command("data", "--erase", "--yes", **environment).returncode == 0
    left = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert b"xylophone" not in left
    assert b"ua-liberation" not in left
    assert json.loads(command("data", "--export", **environment).stdout)["notes"] == []
