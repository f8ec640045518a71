"""Who speaks: cases in speakers.txt, the labelled sample, and laws that hold for any text."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_reading import read_marked

from claimlight_engine.attribution.names import find_names
from claimlight_engine.attribution.speakers import speakers
from claimlight_engine.document import Document
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Span
from claimlight_engine.segment import segment

HERE = Path(__file__).parent


def cases() -> Iterator[object]:
    for case in (HERE / "speakers.txt").read_text(encoding="utf-8").split("\n\n## ")[1:]:
        title, _, rest = case.partition("\n")
        text, _, expected = rest.strip().partition("\n---\n")
        yield pytest.param(text, expected.splitlines(), id=title)


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_case(text: str, expected: list[str]) -> None:
    reading = speakers(read_marked(text)[0])
    by_id = {speaker.id: speaker for speaker in reading.speakers}
    for line, item in zip(expected, reading.attributions, strict=True):
        name, *rest = (part.strip() for part in line.partition("=")[2].split("|"))
        speaker = by_id.get(item.speaker or "")
        assert (speaker.name if speaker else "-") == name, line
        if rest:
            description, kind, type_ = rest
            assert (item.kind, item.type) == (kind, type_), line
            assert (speaker.description if speaker else "") == description, line


def test_words_and_claims_are_counted() -> None:
    text = "[source1|Ann Poe] [cue1|said] [content1|it was so]. [source2|She] [cue2|added] [content2|no more than that]."
    (speaker,) = speakers(read_marked(text)[0]).speakers
    assert (speaker.words, speaker.claims) == (7, ("a1", "a2"))


TITLES = frozenset(["mr", "mrs", "ms", "dr", "sen", "rep", "gov", "president", "the", "a", "an", "senator", "mayor", "secretary"])


def words_of(name: str) -> set[str]:
    """Words of a name that tell it from others: no titles, initials, possessives."""
    words = re.findall(r"\w+", re.sub(r"[’']s\b", "", name.lower()))
    return {word for word in words if len(word) > 1 and word not in TITLES and word not in ("jr", "sr")}


def same_name(found: str, label: str) -> bool:
    """All words of the label, and at most two more ("Barack" before "Obama")."""
    return words_of(label) <= words_of(found) and len(words_of(found) - words_of(label)) <= 2


def test_sample_of_pronouns_and_short_forms(shared) -> None:
    """Two hundred sources, labelled by reading: see tests/quality/sample_speakers.py."""
    documents = {}
    for name in ("news-dev.jsonl", "polnear-dev.jsonl"):
        for line in (shared / "gold" / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            documents.setdefault(row["id"].removeprefix("pol-"), row)
    sample = [json.loads(line) for line in (HERE.parents[1] / "quality" / "speakers.jsonl").read_text().splitlines()]
    assert len(sample) == 200
    found: dict[str, dict[tuple[int, int], str]] = {}
    right = 0
    for entry in sample:
        row = documents[entry["id"]]
        if entry["id"] not in found:
            found[entry["id"]] = names_of_sources(row)
        name = found[entry["id"]].get(tuple(entry["source"]), "")
        right += any(same_name(name, row["text"][start:end]) for start, end in entry["names"])
    assert right / len(sample) >= 0.92


def names_of_sources(row: dict) -> dict[tuple[int, int], str]:
    document = Document.from_text(row["text"])
    items = tuple(
        Attribution(f"a{n}", *(tuple(Span(*span) for span in item[part]) for part in ("source", "cue", "content")))
        for n, item in enumerate(row["attributions"])
    )
    reading = speakers(Reading(document, segment(document), attributions=items))
    names = {speaker.id: speaker.name for speaker in reading.speakers}
    return {
        (item.source[0].start, item.source[0].end): names.get(item.speaker or "", "")
        for item in reading.attributions
        if item.source
    }


@pytest.mark.parametrize(("file", "floor"), [("news-train.jsonl", 0.915), ("news-dev.jsonl", 0.91)])
def test_kind_of_sources(file: str, floor: float, shared) -> None:
    """Accuracy of named, unnamed and vague where the attributions are given."""
    right = total = 0
    for line in (shared / "gold" / file).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = Document.from_text(row["text"])
        items = tuple(
            Attribution("a", *(tuple(Span(*span) for span in item[part]) for part in ("source", "cue", "content")))
            for item in row["attributions"]
        )
        reading = speakers(Reading(document, segment(document), attributions=items))
        for item, gold in zip(reading.attributions, row["attributions"], strict=True):
            right += item.kind == gold["kind"]
            total += 1
    assert right / total >= floor


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("Aa .,'’“”\nJohn Mr. he they who the SaysÉ-–0"), max_size=120), st.data())
def test_any_text_and_any_spans(text: str, data: st.DataObject) -> None:
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: Span(min(pair), max(pair)))
    document = Document.from_text(text)
    items = tuple(
        Attribution(f"a{n}", *data.draw(st.tuples(st.lists(spans, max_size=2).map(tuple), st.just(()), st.just(()))))
        for n in range(data.draw(st.integers(0, 3)))
    )
    reading = Reading(document, segment(document), attributions=items)
    result = speakers(reading)
    assert speakers(reading) == result
    assert [claim for speaker in result.speakers for claim in speaker.claims].sort() == [i.id for i in result.attributions].sort()


@pytest.mark.parametrize(
    "piece",
    [
        "Ann Poe met he and she who said ",
        "A" * 50 + " ",
        "Ann’s ",
        "they officials said, ",
        "Jo, a b c d e f g h ",
        "((“",
        "of Of ",
    ],
)
def test_long_texts_take_linear_time(piece: str) -> None:
    text = (piece * (400_000 // len(piece)))[:400_000]
    document = Document.from_text(text)
    reading = Reading(document, segment(document))
    started = time.process_time()
    speakers(reading)
    assert time.process_time() - started < 8


def test_names_lie_in_the_text_in_order() -> None:
    text = "Sen. Mary O’Neill (D-Ohio) told CNN’s Jake Tapper. JOHN SMITH. Ludwig van Beethoven and the U.N. Security Council."
    found = find_names(text)
    assert [text[name.span.start : name.span.end] for name in found] == [
        "Mary O’Neill", "D-Ohio", "CNN", "Jake Tapper", "JOHN SMITH", "Ludwig van Beethoven", "U.N. Security Council",
    ]  # fmt: skip
