"""White space on a page: a browser shows a run of it as one space, so that it changes nothing of what is found."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimlight_engine import annotate
from claimlight_engine.document import Document
from claimlight_engine.flow import flow
from claimlight_engine.records import Annotations, Block, Link, Span

TEXT = (
    "White House press secretary Edda Morrow said on Monday that “the liberation of the port” was near. "
    "Critics say the harbour was never closed. She added that repairs had cost 40 percent more."
)
WORDS = TEXT.split(" ")


def told(found: Annotations) -> tuple[object, ...]:
    """All that was found, with its words in place of its offsets."""

    def words(*spans: Span) -> str:
        return " … ".join(" ".join(found.text[span.start : span.end].split()) for span in spans)

    return (
        [(words(*a.source), words(*a.cue), words(*a.content), a.kind, a.type, a.stance, a.speaker) for a in found.attributions],
        [(words(s.span), s.status, s.score, s.kind, s.details, s.sign and words(s.sign)) for s in found.sentences],
        [(words(t.span), t.entry, t.voice) for t in found.terms],
        [(words(e.span), e.kind, e.claim, e.against) for e in found.echoes],
        found.speakers,
        found.summary,
    )


@given(st.lists(st.sampled_from([" ", "  ", "\n", "\n\n", "\r\n\t\t", " \f "]), min_size=len(WORDS) - 1, max_size=len(WORDS) - 1))
@settings(max_examples=20, deadline=None)
def test_it_changes_nothing_that_is_found(gaps: list[str]) -> None:
    spaced = "".join(word + gap for word, gap in zip(WORDS, [*gaps, ""], strict=True))
    even = annotate(Document.from_blocks((Block(0, (TEXT,)),)))
    uneven = annotate(Document.from_blocks((Block(0, (spaced,)),)))
    assert uneven.text == spaced
    assert told(uneven) == told(even)


@given(st.lists(st.lists(st.text(alphabet="ab \n\t\xa0", max_size=6), max_size=4), max_size=4))
def test_what_is_kept_stands_where_it_stood(runs: list[list[str]]) -> None:
    document = Document.from_blocks(tuple(Block(i, tuple(each)) for i, each in enumerate(runs)))
    flowing = flow(document)
    if flowing is None:
        return
    places = flowing.places[: len(flowing.document.text)]
    for kept, place in zip(flowing.document.text, places, strict=True):
        assert document.text[place] == kept or (kept == " " and document.text[place].isspace())
    assert all(a < b for a, b in pairwise(places))
    assert [len(block.runs) for block in flowing.document.blocks] == [len(each) for each in runs]
    for block, each in zip(flowing.document.blocks, runs, strict=True):
        text = "".join(block.runs)
        assert "  " not in text
        assert text.split() == "".join(each).split()


@pytest.mark.parametrize("runs", [("One space is even.",), ("No-break\xa0\xa0spaces stay.",), ("", "")])
def test_even_text_is_left_as_it_is(runs: tuple[str, ...]) -> None:
    assert flow(Document.from_blocks((Block(0, runs),))) is None


def test_lines_of_plain_text_mean_something() -> None:
    assert flow(Document.from_text("By Ann Roe\nThe port  is open.")) is None


def test_links_stay_on_their_runs() -> None:
    block = Block(7, ("The port\n", "  was  closed", "\n for nine days."), links=(Link(1, "https://example.org/port"),))
    flowing = flow(Document.from_blocks((block,)))
    assert flowing is not None
    assert flowing.document.blocks == (replace(block, runs=("The port ", "was closed", " for nine days.")),)
