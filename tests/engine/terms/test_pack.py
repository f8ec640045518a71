"""Packs that break the format: every file in broken/ says in its first lines what must be reported."""

from pathlib import Path

import pytest

from claimlight_engine.terms.lexicon import load, shipped, shipped_files
from claimlight_engine.terms.pack import parse_pack, read_pack
from claimlight_engine.terms.write import pack_toml

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.toml"))


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_problems_name_the_place(file):
    pack, problems = read_pack(file)
    expected = [line[10:] for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("# expect: ")]
    assert pack is None
    assert all(problem.file == file.name for problem in problems)
    found = [str(problem).removeprefix(f"{file.name}: ") for problem in problems]
    assert len(found) == len(expected)
    for wanted in expected:
        assert any(each.startswith(wanted) for each in found), found


def test_a_file_that_cannot_be_read(tmp_path):
    (tmp_path / "latin.toml").write_bytes(b'title = "caf\xe9"')
    for name in ("latin.toml", "none.toml"):
        pack, (problem,) = read_pack(tmp_path / name)
        assert pack is None
        assert str(problem).startswith(f"{name}: cannot be read: ")


def test_other_packs_go_on_working():
    lexicon = load([*BROKEN, *shipped_files()])
    assert lexicon.packs == shipped().packs
    assert {problem.file for problem in lexicon.problems} == {file.name for file in BROKEN}


@pytest.mark.parametrize("pack", shipped().packs, ids=lambda pack: pack.dispute)
def test_what_is_written_reads_the_same(pack):
    again, problems = parse_pack(pack_toml(pack), pack.dispute)
    assert problems == []
    assert again == pack
