"""What an outlet relays: cases in relayed.txt, and laws that hold for any text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_reading import read_marked
from marked_text import Case, read_cases, render

from claimlight_engine.attribution.relayed import relayed
from claimlight_engine.document import Document
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Span
from claimlight_engine.segment import segment

HERE = Path(__file__).parent
AFTER = {"source": "speaker", "cue": "verb", "content": "said"}


@pytest.mark.parametrize("case", read_cases(HERE / "relayed.txt"), ids=str)
def test_case(case: Case) -> None:
    reading, _ = read_marked(render(case.text, case.spans))
    spans: dict[str, tuple[Span, ...]] = {}
    for each in case.spans:
        spans[each.label] = (*spans.get(each.label, ()), Span(each.start, each.end))
    for before, after in zip(reading.attributions, relayed(reading).attributions, strict=True):
        number = before.id.removeprefix("a")
        parts = {part: spans.get(label + number, getattr(before, part)) for part, label in AFTER.items()}
        assert after == replace(before, **parts)


@given(
    st.lists(
        st.sampled_from(
            [
                "“It is over,”",
                " Ann Poe",
                " said",
                " at a rally",
                ", according to",
                " the Echo",
                " reported",
                " that",
                ".",
                " ",
                "\n\n",
            ]
        ),
        max_size=12,
    ).map("".join),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), min_size=3, max_size=3),
)
def test_laws(text: str, places: list[tuple[int, int]]) -> None:
    """As many attributions, inside the text, and no word is credited that was not."""
    document = Document.from_text(text)
    spans = [(Span(start, min(start + length, len(text))),) if start < len(text) else () for start, length in places]
    reading = Reading(document, segment(document), attributions=(Attribution("a1", *spans),))
    (item,) = relayed(reading).attributions
    assert relayed(reading).attributions == (item,)
    was = spans[2]
    for span in (*item.source, *item.cue, *item.content):
        assert 0 <= span.start < span.end <= len(text)
    assert all(any(old.start <= span.start and span.end <= old.end for old in was) for span in item.content)
