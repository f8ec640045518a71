"""Quotations that stand alone, or are shown again: cases in alone.txt, and laws that hold for any text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_reading import read_marked
from marked_text import Case, read_cases, render

from claimlight_engine.attribution.alone import _uncredited, alone
from claimlight_engine.attribution.layout import lines_of
from claimlight_engine.document import Document
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Block, BlockKind, Span
from claimlight_engine.segment import segment

HERE = Path(__file__).parent
QUOTED = "“The first winter was hard,” Edda Morrow said."
FREE = "“We burned the chairs in the end.”"


@pytest.mark.parametrize("case", read_cases(HERE / "alone.txt"), ids=str)
def test_case(case: Case) -> None:
    reading, _ = read_marked(render(case.text, case.spans))
    owners = {item.id.removeprefix("a"): item for item in reading.attributions}
    expected = {
        replace(owners[each.label.removeprefix("alone")], id="", content=(Span(each.start, each.end),))
        for each in case.spans
        if each.label.startswith("alone")
    }
    found = [replace(item, id="") for item in alone(reading).attributions]
    before = {replace(item, id="") for item in reading.attributions}
    assert set(found) - before == expected
    assert before <= set(found)
    assert len(found) == len(before) + len(expected)


@pytest.mark.parametrize(
    ("kind", "given"),
    [(BlockKind.PARAGRAPH, 1), (BlockKind.LIST_ITEM, 1), (BlockKind.HEADING, 0), (BlockKind.CAPTION, 0)],
)
def test_headings_and_captions_are_nobodys_words(kind: BlockKind, given: int) -> None:
    document = Document.from_blocks((Block(0, (QUOTED,)), Block(1, (FREE,), kind)))
    first = Attribution("a1", (Span(29, 40),), (Span(41, 45),), (Span(0, 28),))
    found = alone(Reading(document, segment(document), attributions=(first,))).attributions
    assert len(found) == 1 + given


def test_ids_follow_the_text() -> None:
    reading, _ = read_marked(
        f"{FREE}\n\n[source1|Peter Holm] [cue1|said]: [content1|{FREE}]\n\n[source2|She] [cue2|said] [content2|so]."
    )
    found = alone(reading).attributions
    assert [item.id for item in found] == ["a1", "a2", "a3"]
    assert sorted(found, key=lambda item: min(item.source + item.cue + item.content)) == list(found)


def test_nothing_changes_where_nothing_can_be_given() -> None:
    reading, _ = read_marked(f"{FREE}\n\n[source7|She] [cue7|said] [content7|so].")
    assert alone(reading) is reading


def without(item: Attribution, quotation: Span) -> Attribution:
    """An attribution whose content does without the words of a quotation."""
    spans = [
        part
        for span in item.content
        for part in (Span(span.start, min(span.end, quotation.start)), Span(max(span.start, quotation.end), span.end))
        if part.start < part.end
    ]
    return replace(item, content=tuple(spans))


def lost(path: Path) -> Iterator[tuple[str, Reading, Span, set[str]]]:
    """Each quotation that the rule looks at: the gold labels without it, and the last word of each of its sources."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = Document.from_text(row["text"])
        items = [
            Attribution(f"a{n}", *(tuple(Span(*span) for span in item[part]) for part in ("source", "cue", "content")))
            for n, item in enumerate(row["attributions"], 1)
        ]
        bare = Reading(document, segment(document))
        for span in sorted(_uncredited(bare, ()) & {each.span for each in lines_of(bare)}):
            rest = [each for item in items if (each := without(item, span)).content]
            owners = {last_word(row["text"], item) for item in items if without(item, span).content != item.content}
            yield row["text"], replace(bare, attributions=tuple(rest)), span, owners


def last_word(text: str, item: Attribution) -> str:
    return text[item.source[-1].start : item.source[-1].end].rsplit(maxsplit=1)[-1] if item.source else ""


def test_gold_credits_the_same_person(shared: Path) -> None:
    """Nine of ten quotations that the rule credits have that source in gold, too: 93 of 104 where it was counted."""
    given, right = 0, 0
    for name in ("news-train", "news-dev", "polnear-train", "polnear-dev"):
        for text, reading, span, owners in lost(shared / "gold" / f"{name}.jsonl"):
            found = [last_word(text, item) for item in alone(reading).attributions if item.content == (span,)]
            given += len(found)
            right += len(owners & set(found))
    assert given >= 90
    assert right / given >= 0.88


@given(
    st.lists(
        st.sampled_from([QUOTED, FREE, "“", "”", "'", " one two three four five six ", "\n\n", "\n", ":", "«a b c d e»", "x"]),
        max_size=12,
    ).map("".join),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=5),
)
def test_laws(text: str, places: list[tuple[int, int]]) -> None:
    """What was there stays; what comes has the source and cue of one that was there, and words that were nobody's."""
    document = Document.from_text(text)
    spans = [Span(start, min(start + length, len(text))) for start, length in places if start < len(text)]
    items = tuple(Attribution(f"a{n}", (), (), (span,)) for n, span in enumerate(sorted(spans), 1))
    reading = Reading(document, segment(document), attributions=items)
    result = alone(reading).attributions
    assert alone(reading).attributions == result
    bare = [replace(item, id="") for item in items]
    rest = [replace(item, id="") for item in result]
    for item in bare:
        rest.remove(item)
    for item in rest:
        (content,) = item.content
        assert 0 <= content.start < content.end <= len(text)
        assert not any(span.start < content.end and content.start < span.end for span in spans)
        assert any((item.source, item.cue, item.score) == (each.source, each.cue, each.score) for each in bare)
