"""A reader's own packs and switches: kept apart, checked before they are written, errors that name the place."""

from dataclasses import replace

import pytest

from claimlight_engine.errors import LexiconError
from claimlight_engine.terms import edit, own
from claimlight_engine.terms.entry import Entry, EntryKind, Form, Inflect
from claimlight_engine.terms.lexicon import shipped
from claimlight_engine.terms.match import find
from claimlight_engine.terms.write import pack_toml

MINE = Entry("latte-mob", EntryKind.IDENTITY, "A word of my own.", (Form("latte mob", inflect=Inflect.NOUN),))


def entries(folder, text: str) -> list[str]:
    return [match.entry.id for match in find(text, own.lexicon_with(folder).index)]


def test_without_a_folder_the_shipped_packs_stand(tmp_path):
    lexicon = own.lexicon_with(tmp_path / "none")
    assert lexicon.packs == shipped().packs
    assert lexicon.problems == ()


def test_added_entries_are_found_and_kept(tmp_path):
    assert edit.add_entry(tmp_path, MINE) == ()
    (tmp_path / "my-terms.toml").write_text("# my comment\n" + (tmp_path / "my-terms.toml").read_text(encoding="utf-8"))
    assert edit.add_entry(tmp_path, replace(MINE, id="blue-team", forms=(Form("blue team"),))) == ()
    assert entries(tmp_path, "Latte mobs and the blue team in Donbass.") == ["latte-mob", "blue-team", "tn-donbas"]
    assert (tmp_path / "my-terms.toml").read_text(encoding="utf-8").startswith("# my comment\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my-terms.toml"]


def test_a_duplicate_id_is_refused_and_named(tmp_path):
    (problem,) = edit.add_entry(tmp_path, replace(MINE, id="tn-donbas"))
    assert str(problem) == "my-terms.toml: tn-donbas: id: is already the id of an entry in ukrainian-place-names.toml"
    assert list(tmp_path.iterdir()) == []


def test_an_entry_twice_in_a_file_is_refused(tmp_path):
    edit.add_entry(tmp_path, MINE)
    before = (tmp_path / "my-terms.toml").read_bytes()
    (problem,) = edit.add_entry(tmp_path, MINE)
    assert "latte-mob: id: is already the id of an entry in my-terms.toml" in str(problem)
    assert (tmp_path / "my-terms.toml").read_bytes() == before


def test_a_broken_pack_is_reported_and_the_others_work(tmp_path):
    edit.add_entry(tmp_path, MINE)
    (tmp_path / "broken.toml").write_text("format = 1\n[[entry]\n", encoding="utf-8")
    (tmp_path / "clash.toml").write_text(pack_toml(replace(shipped().packs[0], dispute="clash")), encoding="utf-8")
    lexicon = own.lexicon_with(tmp_path)
    assert {problem.file for problem in lexicon.problems} == {"broken.toml", "clash.toml"}
    assert entries(tmp_path, "A latte mob in Donbass.") == ["latte-mob", "tn-donbas"]


def test_switches(tmp_path):
    edit.add_entry(tmp_path, MINE)
    edit.switch(tmp_path, "ukrainian-place-names", on=False)
    edit.switch(tmp_path, "latte-mob", on=False)
    assert entries(tmp_path, "A latte mob in Donbass.") == []
    assert own.lexicon_with(tmp_path).entry("tn-donbas")[1].id == "tn-donbas"  # still there to be shown
    edit.switch(tmp_path, "ukrainian-place-names", on=True)
    assert entries(tmp_path, "A latte mob in Donbass.") == ["tn-donbas"]
    with pytest.raises(LexiconError, match="no pack and no entry 'nothing'"):
        edit.switch(tmp_path, "nothing", on=False)


def test_a_shipped_entry_is_changed_by_a_copy(tmp_path):
    assert edit.copy_entry(tmp_path, "tn-donbas", "my-donbas") == ()
    assert entries(tmp_path, "In Donbass.") == ["my-donbas"]
    edit.remove_pack(tmp_path, "my-donbas")
    edit.switch(tmp_path, "tn-donbas", on=True)
    assert entries(tmp_path, "In Donbass.") == ["tn-donbas"]
    with pytest.raises(LexiconError, match="no entry 'nothing'"):
        edit.copy_entry(tmp_path, "nothing", "mine")
    with pytest.raises(LexiconError, match="no pack of your own 'my-donbas'"):
        edit.remove_pack(tmp_path, "my-donbas")


@pytest.mark.parametrize("name", ["../escape", "Upper", "", "a/b"])
def test_a_pack_is_called_in_small_letters_and_hyphens(tmp_path, name):
    folder = tmp_path / "own"
    assert any(problem.field == "dispute" for problem in edit.add_entry(folder, MINE, name))
    assert not folder.exists()


FILE = """# Mine.
format = 1
dispute = "teams"
title = "Teams"
region = "World"
summary = "S"

[[entry]]  # the first
id = "one"
kind = "identity"
note = "Has [[entry]] in it."
  [[entry.form]]
  text = "blue team"

# About the second.
[[entry]]
id = "two"
kind = "identity"
note = "N"
  [[entry.form]]
  text = "green team"
"""


@pytest.fixture
def teams(tmp_path):
    (tmp_path / "teams.toml").write_text(FILE, encoding="utf-8")
    return tmp_path


def test_a_change_leaves_the_rest_of_the_file_as_it_is(teams):
    assert edit.change_entry(teams, replace(MINE, id="two")) == ()
    text = (teams / "teams.toml").read_text(encoding="utf-8")
    assert text.startswith(FILE[: FILE.index('[[entry]]\nid = "two"')])
    assert entries(teams, "A latte mob, a green team, a blue team.") == ["two", "one"]


def test_a_change_that_is_wrong_changes_nothing(teams):
    problems = edit.change_entry(teams, replace(MINE, id="two", note=""))
    assert [str(problem) for problem in problems] == ["teams.toml: two: note: is missing or empty"]
    assert (teams / "teams.toml").read_text(encoding="utf-8") == FILE
    with pytest.raises(LexiconError, match="no entry of your own 'tn-donbas'"):
        edit.change_entry(teams, replace(MINE, id="tn-donbas"))


def test_removing_entries_until_the_pack_goes(teams):
    assert edit.remove_entry(teams, "one") == ()
    assert entries(teams, "A green team and a blue team.") == ["two"]
    assert edit.remove_entry(teams, "two") == ()
    assert list(teams.iterdir()) == []
    with pytest.raises(LexiconError, match="no entry of your own 'two'"):
        edit.remove_entry(teams, "two")


def test_what_is_removed_leaves_no_switch_behind(teams):
    for item in ("one", "teams", "tn-donbas"):
        edit.switch(teams, item, on=False)
    edit.remove_entry(teams, "one")
    edit.remove_pack(teams, "teams")
    assert own.lexicon_with(teams).off == {"tn-donbas"}


def test_the_list_of_switches_keeps_its_comments_and_is_not_overwritten_where_it_cannot_be_read(tmp_path):
    (tmp_path / "off.txt").write_text("# not now\ntn-donbas\n", encoding="utf-8")
    edit.switch(tmp_path, "kashmir", on=False)
    edit.switch(tmp_path, "kashmir", on=False)
    edit.switch(tmp_path, "tn-donbas", on=True)
    assert (tmp_path / "off.txt").read_text(encoding="utf-8") == "# not now\nkashmir\n"
    (tmp_path / "off.txt").write_bytes(b"kashmir\n\xff\n")
    with pytest.raises(LexiconError, match=r"off\.txt: cannot be read"):
        edit.switch(tmp_path, "tn-donbas", on=False)


def test_half_a_character_is_refused(tmp_path):
    (problem,) = edit.add_entry(tmp_path, replace(MINE, note="\ud800"))
    assert "half of a character" in problem.message
    assert list(tmp_path.iterdir()) == []


def test_a_switch_of_something_that_an_update_took_away_can_go(teams):
    (teams / "off.txt").write_text("long-gone\n", encoding="utf-8")
    edit.switch(teams, "long-gone", on=True)
    assert own.lexicon_with(teams).off == frozenset()
    with pytest.raises(LexiconError, match="no pack and no entry 'long-gone'"):
        edit.switch(teams, "long-gone", on=True)


def test_entries_written_in_line_are_changed_too(teams):
    pack = own.own_packs(teams)[0]
    lines = FILE[: FILE.index("[[entry]]")] + "entry = [\n"
    for entry in pack.entries:
        lines += f'{{id = "{entry.id}", kind = "identity", note = "N", form = [{{text = "{entry.forms[0].text}"}}]}},\n'
    (teams / "teams.toml").write_text(lines + "]\n", encoding="utf-8")
    assert edit.change_entry(teams, replace(MINE, id="one")) == ()
    assert entries(teams, "A latte mob, a green team, a blue team.") == ["one", "two"]


def test_unreadable_files_are_reported_and_the_others_work(teams):
    (teams / "off.txt").write_bytes(b"\xff")
    (teams / "latin.toml").write_bytes(b"# caf\xe9")
    lexicon = own.lexicon_with(teams)
    assert {problem.file for problem in lexicon.problems} == {"off.txt", "latin.toml"}
    assert entries(teams, "A blue team in Donbass.") == ["one", "tn-donbas"]
    with pytest.raises(LexiconError, match=r"latin\.toml: cannot be read"):
        edit.add_entry(teams, MINE, "latin")


def test_the_mark_changes_with_what_is_found_and_only_then(tmp_path):
    marks = [own.lexicon_with(tmp_path).mark]
    edit.add_entry(tmp_path, MINE)
    marks.append(own.lexicon_with(tmp_path).mark)
    edit.switch(tmp_path, "tn-donbas", on=False)
    marks.append(own.lexicon_with(tmp_path).mark)
    assert marks[0] == ""
    assert len(set(marks)) == 3
    assert own.lexicon_with(tmp_path).mark == marks[-1]


def test_ids_made_from_forms_are_free(tmp_path):
    assert own.free_id(tmp_path, "Latte Mob’s") == "my-latte-mob-s"
    edit.add_entry(tmp_path, replace(MINE, id="my-latte-mob"))
    assert own.free_id(tmp_path, "latte mob") == "my-latte-mob-2"
    assert own.free_id(tmp_path, "Майдан") == "my"
