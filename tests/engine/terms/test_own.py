"""A reader's own packs and switches: kept apart, checked before they are written, errors that name the place."""

from dataclasses import replace

import pytest

from claimlight_engine.errors import LexiconError
from claimlight_engine.terms import own
from claimlight_engine.terms.entry import Entry, EntryKind, Form, Inflect
from claimlight_engine.terms.lexicon import shipped
from claimlight_engine.terms.match import find

MINE = Entry("latte-mob", EntryKind.IDENTITY, "A word of my own.", (Form("latte mob", inflect=Inflect.NOUN),))


def entries(folder, text: str) -> list[str]:
    return [match.entry.id for match in find(text, own.lexicon_with(folder).index)]


def test_without_a_folder_the_shipped_packs_stand(tmp_path):
    lexicon = own.lexicon_with(tmp_path / "none")
    assert lexicon.packs == shipped().packs
    assert lexicon.problems == ()


def test_added_entries_are_found_and_kept(tmp_path):
    assert own.add_entry(tmp_path, MINE) == ()
    (tmp_path / "my-terms.toml").write_text("# my comment\n" + (tmp_path / "my-terms.toml").read_text(encoding="utf-8"))
    assert own.add_entry(tmp_path, replace(MINE, id="blue-team", forms=(Form("blue team"),))) == ()
    assert entries(tmp_path, "Latte mobs and the blue team in Donbass.") == ["latte-mob", "blue-team", "tn-donbas"]
    assert (tmp_path / "my-terms.toml").read_text(encoding="utf-8").startswith("# my comment\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my-terms.toml"]


def test_a_duplicate_id_is_refused_and_named(tmp_path):
    (problem,) = own.add_entry(tmp_path, replace(MINE, id="tn-donbas"))
    assert str(problem) == "my-terms.toml: tn-donbas: id: is already the id of an entry in ukrainian-place-names.toml"
    assert list(tmp_path.iterdir()) == []


def test_an_entry_twice_in_a_file_is_refused(tmp_path):
    own.add_entry(tmp_path, MINE)
    before = (tmp_path / "my-terms.toml").read_bytes()
    (problem,) = own.add_entry(tmp_path, MINE)
    assert "latte-mob: id: is already the id of an entry in my-terms.toml" in str(problem)
    assert (tmp_path / "my-terms.toml").read_bytes() == before


def test_a_broken_pack_is_reported_and_the_others_work(tmp_path):
    own.add_entry(tmp_path, MINE)
    (tmp_path / "broken.toml").write_text("format = 1\n[[entry]\n", encoding="utf-8")
    (tmp_path / "clash.toml").write_text(own.pack_toml(replace(shipped().packs[0], dispute="clash"), 1), encoding="utf-8")
    lexicon = own.lexicon_with(tmp_path)
    assert {problem.file for problem in lexicon.problems} == {"broken.toml", "clash.toml"}
    assert entries(tmp_path, "A latte mob in Donbass.") == ["latte-mob", "tn-donbas"]


def test_switches(tmp_path):
    own.add_entry(tmp_path, MINE)
    own.switch(tmp_path, "ukrainian-place-names", on=False)
    own.switch(tmp_path, "latte-mob", on=False)
    assert entries(tmp_path, "A latte mob in Donbass.") == []
    assert own.lexicon_with(tmp_path).entry("tn-donbas")[1].id == "tn-donbas"  # still there to be shown
    own.switch(tmp_path, "ukrainian-place-names", on=True)
    assert entries(tmp_path, "A latte mob in Donbass.") == ["tn-donbas"]
    with pytest.raises(LexiconError, match="no pack and no entry 'nothing'"):
        own.switch(tmp_path, "nothing", on=False)


def test_a_shipped_entry_is_changed_by_a_copy(tmp_path):
    assert own.copy_entry(tmp_path, "tn-donbas", "my-donbas") == ()
    assert entries(tmp_path, "In Donbass.") == ["my-donbas"]
    own.remove_pack(tmp_path, "my-donbas")
    own.switch(tmp_path, "tn-donbas", on=True)
    assert entries(tmp_path, "In Donbass.") == ["tn-donbas"]
    with pytest.raises(LexiconError, match="no entry 'nothing'"):
        own.copy_entry(tmp_path, "nothing", "mine")
    with pytest.raises(LexiconError, match="no pack of your own 'my-donbas'"):
        own.remove_pack(tmp_path, "my-donbas")


@pytest.mark.parametrize("name", ["../escape", "Upper", "", "a/b"])
def test_a_pack_is_called_in_small_letters_and_hyphens(tmp_path, name):
    folder = tmp_path / "own"
    assert any(problem.field == "dispute" for problem in own.add_entry(folder, MINE, name))
    assert not folder.exists()
