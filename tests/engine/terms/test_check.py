"""What an editor is told: every check has a pack that breaks it."""

from dataclasses import replace
from pathlib import Path

import pytest

from claimlight_engine.terms.check import check
from claimlight_engine.terms.entry import (
    Block,
    Entry,
    EntryKind,
    Form,
    Inflect,
    Pack,
    Reference,
    ReferenceStance,
    Require,
    Side,
    Why,
    Wording,
)
from claimlight_engine.terms.lexicon import shipped
from claimlight_engine.terms.write import pack_toml

REPORT = Reference("A report", "A house", "2024", "", ReferenceStance.THIRD_PARTY)
GOOD = Entry(
    id="it",
    kind=EntryKind.POLICY,
    note="N",
    reviewed=shipped().packs[0].entries[0].reviewed,
    forms=(Form("blue law", "one", inflect=Inflect.NOUN), Form("green law", "two")),
    wordings=(Wording("law 7", "agencies"),),
    why=(Why("one", ("blue law",), "R"), Why("two", ("green law",), "R")),
    references=(REPORT,),
    hit=("The [blue law] stands.", "Two [blue laws].", "A [green law]."),
    miss=("A blue lawn.", "Blue, law.", "Laws that are green."),
)
PARTY = replace(REPORT, stance=ReferenceStance.PARTY, side="one")


def problems(folder: Path, *entries: Entry) -> list[str]:
    sides = (Side("one", "One"), Side("two", "Two"))
    (folder / "trial.toml").write_text(pack_toml(Pack("trial", "T", "World", "S", sides, entries)), encoding="utf-8")
    return [f"{each.field}: {each.message}" for each in check([folder / "trial.toml"])]


def test_a_good_entry_has_none(tmp_path):
    assert problems(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"hit": GOOD.hit[:2]}, "hit: has 2 examples, and needs 3"),
        ({"miss": ()}, "miss: has 0 examples, and needs 3"),
        ({"hit": (*GOOD.hit, GOOD.hit[0])}, "hit: has an example twice"),
        ({"hit": (*GOOD.hit, "A blue law.")}, "hit: has no [brackets] around the term: 'A blue law.'"),
        ({"hit": (*GOOD.hit, "A [blue] law.")}, "hit: marks ['blue law'], not what is in brackets: 'A [blue] law.'"),
        ({"miss": (*GOOD.miss, "The blue law.")}, "miss: marks ['blue law']: 'The blue law.'"),
        ({"miss": (*GOOD.miss, "No [blue] paint.")}, "miss: needs no brackets, nothing is marked: 'No [blue] paint.'"),
        ({"miss": (*GOOD.miss, "It rains.")}, "miss: cannot fail, for it holds no word of a form: 'It rains.'"),
        ({"references": ()}, "reference: speaks for one side only"),
        ({"references": (PARTY, replace(PARTY, title="More"))}, "reference: speaks for one side only"),
        ({"why": GOOD.why[:1]}, "why: must give the reasons of at least two sides"),
        ({"wordings": ()}, "wording: is missing"),
        ({"reviewed": None}, "reviewed: is missing"),
        ({"forms": (*GOOD.forms, Form("Blue Laws"))}, "form: 'Blue Laws' of 'Blue Laws' is already a spelling of 'blue law'"),
        ({"forms": (*GOOD.forms, Form("Blue Law", exact=True))}, "form: 'Blue Law' of 'Blue Law' is already a spelling"),
        ({"block": (Block(phrases=("green law",)),)}, "form: 'green law' is never reached: the block phrase 'green law'"),
    ],
)
def test_each_breach_is_told(tmp_path, change, message):
    found = problems(tmp_path, replace(GOOD, **change))
    assert any(each.startswith(message) for each in found), found


def test_both_sides_or_a_third_are_enough(tmp_path):
    both = (PARTY, replace(PARTY, side="two"))
    assert problems(tmp_path, replace(GOOD, references=both)) == []


def test_two_entries_with_one_form_need_a_context(tmp_path):
    other = replace(GOOD, id="that")
    assert any("'blue law' is also a form of it in trial.toml" in each for each in problems(tmp_path, GOOD, other))
    near = replace(other, require=(Require(("Utah",), 9),), hit=tuple(f"Utah: {each}" for each in GOOD.hit))
    assert problems(tmp_path, GOOD, near) == []


def test_what_a_reader_can_do_without_is_not_asked_for(tmp_path):
    bare = replace(GOOD, references=(), why=(), wordings=(), hit=GOOD.hit[:1], miss=(), reviewed=None)
    assert problems(tmp_path, bare) != []
    file = tmp_path / "trial.toml"
    assert check([file], beside=shipped(), shipping=False) == []
    problems(tmp_path, replace(bare, hit=("No [law].",)))
    (problem,) = check([file], beside=shipped(), shipping=False)
    assert str(problem) == "trial.toml: it: hit: marks [], not what is in brackets: 'No [law].'"


def test_a_reader_may_claim_a_shipped_entrys_words(tmp_path):
    sides = (Side("one", "One"), Side("two", "Two"))
    text = pack_toml(Pack("trial", "T", "World", "S", sides, (replace(GOOD, forms=(Form("Donbass"),), hit=(), miss=()),)))
    (tmp_path / "trial.toml").write_text(text, encoding="utf-8")
    assert check([tmp_path / "trial.toml"], beside=shipped(), shipping=False) == []
