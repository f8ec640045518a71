"""The sentence on each card: what was found and what is missing, never that anything is false."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from strategies import texts

from claimlight_engine import Annotations, Attribution, Echo, Sentence, Span, Speaker, Term, annotate
from claimlight_engine.records import (
    AssertionKind,
    Detail,
    EchoKind,
    Evidence,
    SourceKind,
    SourceType,
    Stance,
    Status,
    Voice,
)
from claimlight_engine.terms.lexicon import load
from claimlight_engine.why import explain

TEXT = "Critics said that Ann Roe, who emphasized it, wanted 40 bridges because of “trade”."
VERDICT = re.compile(r"\b(?:false|untrue|wrong|lie|lies|misleading|incorrect|biased|propaganda|fake)\b", re.IGNORECASE)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def attribution(source: str, cue: str, **fields: object) -> Attribution:
    return Attribution("a1", (at(source),) if source else (), (at(cue),) if cue else (), (at("trade"),), **fields)  # type: ignore[arg-type]


def one(annotation: Attribution | Sentence) -> str:
    if isinstance(annotation, Attribution):
        return explain(Annotations(TEXT, attributions=(annotation,)))[annotation.id]
    critics = attribution("Critics", "said", kind=SourceKind.VAGUE)
    return explain(Annotations(TEXT, sentences=(annotation,), attributions=(critics,)))[annotation.id]


def sentence(status: Status, kind: AssertionKind | None = None, **fields: object) -> Sentence:
    return Sentence("n1", Span(0, len(TEXT)), status, 0.9, kind, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (attribution("Ann Roe", "said"), "Credited to “Ann Roe” by “said”."),
        (
            attribution("Ann Roe", "said", stance=Stance.DOUBTING),
            "Credited to “Ann Roe” by “said”, a word that keeps its distance.",
        ),
        (
            attribution("Ann Roe", "emphasized it", stance=Stance.PRESUMING),
            "Credited to “Ann Roe” by “emphasized it”, a wording that takes it to be true.",
        ),
        (
            attribution("Critics", "said", kind=SourceKind.VAGUE),
            "Credited by “said” to “Critics”: no one in particular, so nobody can ask them.",
        ),
        (
            attribution("Critics", "said", kind=SourceKind.VAGUE, stance=Stance.ASSERTING),
            "Credited by “said”, a word that stresses it, to “Critics”: no one in particular, so nobody can ask them.",
        ),
        (
            attribution("Ann Roe", "", kind=SourceKind.UNNAMED),
            "Credited to “Ann Roe”: described but not named, so nobody can check who it is.",
        ),
        (attribution("Ann Roe", ""), "Credited to “Ann Roe”, whose name stands beside it."),
        (attribution("Ann Roe", "."), "Credited to “Ann Roe”, whose name stands beside it."),
        (attribution("", "said"), "Reported by “said”; the page does not say who says so."),
    ],
)
def test_attribution(found: Attribution, why: str) -> None:
    assert one(found) == why


def test_a_pronoun_is_credited_by_name() -> None:
    speaker = Speaker("s1", "Ann Roe", "head of the board", SourceKind.NAMED, SourceType.PERSON, 1, ("a1",))
    found = Annotations(TEXT, attributions=(attribution("who", "emphasized", speaker="s1"),), speakers=(speaker,))
    assert explain(found)["a1"] == "Credited to Ann Roe by “emphasized”."


def test_a_pronoun_is_credited_by_the_words_that_it_stands_for() -> None:
    speaker = Speaker("s1", "the activists", "", SourceKind.UNNAMED, SourceType.CROWD, 1, ("a1",))
    said = attribution("who", "emphasized", kind=SourceKind.UNNAMED, speaker="s1")
    found = Annotations(TEXT, attributions=(said,), speakers=(speaker,))
    why = "Credited by “emphasized” to “the activists”: described but not named, so nobody can check who it is."
    assert explain(found)["a1"] == why


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (sentence(Status.UNSOURCED, AssertionKind.UNSOURCED_FACT), "No source is given for this on the page."),
        (
            sentence(
                Status.UNSOURCED, AssertionKind.UNSOURCED_FACT, details=(Detail.FIGURE, Detail.CAUSE), sign=at("40 bridges")
            ),
            "No source is given on the page for this, which holds a figure and a cause (“40 bridges”).",
        ),
        (
            sentence(Status.UNSOURCED, AssertionKind.UNSOURCED_FACT, evidence=(Evidence(at("trade"), "example.org"),)),
            "No source is named in the text; the page points to example.org.",
        ),
        (
            sentence(Status.INTERPRETATION, AssertionKind.IMPUTED_MIND, sign=at("wanted")),
            "This tells what somebody thinks or wants (“wanted”), and the page does not say how it is known.",
        ),
        (
            sentence(Status.INTERPRETATION),
            "This is a judgement in the article's own voice; no source on the page stands behind it.",
        ),
        (
            sentence(Status.VAGUE, AssertionKind.VAGUE_SOURCE, attribution="a1"),
            "Credited to “Critics”: no one in particular, so nobody can ask them.",
        ),
        (
            sentence(Status.VAGUE, AssertionKind.UNNAMED_SOURCE, attribution="a1", details=(Detail.REASON_GIVEN,)),
            "Credited to “Critics”: described but not named; the page gives a reason for that.",
        ),
        (
            sentence(Status.VAGUE, AssertionKind.SOURCELESS, sign=at("said")),
            "The text tells that somebody says so (“said”); the page does not say who.",
        ),
    ],
)
def test_sentence(found: Sentence, why: str) -> None:
    assert one(found) == why


PACK = """
format = 1
dispute = "trade"
title = "What trade is called"
region = "World"
summary = "A dispute made up for this test."

[[side]]
id = "north"
name = "Northern government"
[[side]]
id = "south"
name = "Southern government"

[[entry]]
id = "trade-word"
kind = "euphemism"
note = "A note."
reviewed = 2026-11-01
hit = ["The [trade] began.", "They call it [trade].", "Free [trade] is dear."]
miss = ["They traded places.", "Trades of all kinds.", "It was a tradeoff."]
  [[entry.form]]
  text = "trade"
  side = "north"
  [[entry.form]]
  text = "bridges"
  [[entry.wording]]
  text = "trade"
  side = "north"
  [[entry.wording]]
  text = "barter"
  side = "south"
  [[entry.wording]]
  text = "toll"
  by = "others"
  [[entry.why]]
  side = "north"
  words = ["trade"]
  reason = "It is said to be free."
  [[entry.why]]
  side = "south"
  words = ["barter"]
  reason = "It is said to be forced."
  [[entry.reference]]
  title = "Words"
  publisher = "Nobody"
  date = "2026"
  stance = "third-party"
"""


def test_term(tmp_path: Path) -> None:
    file = tmp_path / "trade.toml"
    file.write_text(PACK, encoding="utf-8")
    packs = load([file])
    assert packs.problems == ()
    terms = (
        Term("t1", at("trade"), "trade-word", "trade", Voice.OWN, "north"),
        Term("t2", at("bridges"), "trade-word", "bridges", Voice.ATTRIBUTED),
    )
    reasons = explain(Annotations(TEXT, terms=terms), packs)
    assert reasons["t1"] == (
        "“trade” is the wording of one side (Northern government); “barter” and “toll” are also in use; "
        "here the article uses it in its own voice."
    )
    assert reasons["t2"].startswith("“bridges” is a disputed wording (What trade is called);")
    assert reasons["t2"].endswith("here it belongs to somebody who is quoted or reported.")


def test_echo() -> None:
    attributions = (attribution("Ann Roe", "said"), Attribution("a2", (at("Critics"),), (at("said"),), (at("trade"),)))
    echoes = (
        Echo("e1", EchoKind.TOLD_AS_FACT, at("trade"), "a1"),
        Echo("e2", EchoKind.DISPUTED, at("trade"), "a1", "a2"),
    )
    reasons = explain(Annotations(TEXT, attributions=attributions, echoes=echoes))
    assert reasons["e1"] == "The article tells this in its own voice, and elsewhere credits it to “Ann Roe”."
    assert reasons["e2"] == "In this article “Ann Roe” says so, and “Critics” denies, doubts or does not confirm it."


def test_a_long_source_is_cut() -> None:
    text = "x" * 500
    found = Annotations(text, attributions=(Attribution("a1", (Span(0, 500),), (), (Span(0, 1),)),))
    assert len(explain(found)["a1"]) < 140


@pytest.mark.parametrize("stance", Stance)
@pytest.mark.parametrize("kind", SourceKind)
def test_every_stance_and_kind_has_a_calm_sentence(stance: Stance, kind: SourceKind) -> None:
    why = one(attribution("Ann Roe", "said", stance=stance, kind=kind))
    assert why.endswith(".")
    assert not VERDICT.search(why)


@pytest.mark.parametrize("status", [Status.VAGUE, Status.UNSOURCED, Status.INTERPRETATION])
@pytest.mark.parametrize("kind", [None, *AssertionKind])
def test_every_assertion_has_a_calm_sentence(status: Status, kind: AssertionKind | None) -> None:
    why = one(sentence(status, kind, sign=at("40"), details=tuple(Detail), attribution="a1"))
    assert why.endswith(".")
    assert not VERDICT.search(why)


@given(texts())
def test_everything_that_is_found_is_explained(text: str) -> None:
    found = annotate(text)
    marked = [n.id for n in found.sentences if n.status in (Status.VAGUE, Status.UNSOURCED, Status.INTERPRETATION)]
    ids = [item.id for item in found.attributions + found.terms + found.echoes]
    assert sorted(explain(found)) == sorted(ids + marked)
