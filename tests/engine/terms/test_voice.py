"""Whose word a term is: the cases of voices.txt."""

from pathlib import Path

import pytest

from claimlight_engine.document import Document
from claimlight_engine.reading import Reading, StatusScores
from claimlight_engine.records import Attribution, Span
from claimlight_engine.segment import segment
from claimlight_engine.terms.voice import voices

LINES = (Path(__file__).parent / "voices.txt").read_text(encoding="utf-8").splitlines()
CASES = [line for line in LINES if line and not line.startswith("#")]


MARKS = {"[": "]", "{": "}", "<": ">", "~": "~"}


def unmark(text: str) -> tuple[str, dict[str, tuple[Span, ...]]]:
    """Take the marks out; give the spans that each kind of mark encloses."""
    plain, opened, spans = "", {}, dict.fromkeys(MARKS, ())
    for character in text:
        closed = next((mark for mark in opened if MARKS[mark] == character), None)
        if closed:
            spans[closed] += (Span(opened.pop(closed), len(plain)),)
        elif character in MARKS:
            opened[character] = len(plain)
        else:
            plain += character
    return plain, spans


def test_a_relation_that_is_more_likely_wrong_takes_no_word_from_the_narrator():
    document = Document.from_text("She said the regime would fall.")
    term = Span(13, 19)
    for score, voice in ((0.49, "own"), (0.5, "attributed")):
        said = Attribution("a1", (Span(0, 3),), (Span(4, 8),), (Span(9, 30),), score)
        assert voices(Reading(document, segment(document), attributions=(said,)), (term,))[0].value == voice


@pytest.mark.parametrize(("spoken", "voice"), [(0.96, "attributed"), (0.94, "own")])
def test_a_sentence_that_is_surely_somebodys_words_takes_its_words_from_the_narrator(spoken, voice):
    document = Document.from_text("The regime will fall.")
    scores = (StatusScores(spoken, 0.0, 0.0, 0.0, 1 - spoken),)
    assert voices(Reading(document, segment(document), status_scores=scores), (Span(4, 10),))[0].value == voice


def test_it_does_not_where_a_relation_begins_in_it():
    document = Document.from_text("She said no, and the regime fell.")
    said = Attribution("a1", (Span(0, 3),), (Span(4, 8),), (Span(9, 11),))
    scores = (StatusScores(1.0, 0.0, 0.0, 0.0, 0.0),)
    reading = Reading(document, segment(document), status_scores=scores, attributions=(said,))
    assert voices(reading, (Span(21, 27),))[0].value == "own"


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    expected, _, marked = case.partition(": ")
    text, spans = unmark(marked)
    document = Document.from_text(text)
    said = (Attribution("a1", spans["<"], spans["~"], spans["{"]),) if spans["{"] else ()
    (voice,) = voices(Reading(document, segment(document), attributions=said), spans["["])
    assert voice.value == expected
