"""The stance of cues: cases in stances.txt, and what the lexicon must hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimlight_engine.attribution.stance import build, cue_words, read_cue, sense_of, stance, stances
from claimlight_engine.document import Document
from claimlight_engine.errors import LexiconError
from claimlight_engine.lexicon import Inflection, Section, load, parse
from claimlight_engine.reading import Reading, Segments
from claimlight_engine.records import Attribution, Span, Stance

HERE = Path(__file__).parent
GOLD = HERE.parents[3] / "shared" / "gold" / "news-train.jsonl"
CASES = [line for line in (HERE / "stances.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def attribution(text: str, cue: str, source: str = "") -> Attribution:
    def spans(part: str) -> tuple[Span, ...]:
        return (Span(text.index(part), text.index(part) + len(part)),) if part else ()

    return Attribution("a1", spans(source), spans(cue), (Span(0, len(text)),))


@pytest.mark.parametrize("case", CASES)
def test_case(case: str) -> None:
    cue, _, expected = (part.strip() for part in case.partition("=>"))
    source = "" if cue.startswith("[-]") else "She"
    cue = cue.removeprefix("[-]").strip()
    text = f"She {cue} it."
    sense = sense_of(attribution(text, cue, source), text)
    assert (sense.stance.value, sense.against) == (expected.split()[0], expected.endswith("!"))


def test_rule_sets_stances_and_nothing_else() -> None:
    text = "She denied it."
    item = attribution(text, "denied", "She")
    reading = Reading(Document.from_text(text), Segments((), (), (), ()), attributions=(item,))
    (result,) = stance(reading).attributions
    assert result.stance is Stance.DENYING
    assert (result.source, result.cue, result.content) == (item.source, item.cue, item.content)


def test_unknown_cue_is_neutral() -> None:
    assert read_cue(["zeroed", "in"], has_source=True).group == ""
    assert read_cue([], has_source=False).stance is Stance.NEUTRAL


def test_no_word_is_listed_in_vain() -> None:
    lexicon = load("stances.toml")
    verbs = {verb.split()[0] for section in lexicon.sections("group") for verb in section.words("verbs")}
    verbs |= {verb.split()[0] for verb in lexicon.section("negation").words("verbs")}
    inflection = Inflection.of(lexicon)
    assert set(inflection.irregular) <= verbs
    assert inflection.doubled <= verbs


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('id = "denying"', 'id = "denyin"'), "field 'order'"),
        (('stance = "hearsay"', 'stance = "gossip"'), r"stances.toml, group \d+ \(hearsay\), field 'stance': is 'gossip'"),
        (('verbs = ["rumour", "rumor"]', 'verbs = ["rumour", "say"]'), r"\(hearsay\), field 'verbs': holds 'say'"),
        (('verbs = ["rumour", "rumor"]', 'verbs = ["rumour", "rumour"]'), "holds 'rumour' twice"),
        (('verbs = ["rumour", "rumor"]', 'verbs = ["Rumour"]'), "lower case"),
        (('verbs = ["rumour", "rumor"]', 'verbz = ["rumour"]'), "field 'verbz': is not known"),
        (("format = 1", "format = 2"), "field 'format'"),
    ],
)
def test_mistakes_are_named(change: tuple[str, str], message: str) -> None:
    path = HERE.parents[2] / "engine" / "claimlight_engine" / "lexicons" / "stances.toml"
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    with pytest.raises(LexiconError, match=message):
        build(parse(text.replace(*change), "stances.toml"))


def test_sections_check_their_fields() -> None:
    section = Section("f.toml, group 1", {"a": 1, "b": ["x", 2], "c": " "})
    for call in (section.flag, section.words, section.word, section.texts):
        with pytest.raises(LexiconError, match=r"f\.toml, group 1, field 'a'"):
            call("a")
    with pytest.raises(LexiconError, match="'b'"):
        section.words("b")
    with pytest.raises(LexiconError, match="'c'"):
        section.word("c")


@pytest.mark.skipif(not GOLD.exists(), reason="needs ../shared/gold")
def test_most_cues_of_the_news_have_an_entry() -> None:
    known = total = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for gold in row["attributions"]:
            item = Attribution("a", *(tuple(Span(*span) for span in gold[part]) for part in ("source", "cue", "content")))
            known += bool(read_cue(cue_words(item, row["text"]), bool(item.source)).group)
            total += 1
    assert known / total >= 0.98


def test_lexicon_is_read_once() -> None:
    assert stances() is stances()
