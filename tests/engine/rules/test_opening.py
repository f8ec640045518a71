"""Sentences that open with where they have it from: cases in opening.txt, and laws that hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_text import Case, read_cases

from claimlight_engine.attribution.opening import opening
from claimlight_engine.document import Document
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Span
from claimlight_engine.segment import segment

HERE = Path(__file__).parent
PARTS = ("source", "cue", "content")


def reading_of(text: str, items: tuple[Attribution, ...] = ()) -> Reading:
    document = Document.from_text(text)
    return Reading(document, segment(document), attributions=items)


@pytest.mark.parametrize("case", read_cases(HERE / "opening.txt"), ids=str)
def test_case(case: Case) -> None:
    spans = {each.label: (Span(each.start, each.end),) for each in case.spans}
    found = tuple(Attribution("a1", (), (), span) for label, span in spans.items() if label.startswith("found"))
    numbers = sorted({label.removeprefix("content") for label in spans if label.startswith("content")})
    expected = [tuple(spans[f"{part}{number}"] for part in PARTS) for number in numbers]
    added = [item for item in opening(reading_of(case.text, found)).attributions if item.source]
    assert [(item.source, item.cue, item.content) for item in added] == expected


def test_ids_follow_the_text() -> None:
    text = "As stated in the memo, nobody pays at all. She said so."
    reading = reading_of(text, (Attribution("a1", (Span(43, 46),), (Span(47, 51),), (Span(52, 54),)),))
    assert [(item.id, item.cue) for item in opening(reading).attributions] == [("a1", (Span(3, 9),)), ("a2", (Span(47, 51),))]


@given(
    st.lists(
        st.sampled_from(
            ["As stated in the memo, ", "As ", "reported", " by ", "the Echo", ", ", "it rained a lot", ".", " ", "\n", "“", "”"]
        ),
        max_size=12,
    ).map("".join),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=4),
)
def test_laws(text: str, places: list[tuple[int, int]]) -> None:
    """What was there stays; what comes lies inside the text and in sentences that nothing was found in."""
    spans = sorted(Span(start, min(start + length, len(text))) for start, length in places if start < len(text))
    reading = reading_of(text, tuple(Attribution(f"a{n}", (), (), (span,)) for n, span in enumerate(spans, 1)))
    result = opening(reading).attributions
    assert opening(reading).attributions == result
    assert [item.content[0] for item in result if not item.source] == spans
    for item in (each for each in result if each.source):
        for (span,) in (item.source, item.cue, item.content):
            assert 0 <= span.start < span.end <= len(text)
            assert not any(each.start < span.end and span.start < each.end for each in spans)
