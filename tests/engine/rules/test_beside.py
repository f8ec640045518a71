"""Words whose speaker stands beside them: cases in beside.txt, who is meant, and laws that hold for any text."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_text import Labelled, parse, render
from processor_time import seconds
from strategies import texts

from claimlight_engine import Annotations
from claimlight_engine.attribution.beside import SCORE, beside
from claimlight_engine.attribution.speakers import speakers
from claimlight_engine.attribution.stance import stance
from claimlight_engine.document import Document
from claimlight_engine.reading import Reading, StatusScores
from claimlight_engine.records import Attribution, Block, BlockKind, SourceKind, Span, Stance
from claimlight_engine.segment import segment
from claimlight_engine.why import explain

HERE = Path(__file__).parent
KINDS = {"> ": BlockKind.QUOTE, "# ": BlockKind.HEADING, "^ ": BlockKind.CAPTION}
ROLES = ("source", "cue", "content")


def cases() -> list[object]:
    _, *found = re.split(r"^## ", (HERE / "beside.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [pytest.param(body.strip("\n"), id=title) for title, _, body in (case.partition("\n") for case in found)]


def read(marked: str) -> tuple[Reading, list[Labelled]]:
    """The reading that a case describes, with the tagger's attributions, and its labels."""
    blocks, labels, at = [], [], 0
    for number, paragraph in enumerate(re.split(r"\n\n(?=.)", marked)):
        kind = KINDS.get(paragraph[:2], BlockKind.PARAGRAPH)
        text, spans = parse(paragraph if kind is BlockKind.PARAGRAPH else paragraph[2:])
        labels += [Labelled(each.start + at, each.end + at, each.label) for each in spans]
        blocks.append(Block(number, (text,), kind))
        at += len(text) + 2
    document = Document.from_blocks(tuple(blocks))
    if all(block.kind is BlockKind.PARAGRAPH for block in blocks):
        document = Document.from_text(document.text)
    numbers = sorted({label.label[-1] for label in labels if label.label[:-1] in ROLES})
    items = tuple(Attribution(f"a{n}", *(of(labels, f"{role}{n}") for role in ROLES)) for n in numbers)
    return Reading(document, segment(document), attributions=items), labels


def of(labels: list[Labelled], name: str) -> tuple[Span, ...]:
    return tuple(Span(each.start, each.end) for each in labels if each.label == name)


def added(reading: Reading) -> list[Attribution]:
    return [item for item in beside(reading).attributions if item.score == SCORE]


def text_of(document: Document, span: Span) -> str:
    return document.text[span.start : span.end]


def overlap(one: tuple[tuple[Span, ...], ...], other: tuple[tuple[Span, ...], ...]) -> bool:
    """Do two relations share words? Those of a tagger never do, but for a source."""
    return any(a.start < b.end and b.start < a.end for part in one for a in part for each in other for b in each)


def shown(reading: Reading, pairs: set[tuple[tuple[Span, ...], tuple[Span, ...]]]) -> str:
    spans = [
        Labelled(s.start, s.end, name) for pair in pairs for name, part in zip(("by", "words"), pair, strict=True) for s in part
    ]
    return render(reading.document.text, spans)


@pytest.mark.parametrize("marked", cases())
def test_case(marked: str) -> None:
    reading, labels = read(marked)
    numbers = {label.label[-1] for label in labels if label.label.startswith("words")}
    expected = {(of(labels, f"by{n}"), of(labels, f"words{n}")) for n in numbers}
    found = {(item.source, item.content) for item in added(reading)}
    assert shown(reading, found) == shown(reading, expected)
    assert found == expected


def test_half_of_the_cases_must_give_nothing() -> None:
    bodies = [case.values[0] for case in cases()]  # type: ignore[attr-defined]
    assert len(bodies) >= 25
    assert sum("[words" not in body for body in bodies) >= len(bodies) // 2


def test_what_the_tagger_found_stays_and_ids_follow_the_text() -> None:
    signed = "“It was built for carts, and now it carries lorries.” — Peter Holm, a baker"
    reading, _ = read(
        f"[source1|Ann Poe] [cue1|said] [content1|so].\n\n{signed}\n\n[source2|She] [cue2|added] [content2|no more]."
    )
    result = beside(reading).attributions
    assert [item.id for item in result] == ["a1", "a2", "a3"]
    assert [replace(item, id="") for item in reading.attributions] == [replace(item, id="") for item in (result[0], result[2])]
    assert result[1].score == SCORE


def who(marked: str) -> list[tuple[str, str, SourceKind]]:
    reading = speakers(stance(beside(read(marked)[0])))
    by_id = {speaker.id: speaker for speaker in reading.speakers}
    found = []
    for item in reading.attributions:
        speaker = by_id[item.speaker or ""]
        found.append((speaker.name, speaker.description, item.kind))
        assert item.stance is Stance.NEUTRAL
    return found


def test_a_signature_describes_who_signs() -> None:
    assert who("“It was built for carts, and now it carries lorries.” — Peter Holm, a baker in Norvik") == [
        ("Peter Holm", "a baker in Norvik", SourceKind.NAMED)
    ]


def test_labels_stand_for_people() -> None:
    talk = "Jane Trout met Karl Aume.\n\n{0}: How long does it take you?\n\n{1}: I need a year.\n\n{0}: Who buys them?"
    assert [name for name, _, _ in who(talk.format("JT", "KA"))] == ["Jane Trout", "Karl Aume", "Jane Trout"]
    assert [name for name, _, _ in who(talk.format("TROUT", "AUME"))] == ["Jane Trout", "Karl Aume", "Jane Trout"]


def test_an_answer_is_that_of_the_one_who_is_introduced() -> None:
    talk = "{} runs the ferry.\n\nQ: Is it safe?\n\nA: I think it is.\n\nQ: And you?"
    assert [name for name, _, _ in who(talk.format("Karl Aume"))] == ["Q", "Karl Aume", "Q"]
    by_colon = talk.replace("A: I think it is.", "[source1|A][cue1|:] [content1|I think it is.]")
    assert [name for name, _, _ in who(by_colon.format("Karl Aume"))] == ["Q", "Karl Aume", "Q"]
    assert [name for name, _, _ in who(talk.format("Karl Aume, unlike Anna Lindt,"))] == ["Q", "A", "Q"]


@pytest.mark.parametrize(
    ("marked", "marks"),
    [
        ("“It was built for carts, and now it carries lorries.” ― Peter Holm, a baker", ["―"]),
        ("“It was built for carts, and now it carries lorries.” -- Peter Holm, a baker", ["--"]),
        ("What a night! #norvik — Jane Roe (@janeroe) November 8, 2016", ["—"]),
        ("He wrote:\n\nJane Roe (@janeroe)\n\nWhat a night! pic.twitter.com/a1", [""]),
        ("Jane Trout met Karl Aume.\n\nTROUT: Is it?\n\nAUME: I say so.\n\nTROUT: You do?", [":", ":", ":"]),
    ],
)
def test_the_mark_between_is_the_cue(marked: str, marks: list[str]) -> None:
    found = added(read(marked)[0])
    assert ["".join(marked[each.start : each.end] for each in item.cue) for item in found] == marks


def test_a_claim_is_kept_but_for_what_runs_on_over_labels() -> None:
    turns = "[content1|TROUT: Is it?]\n\nAUME: I say so, Karl Aume that I am.\n\nTROUT: You do?"
    said = "[source1|Jane Trout] [cue1|said]: [content1|{}]\n\n" + turns
    kept = beside(read(said.format("It is a long story, and nobody has told it."))[0]).attributions
    assert [len(item.content) for item in kept] == [1, 1, 1, 1]
    assert [item.score == SCORE for item in beside(read(said.format("So:"))[0]).attributions] == [True, True, True]


def test_why() -> None:
    reading = speakers(beside(read("“It was built for carts, and now it carries lorries.” — Peter Holm, a baker")[0]))
    found = Annotations(reading.document.text, attributions=reading.attributions, speakers=reading.speakers)
    assert explain(found) == {"a1": "Credited to Peter Holm, whose name stands beside it."}


def test_a_line_without_a_label_must_be_as_surely_somebodys_words() -> None:
    """So it is told from a narrator who breaks in."""
    reading, _ = read("Anna Lindt met Peter Holm.\n\nLINDT: Why now?\n\nHere he paused.\n\nHOLM: I had to.\n\nLINDT: And you?")
    said, told = StatusScores(0.9, 0, 0, 0, 0.1), StatusScores(0.1, 0, 0, 0, 0.9)
    for score, pieces in ((said, 2), (told, 1)):
        scores = (told, said, score, said, said)
        assert len(added(replace(reading, status_scores=scores))[0].content) == pieces


PIECES = (
    '\n\n"ROE: ',
    '\n\n"HOST: Do you? ',
    "“It was built for carts, we know.”",
    " — Jane Roe",
    " — Jane Roe, mayor of X.",
    "\n",
    "\n\n",
    "\n\nQ: Why you? ",
    "\n\nA: I am. ",
    "\n\nROE: We go. ",
    "\nJane Roe: Do you? ",
    " (@roe) ",
    "Jane Roe (@janeroe) May 8, 2016",
    " pic.twitter.com/ab1",
    "— ",
    "Read more: ",
    "(Laughter.)",
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), texts()), max_size=25).map("".join), st.booleans(), st.data())
def test_any_text(text: str, plain: bool, data: st.DataObject) -> None:
    blocks = tuple(
        Block(i, (part,), data.draw(st.sampled_from(BlockKind))) for i, part in enumerate(text.split("\n\n")) if not plain
    )
    document = Document.from_text(text) if plain else Document.from_blocks(blocks)
    size = len(document.text)
    span = st.tuples(st.integers(0, size), st.integers(0, size)).filter(lambda pair: pair[0] < pair[1]).map(lambda p: Span(*p))
    spans = st.lists(span, max_size=2).map(lambda found: tuple(sorted(found)))
    drawn = data.draw(st.lists(st.tuples(spans, spans, spans), max_size=3 if size else 0))
    spread = [part for n, part in enumerate(drawn) if not any(overlap(part, each) for each in drawn[:n])]
    items = tuple(Attribution(f"a{n}", *parts) for n, parts in enumerate(spread) if any(parts))
    reading = Reading(document, segment(document), attributions=items)
    result = beside(reading)
    assert beside(reading) == result
    fresh = [item for item in result.attributions if item.score == SCORE]
    labels = [each for item in fresh for each in item.source]
    by_words = [
        item
        for item in items
        if any(char.isalnum() for each in item.cue for char in text_of(document, each))
        and not any(a.start < b.end and b.start < a.end for a in item.content for b in labels)
    ]
    kept = [replace(item, id="") for item in result.attributions]
    assert all(replace(item, id="") in kept for item in by_words)
    assert len(by_words) + len(fresh) <= len(result.attributions) <= len(items) + len(fresh)
    taken = [each for item in by_words for each in item.content]
    for item in fresh:
        assert item.source
        assert item.content
        assert not any(char.isalnum() for each in item.cue for char in text_of(document, each))
        for each in (*item.source, *item.content):
            assert any(block.start <= each.start < each.end <= block.end for block in document.spans)
        assert not any(a.start < b.end and b.start < a.end for a in item.content for b in taken)
    content = sorted(each for item in fresh for each in item.content)
    assert all(a.end <= b.start for a, b in pairwise(content))


@pytest.mark.parametrize(
    "piece", [*PIECES, "Jane ", "JANE: ", "“", "— (@a) ", "A" * 50 + " ", "Jane Roe: I.\n\n", "“We did all of it.”\n— Jane Roe\n"]
)
def test_long_texts_take_linear_time(piece: str) -> None:
    times = []
    for size in (40_000, 80_000):
        text = (piece * (size // len(piece) + 1))[:size]
        document = Document.from_text(text)
        items = tuple(Attribution(f"a{n}", (Span(n, n + 2),), (), (Span(n + 3, n + 7),)) for n in range(0, size - 8, 400))
        reading = Reading(document, segment(document), attributions=items)
        times.append(seconds(partial(beside, reading)))
    assert times[1] < 3 * times[0] + 0.5
