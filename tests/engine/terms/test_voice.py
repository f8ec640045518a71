"""Whose word a term is: the cases of voices.txt."""

from pathlib import Path

import pytest

from claimlight_engine.document import Document
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Span
from claimlight_engine.segment import segment
from claimlight_engine.terms.voice import voices

LINES = (Path(__file__).parent / "voices.txt").read_text(encoding="utf-8").splitlines()
CASES = [line for line in LINES if line and not line.startswith("#")]


def unmark(text: str) -> tuple[str, Span, tuple[Span, ...]]:
    """Take brackets and braces out; give the term's span and the credited spans."""
    plain, opened, spans = "", {}, {"[": [], "{": []}
    for character in text:
        if character in "[{":
            opened[character] = len(plain)
        elif character in "]}":
            mark = "[" if character == "]" else "{"
            spans[mark].append(Span(opened[mark], len(plain)))
        else:
            plain += character
    (term,) = spans["["]
    return plain, term, tuple(spans["{"])


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    expected, _, marked = case.partition(": ")
    text, term, content = unmark(marked)
    document = Document.from_text(text)
    said = (Attribution("a1", (), (), content),) if content else ()
    (voice,) = voices(Reading(document, segment(document), attributions=said), (term,))
    assert voice.value == expected
