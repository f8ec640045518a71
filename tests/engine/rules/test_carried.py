"""What goes on with the report of the sentence before: cases in `carried.txt`, which need no model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from marked_reading import read_marked

from claimlight_engine.assertion.status import status
from claimlight_engine.attribution.speakers import speakers
from claimlight_engine.reading import StatusScores
from claimlight_engine.records import Status

CASES = Path(__file__).with_name("carried.txt")
FIELDS = ("attributed", "vague", "unsourced", "interpretation", "none")


def cases() -> Iterator[object]:
    for case in CASES.read_text(encoding="utf-8").split("\n\n## ")[1:]:
        title, _, lines = case.partition("\n")
        yield pytest.param(lines.strip().split("\n"), id=title)


def taken_for(name: str) -> StatusScores:
    """What the tagger says of a sentence that it takes for something, or, with a question mark, is in doubt of."""
    field = name.rstrip("?")
    others = {"attributed": 0.4 if name.endswith("?") else 0.05}
    rest = 0.01 if name.endswith("?") else 0.05
    return StatusScores(**dict.fromkeys(FIELDS, rest) | others | {field: 0.55 if name.endswith("?") else 0.8})


@pytest.mark.parametrize("lines", list(cases()))
def test_case(lines: list[str]) -> None:
    rows = [tuple(part.strip() for part in line.partition("|")[::2]) for line in lines if line]
    text = "\n\n".join(" ".join(line.partition("|")[2].strip() for line in p.split("\n")) for p in "\n".join(lines).split("\n\n"))
    reading, _ = read_marked(text)
    scores = tuple(taken_for(words.split()[0]) for words, _ in rows)
    found = status(speakers(replace(reading, status_scores=scores)))
    assert [each.status for each in found.sentences] == [Status(words.split()[1]) for words, _ in rows]


def test_it_is_credited_to_whom_the_sentence_before_is() -> None:
    reading, _ = read_marked("[source1|The survey] [cue1|found] [content1|that crime rose]. In May it was up by 14 percent.")
    scores = (taken_for("attributed"), StatusScores(0.3, 0.0, 0.5, 0.1, 0.1))
    _, sentence = status(speakers(replace(reading, status_scores=scores))).sentences
    assert (sentence.status, sentence.attribution, sentence.shown) == (Status.ATTRIBUTED, "a1", False)
    assert sentence.score == pytest.approx((0.5 * 0.3 + 0.1 * 0.18) / (0.4 + 0.5 * 0.3 + 0.1 * 0.18), abs=1e-4)
