"""How forms are matched: the examples of matching.toml, dates, and laws that hold for any text."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlight_engine.terms.check import bracketed
from claimlight_engine.terms.entry import Entry
from claimlight_engine.terms.lexicon import load, shipped
from claimlight_engine.terms.match import find

RULES = load([Path(__file__).parent / "matching.toml"])
assert RULES.problems == ()
(PACK,) = RULES.packs


def marked(text: str, entry: Entry, published: date | None = None) -> list[str]:
    found = find(text, RULES.index, published)
    return [text[each.span.start : each.span.end] for each in found if each.entry.id == entry.id]


@pytest.mark.parametrize(("entry", "example"), [(e, x) for e in PACK.entries for x in e.hit], ids=lambda x: getattr(x, "id", x))
def test_hit(entry, example):
    text, wanted = bracketed(example)
    assert marked(text, entry) == [text[start:end] for start, end in wanted]


@pytest.mark.parametrize(("entry", "example"), [(e, x) for e in PACK.entries for x in e.miss], ids=lambda x: getattr(x, "id", x))
def test_miss(entry, example):
    assert marked(example, entry) == []


DATED = """
format = 1
dispute = "dated"
title = "Dated"
region = "World"
summary = "Forms that are contested for a time."
[[side]]
id = "one"
name = "One"
[[entry]]
id = "dated"
kind = "place name"
note = "n"
  [[entry.form]]
  text = "Kiev"
  from = 2019-08-14
  [[entry.form]]
  text = "Old Town"
  until = 2019-08-13
"""


@pytest.mark.parametrize(
    ("day", "forms"),
    [
        (date(2019, 8, 13), ["Old Town"]),
        (date(2019, 8, 14), ["Kiev"]),
        (None, ["Kiev"]),  # an unknown date counts as today
    ],
)
def test_dates_decide(tmp_path, day, forms):
    (tmp_path / "dated.toml").write_text(DATED, encoding="utf-8")
    lexicon = load([tmp_path / "dated.toml"])
    assert [match.form.text for match in find("Kiev and Old Town", lexicon.index, day)] == forms


WORDS = sorted({word for entry in PACK.entries for example in (*entry.hit, *entry.miss) for word in example.split()})
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from([*WORDS, "\n\n", "“", "’", "\u00ad", "İ", "ẞ", "🙂"])).map(" ".join))


@given(TEXTS)
def test_matches_lie_in_the_text_in_order_and_apart(text):
    for index in (RULES.index, shipped().index):
        end = 0
        for match in find(text, index):
            assert end <= match.span.start < match.span.end <= len(text)
            end = match.span.end


@given(TEXTS, TEXTS)
def test_a_paragraph_after_changes_nothing_but_contexts(text, after):
    """What needs no context is found wherever it stands."""
    free = {"blanks", "hyphens", "possessives", "nouns", "verbs"}
    alone = [match.span for match in find(text, RULES.index) if match.entry.id in free]
    both = [match.span for match in find(f"{text}\n\n{after}", RULES.index) if match.entry.id in free]
    assert both[: len(alone)] == alone
