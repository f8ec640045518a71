"""Who vouches for a sentence, and why it is shown: status and kinds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from marked_reading import read_marked
from marked_text import parse as parse_marks

from claimlight_engine.assertion.kinds import kinds
from claimlight_engine.assertion.status import status
from claimlight_engine.attribution.speakers import speakers
from claimlight_engine.document import Document
from claimlight_engine.reading import Options, Reading, StatusScores
from claimlight_engine.records import AssertionKind, Block, BlockKind, Detail, Sentence, Status
from claimlight_engine.segment import segment

HERE = Path(__file__).parent
LABELS = [*Status]


def cases() -> list[object]:
    found = []
    for case in (HERE / "statuses.txt").read_text(encoding="utf-8").split("\n\n## ")[1:]:
        title, _, text = case.partition("\n")
        found.append(pytest.param(text.strip(), id=title))
    return found


@pytest.mark.parametrize("marked", cases())
def test_case(marked: str) -> None:
    reading, _ = read_marked(marked)
    text, labels = parse_marks(marked)
    result = status(speakers(reading))
    found = {sentence.span.start: sentence.status.value for sentence in result.sentences}
    expected = {label.start: label.label for label in labels if label.label in LABELS}
    assert found == expected, text


def with_scores(
    text: str, *scores: StatusScores, threshold: float = 0.5, kind: BlockKind = BlockKind.PARAGRAPH
) -> list[Sentence]:
    document = Document.from_blocks((Block(1, (text,), BlockKind(kind)),))
    reading = Reading(document, segment(document), Options(threshold), scores)
    return list(kinds(status(reading)).sentences)


UNSOURCED = StatusScores(0.02, 0.02, 0.86, 0.06, 0.04)


@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.CAPTION])
def test_headings_and_captions_assert_nothing(kind: BlockKind) -> None:
    (sentence,) = with_scores("Crime rose by 14 percent.", UNSOURCED, kind=kind)
    assert (sentence.status, sentence.score, sentence.shown) == (Status.NONE, 0.0, False)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Crime on the rise", False),
        ("Our reporters’ guide to the worst bridges of the north, with maps", False),
        ("Crime is on the rise.", True),
        ("“It rose,” and nobody knew why (not even here)", True),
        ("Crime, long on the fall, has been on the rise for a year, and nobody in the town knows why it is rising", True),
    ],
)
def test_short_lines_without_an_end_mark_are_titles(line: str, shown: bool) -> None:
    (sentence,) = with_scores(line, UNSOURCED)
    assert sentence.shown is shown
    assert (sentence.status is Status.NONE) is not shown


def test_threshold_says_what_is_shown() -> None:
    weak = StatusScores(0.1, 0.1, 0.4, 0.1, 0.3)
    (low,) = with_scores("Crime rose.", weak, threshold=0.3)
    (high,) = with_scores("Crime rose.", weak, threshold=0.9)
    assert low.status is high.status is Status.UNSOURCED
    assert (low.shown, high.shown) == (True, False)
    assert low.score == high.score


@pytest.mark.parametrize(
    ("marked", "kind", "details", "sign"),
    [
        ("[content1|The ship] [cue1|reportedly] [content1|sank].", AssertionKind.SOURCELESS, [], "reportedly"),
        ("[source1|Critics] [cue1|say] [content1|it sank].", AssertionKind.VAGUE_SOURCE, [], "Critics"),
        ("[source1|An aide] [cue1|said] [content1|it sank].", AssertionKind.UNNAMED_SOURCE, [], "An aide"),
        ("[source1|We] [cue1|have learned] [content1|that it sank].", AssertionKind.SOURCELESS, [], "have learned"),
        (
            "[source1|An aide who asked not to be named] [cue1|said] [content1|it sank].",
            AssertionKind.UNNAMED_SOURCE,
            [Detail.REASON_GIVEN],
            "An aide who asked not to be named",
        ),
        (
            "[source1|An aide] [cue1|said] [content1|it sank], on condition of anonymity.",
            AssertionKind.UNNAMED_SOURCE,
            [Detail.REASON_GIVEN],
            "An aide",
        ),
    ],
)
def test_kinds_of_weak_sources(marked: str, kind: AssertionKind, details: list[Detail], sign: str) -> None:
    reading = kinds(status(speakers(read_marked(marked)[0])))
    (sentence,) = reading.sentences
    assert (sentence.status, sentence.kind, list(sentence.details)) == (Status.VAGUE, kind, details)
    assert sentence.sign is not None
    assert reading.document.text[sentence.sign.start : sentence.sign.end] == sign
    assert sentence.attribution == "a1"


def test_the_narrators_we_is_his_own_voice() -> None:
    reading, _ = read_marked("[source1|We] [cue1|are convinced] [content1|that it is the best bridge there ever was].")
    mostly_said = StatusScores(0.3, 0.5, 0.02, 0.16, 0.02)
    (sentence,) = status(speakers(replace(reading, status_scores=(mostly_said,)))).sentences
    assert (sentence.status, sentence.attribution) == (Status.INTERPRETATION, None)
    assert sentence.score == pytest.approx(0.9)


def test_every_sentence_has_a_record() -> None:
    text = "One. Two? “Three.” Four"
    document = Document.from_text(text)
    reading = Reading(document, segment(document))
    result = status(reading)
    assert [s.span for s in result.sentences] == list(reading.segments.sentences)
    assert [s.id for s in result.sentences] == [f"n{n}" for n in range(1, len(result.sentences) + 1)]
    assert replace(result, sentences=()) == reading
