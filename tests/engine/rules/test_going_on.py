"""Sentences that belong to an attribution: cases in going_on.txt, and laws that hold for any text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_reading import read_marked

from claimlight_engine.attribution.going_on import going_on
from claimlight_engine.document import Document
from claimlight_engine.reading import Reading, StatusScores
from claimlight_engine.records import Attribution, Block, BlockKind, Span
from claimlight_engine.segment import segment

CASES = Path(__file__).with_name("going_on.txt")
SCORES = {
    "words": StatusScores(0.6, 0.1, 0.1, 0.1, 0.1),
    "claim": StatusScores(0.15, 0.15, 0.5, 0.1, 0.1),
    "none": StatusScores(0.1, 0.1, 0.0, 0.0, 0.8),
}


def cases() -> Iterator[object]:
    for case in CASES.read_text(encoding="utf-8").split("\n\n## ")[1:]:
        title, _, lines = case.partition("\n")
        yield pytest.param(lines.strip().split("\n"), id=title)


@pytest.mark.parametrize("lines", list(cases()))
def test_case(lines: list[str]) -> None:
    rows = [tuple(part.strip() for part in line.partition("|")[::2]) for line in lines if line]
    paragraphs = "\n".join(lines).split("\n\n")
    text = "\n\n".join(" ".join(line.partition("|")[2].strip() for line in each.split("\n")) for each in paragraphs)
    text, *more = text.split("[more1|")
    spans = []
    for each in more:
        start = len(read_marked(text)[0].document.text)
        words, _, rest = each.partition("]")
        spans.append(Span(start, start + len(words)))
        text += words + rest
    reading, _ = read_marked(text)
    reading = replace(reading, status_scores=tuple(SCORES[word] for word, _ in rows))
    first, *others = reading.attributions
    expected = replace(first, content=tuple(sorted((*first.content, *spans))))
    assert going_on(reading).attributions == (expected, *others)


@pytest.mark.parametrize(("kind", "added"), [(BlockKind.PARAGRAPH, 1), (BlockKind.HEADING, 0), (BlockKind.CAPTION, 0)])
def test_headings_and_captions_are_nobodys_words(kind: BlockKind, added: int) -> None:
    document = Document.from_blocks(
        (Block(0, ("Reuters reports:",)), Block(1, ("It rose.",)), Block(2, ("Nobody knows why.",), kind))
    )
    first = Attribution("a1", (Span(0, 7),), (Span(8, 15),), (document.spans[1],))
    segments = segment(document)
    scores = (SCORES["words"],) * len(segments.sentences)
    (item,) = going_on(Reading(document, segments, status_scores=scores, attributions=(first,))).attributions
    assert len(item.content) == 1 + added


def test_without_a_tagger_nothing_is_added() -> None:
    reading, _ = read_marked("[source1|Reuters] [cue1|reports]:\n\n[content1|Crime rose].\n\nIt fell.")
    assert going_on(reading) is reading


@given(
    st.lists(st.sampled_from(["It rained.", "Ann said:", "He sent a tweet:", " ", "\n\n", "“Yes.”", "x"]), max_size=14).map(
        "".join
    ),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6),
    st.lists(st.sampled_from(sorted(SCORES)), min_size=30, max_size=30),
)
def test_laws(text: str, places: list[tuple[int, int]], words: list[str]) -> None:
    """What was credited stays; what comes is whole sentences of which nothing was."""
    document = Document.from_text(text)
    segments = segment(document)
    spans = [(Span(start, min(start + length, len(text))),) for start, length in places if start < len(text)]
    items = tuple(Attribution(f"a{n}", each, each, each) for n, each in enumerate(spans, 1))
    scores = tuple(SCORES[word] for word in words[: len(segments.sentences)])
    result = going_on(Reading(document, segments, status_scores=scores, attributions=items)).attributions
    assert len(result) == len(items)
    for before, after in zip(items, result, strict=True):
        assert replace(after, content=before.content) == before
        added = [span for span in after.content if span not in before.content]
        assert len(added) == len(after.content) - len(before.content)
        assert set(added) <= set(segments.sentences)
        assert not any(old.start < span.end and span.start < old.end for each in spans for old in each for span in added)
