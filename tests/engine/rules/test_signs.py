"""What kind of claim an own-voice sentence is, and which of its words are pointed at, as `signs.txt` says."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from claimlight_engine.assertion import signs
from claimlight_engine.assertion.kinds import kinds
from claimlight_engine.assertion.status import status
from claimlight_engine.document import Document
from claimlight_engine.errors import LexiconError
from claimlight_engine.lexicon import parse
from claimlight_engine.reading import Reading, StatusScores, Weight
from claimlight_engine.records import Span
from claimlight_engine.segment import segment

HERE = Path(__file__).parent
SCORES = {
    "unsourced": StatusScores(0.02, 0.02, 0.86, 0.06, 0.04),
    "interpretation": StatusScores(0.02, 0.02, 0.06, 0.86, 0.04),
}
_WEIGHED = regex.compile(r"([\w’]+)\{([\d.]+)\}")


def lines() -> list[object]:
    found = []
    for line in (HERE / "signs.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            labels, _, marked = line.partition(" | ")
            found.append(pytest.param(*labels.split(None, 1), marked, id=marked))
    return found


def weighed(marked: str) -> tuple[str, tuple[Weight, ...]]:
    """The text, and a weight for each of its words, where any is given."""
    text, weights = "", []
    for part in regex.split(r"(\s+)", marked):
        match = _WEIGHED.match(part)
        word = match[1] + part[match.end() :] if match else part
        if word.strip():
            size = len(match[1]) if match else len(word.rstrip(".,"))
            weights.append(Weight(Span(len(text), len(text) + size), float(match[2]) if match else 0.0))
        text += word
    return text, tuple(weights) if "{" in marked else ()


@pytest.mark.parametrize(("label", "kind", "marked"), lines())
def test_line(label: str, kind: str, marked: str) -> None:
    pointed = regex.search(r"\[(.*)\]", marked)
    text, weights = weighed(marked.replace("[", "").replace("]", ""))
    document = Document.from_text(text)
    reading = Reading(document, segment(document), status_scores=(SCORES[label],), weights=(weights,))
    (sentence,) = kinds(status(reading)).sentences
    assert sentence.status.value == label
    assert [sentence.kind and sentence.kind.value, *(detail.value for detail in sentence.details)] == kind.split()
    words = text[sentence.sign.start : sentence.sign.end] if sentence.sign else None
    assert words == (regex.sub(r"\{[\d.]+\}", "", pointed[1]) if pointed else None)


def test_a_mistake_in_the_lexicon_is_named() -> None:
    path = HERE.parents[2] / "engine" / "claimlight_engine" / "lexicons" / "assertions.toml"
    text = path.read_text(encoding="utf-8")
    with pytest.raises(LexiconError, match=r"assertions\.toml, group 1 \(figures\), field 'id'"):
        signs.build(parse(text.replace('id = "figure"', 'id = "figures"'), "assertions.toml"))
    with pytest.raises(LexiconError, match=r"assertions\.toml, beside, field 'holder'"):
        signs.build(parse(text.replace("\nholders = [", "\nholder = ["), "assertions.toml"))
