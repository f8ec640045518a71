"""`claimlight lexicon`: what is looked for, what is wrong with it, and a reader's own terms."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimlight_engine.terms.lexicon import shipped
from claimlight_server.cli import main

PACK = """format = 1
dispute = "teams"
title = "Teams"
region = "World"
summary = "S"

[[entry]]
id = "blue-team"
kind = "identity"
note = "N"
  [[entry.form]]
  text = "blue team"
"""
TEXT = "The latte mob came to Donbass with the blue team.\n"


@pytest.fixture(autouse=True)
def terms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLAIMLIGHT_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data" / "terms"


def lexicon(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["lexicon", *arguments], input=stdin)


def add(*more: str) -> Result:
    return lexicon("add", "latte mob", "--note", "A word of my own.", "--kind", "identity", *more)


def found(tmp_path: Path) -> list[str]:
    """Entries that `claimlight annotate` marks in the text."""
    (tmp_path / "news.txt").write_text(TEXT)
    answer = json.loads(CliRunner().invoke(main, ["annotate", "--to", "json", str(tmp_path / "news.txt")]).stdout)
    return [card["entry"] for card in answer["annotations"] if card["category"] == "contested-term"]


def test_every_entry_has_a_line() -> None:
    lines = lexicon("list").output.splitlines()
    assert [line.split("\t")[0] for line in lines] == [entry.id for pack in shipped().packs for entry in pack.entries]
    assert {len(line.split("\t")) for line in lines} == {4}


def test_filters_narrow_the_list() -> None:
    assert lexicon("list", "donbass", "--kind", "place name").output.startswith("tn-donbas\tplace name\tukrainian-place-names\t")
    kashmir = lexicon("list", "--dispute", "kashmir").output.splitlines()
    assert {line.split("\t")[2] for line in kashmir} == {"kashmir"}
    assert lexicon("list", "--dispute", "kashmir", "--kind", "place name", "no such word").output == ""
    assert lexicon("list", "--region", "Spain").output.splitlines()
    assert lexicon("list", "--own").output == ""


def test_an_entry_is_shown_whole() -> None:
    output = lexicon("show", "tn-donbas").output
    pack, entry = shipped().entry("tn-donbas")
    for part in (entry.note, pack.summary, entry.why[0].reason, entry.wordings[0].text, "Reviewed 20"):
        assert part in output
    assert all(reference.title in output and reference.url in output for reference in entry.references)
    missing = lexicon("show", "nothing")
    assert missing.exit_code == 1
    assert "there is no entry 'nothing'" in missing.output


def test_the_shipped_packs_can_ship() -> None:
    checked = lexicon("check", "--shipping")
    assert checked.exit_code == 0, checked.output
    assert checked.output.endswith(" entries, 0 problems\n")


def test_check_names_file_entry_and_field(tmp_path: Path) -> None:
    file = tmp_path / "teams.toml"
    file.write_text(PACK.replace("identity", "colour").replace("note", "nota"))
    checked = lexicon("check", str(file))
    assert checked.exit_code == 1
    assert "teams.toml: blue-team: note: is missing or empty\n" in checked.output
    assert "teams.toml: blue-team: nota: is not a field of the format here\n" in checked.output
    assert "teams.toml: blue-team: kind: must be one of 'place name'" in checked.output
    file.write_text(PACK)
    assert lexicon("check", str(file)).exit_code == 0
    shipping = lexicon("check", "--shipping", str(file))
    assert shipping.exit_code == 1
    assert "teams.toml: blue-team: hit: has 0 examples, and needs 3\n" in shipping.output


def test_a_term_of_ones_own_is_found_switched_off_and_removed(tmp_path: Path) -> None:
    assert found(tmp_path) == ["tn-donbas"]
    assert add("--inflect", "noun", "--wording", "coffee drinkers", "most papers").exit_code == 0
    assert found(tmp_path) == ["my-latte-mob", "tn-donbas"]
    assert lexicon("list", "--own").output.split("\t")[0] == "my-latte-mob"
    assert lexicon("off", "my-latte-mob", "ukrainian-place-names").exit_code == 0
    assert found(tmp_path) == []
    assert "my-latte-mob\tidentity\tmy-terms\tlatte mob\toff\n" in lexicon("list", "--off").output
    assert "claimlight lexicon on ukrainian-place-names" in lexicon("show", "tn-donbas").output
    assert lexicon("on", "ukrainian-place-names").exit_code == 0
    assert lexicon("remove", "my-latte-mob").exit_code == 0
    assert found(tmp_path) == ["tn-donbas"]


def test_context_that_must_be_near(tmp_path: Path) -> None:
    assert add("--near", "Brooklyn", "--within", "5").exit_code == 0
    assert found(tmp_path) == ["tn-donbas"]
    assert lexicon("remove", "my-latte-mob").exit_code == 0
    assert add("--near", "blue", "--within", "5").exit_code == 0
    assert found(tmp_path) == ["tn-donbas"]
    assert lexicon("remove", "my-latte-mob").exit_code == 0
    assert add("--near", "blue", "--within", "9").exit_code == 0
    assert found(tmp_path) == ["my-latte-mob", "tn-donbas"]


def test_what_is_missing_is_asked_for() -> None:
    added = lexicon("add", "latte mob", stdin="What it says.\nidentity\n")
    assert added.exit_code == 0, added.output
    assert "What it says." in lexicon("show", "my-latte-mob").output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--id", "tn-donbas"), "my-terms.toml: tn-donbas: id: is already the id of an entry in ukrainian-place-names.toml"),
        (("--id", "Not An Id"), "must be small letters, digits and hyphens"),
        (("--pack", "../escape"), "must be the file's name without .toml"),
    ],
)
def test_a_term_that_is_wrong_is_not_added(terms: Path, arguments: tuple[str, ...], message: str) -> None:
    added = add(*arguments)
    assert added.exit_code == 1
    assert message in added.output
    assert not terms.exists()


def test_a_pack_that_somebody_gave(tmp_path: Path, terms: Path) -> None:
    file = tmp_path / "teams.toml"
    file.write_text(PACK)
    assert lexicon("install", str(file)).exit_code == 0
    assert found(tmp_path) == ["tn-donbas", "blue-team"]
    file.write_text(PACK.replace("blue team", "green team"))
    assert lexicon("install", str(file)).exit_code == 0
    assert found(tmp_path) == ["tn-donbas"]
    file.write_text("format = 2\n")
    refused = lexicon("install", str(file))
    assert refused.exit_code == 1
    assert "teams.toml: format: must be 1" in refused.output
    assert "green team" in (terms / "teams.toml").read_text()
    assert lexicon("remove", "teams").exit_code == 0
    assert list(terms.glob("*.toml")) == []


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    script = tmp_path / "editor.py"
    script.write_text(f"import sys, pathlib\nfile = pathlib.Path(sys.argv[1])\ntext = file.read_text(encoding='utf-8')\n"
                      f"file.write_text(text.replace({old!r}, {new!r}), encoding='utf-8')\n")  # fmt: skip
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")


def test_a_shipped_entry_is_changed_in_a_copy(tmp_path: Path, terms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(tmp_path, monkeypatch, "Donbass is spelled", "Donbass is written")
    changed = lexicon("change", "tn-donbas")
    assert changed.exit_code == 0, changed.output
    assert found(tmp_path) == ["my-tn-donbas"]
    assert "Donbass is written" in lexicon("show", "my-tn-donbas").output
    assert "Donbass is spelled" in lexicon("show", "tn-donbas").output


def test_an_edit_that_is_wrong_is_not_saved(tmp_path: Path, terms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add()
    before = (terms / "my-terms.toml").read_bytes()
    editor(tmp_path, monkeypatch, "note =", "nota =")
    changed = lexicon("change", "my-latte-mob", stdin="n\n")
    assert changed.exit_code == 1
    assert "my-terms.toml: my-latte-mob: note: is missing or empty" in changed.output
    assert (terms / "my-terms.toml").read_bytes() == before


def test_check_without_files_looks_at_ones_own(terms: Path) -> None:
    add()
    (terms / "broken.toml").write_text("format = 1\n[[entry]\n")
    (terms / "off.txt").write_text("gone-with-an-update\n")
    checked = lexicon("check")
    assert checked.exit_code == 1
    first, second, summary = checked.output.splitlines()
    assert first.startswith("broken.toml: is not TOML: ")
    assert second == "off.txt: 'gone-with-an-update' is no pack and no entry any more"
    assert summary == "2 files, 1 entries, 2 problems"
    assert lexicon("on", "gone-with-an-update").exit_code == 0
    (terms / "broken.toml").unlink()
    assert lexicon("check").output == "1 files, 1 entries, 0 problems\n"


def test_a_broken_pack_is_named_when_something_is_annotated_and_the_others_work(tmp_path: Path, terms: Path) -> None:
    add()
    (terms / "broken.toml").write_text("format = 1\n[[entry]\n")
    (tmp_path / "news.txt").write_text(TEXT)
    done = CliRunner().invoke(main, ["annotate", str(tmp_path / "news.txt")])
    assert done.exit_code == 0
    assert done.stderr.startswith("claimlight: your own terms: broken.toml: is not TOML: ")
    assert "latte mob[" in done.stdout


def test_a_pack_cannot_steer_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "teams.toml"
    file.write_text(PACK.replace('"N"', r'"\u001b]0;owned\u0007"'))
    assert lexicon("install", str(file)).exit_code == 0
    assert not set(lexicon("show", "blue-team").output) & {"\x1b", "\x07"}


@pytest.mark.parametrize("arguments", [("off", "nothing"), ("remove", "nothing"), ("remove", "tn-donbas"), ("change", "nothing")])
def test_what_is_not_there_is_said(arguments: tuple[str, ...]) -> None:
    done = lexicon(*arguments)
    assert done.exit_code == 1
    assert "there is no" in done.output


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CLAIMLIGHT_DATA_DIR", str(tmp_path / "file" / "data"))
    done = add()
    assert done.exit_code == 1
    assert "Not a directory" in done.output
    assert lexicon("folder").output == f"{tmp_path / 'file' / 'data' / 'terms'}\n"
