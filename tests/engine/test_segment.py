"""The segmenter against case files, laws that hold for every text, and the gold sentences."""

import json
import time
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from marked_text import Case, Labelled, read_cases, render
from processor_time import seconds
from strategies import texts

from claimlight_engine import Block, Document
from claimlight_engine.lexicon import load
from claimlight_engine.records import BlockKind, Span
from claimlight_engine.segment import segment
from claimlight_engine.segment.abbreviations import abbreviations

CASES = Path(__file__).parent / "cases"


def inside(span: Span, others: tuple[Span, ...]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others)


@pytest.mark.parametrize("case", read_cases(CASES / "sentences.txt"), ids=str)
def test_sentences(case: Case) -> None:
    found = segment(Document.from_text(case.text)).sentences
    assert render(case.text, [Labelled(s.start, s.end, "s") for s in found]) == render(case.text, case.spans)


@pytest.mark.parametrize("case", read_cases(CASES / "quotations.txt"), ids=str)
def test_quotations(case: Case) -> None:
    labels = {(True, False): "q", (False, False): "open", (True, True): "on", (False, True): "on-open"}
    found = segment(Document.from_text(case.text)).quotations
    marked = [Labelled(q.span.start, q.span.end, labels[q.closed, q.continues]) for q in found]
    assert render(case.text, marked) == render(case.text, case.spans)


def test_inner_leaves_the_marks_out() -> None:
    text = "“A,” he said. ``B,'' she said. “C"
    quotations = segment(Document.from_text(text)).quotations
    assert [text[q.inner.start : q.inner.end] for q in quotations] == ["A,", "B,", "C"]


QUOTED = (
    (("> We lost a boat in the fog.",), ["We lost a boat in the fog."]),
    (("> “We lost a boat in the fog,” he said.",), ["“We lost a boat in the fog,”"]),
    (("> We lost “a boat” in the fog.", "It was cold."), ["We lost “a boat” in the fog."]),
    (("> We lost a boat — Karl Aume, a fisherman", "> We found a boat."), ["We lost a boat", "We found a boat."]),
    (
        ("> Lost — I was there — and Norvik mourned — Karl Aume (@aume) May 8, 2016",),
        ["Lost — I was there — and Norvik mourned"],
    ),
    (
        ("> It was the fault of one town — Norvik.",),
        ["It was the fault of one town — Norvik."],
    ),
    (("> We built it for Rolls-Royce Motors.",), ["We built it for Rolls-Royce Motors."]),
    (("> We lost a boat.", "> So we stayed.", "> — Karl Aume"), ["We lost a boat.…", "…So we stayed."]),
    (("> We lost a boat.", "It was cold.", "> So we stayed."), ["We lost a boat.", "So we stayed."]),
    (("> Read more", "> - Karl Aume of Norvik", ">  "), []),
    (("“It was cold,” he said.", "> We lost a boat.", "“So?”"), ["“It was cold,”", "We lost a boat.", "“So?”"]),
)


def quoted(paragraphs: tuple[str, ...]) -> Document:
    """A page whose paragraphs that open with "> " are quotes of its own."""
    kinds = {True: BlockKind.QUOTE, False: BlockKind.PARAGRAPH}
    return Document.from_blocks(
        tuple(Block(i, (each.removeprefix("> "),), kinds[each.startswith("> ")]) for i, each in enumerate(paragraphs))
    )


@pytest.mark.parametrize(("paragraphs", "expected"), QUOTED)
def test_quotes_of_the_page_need_no_marks(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    page = quoted(paragraphs)
    found = ["…" * q.continues + page.text[q.span.start : q.span.end] + "…" * (not q.closed) for q in segment(page).quotations]
    assert found == expected


def test_tokens() -> None:
    text = "It’s $3.50, naïve\nuser_1"
    tokens = segment(Document.from_text(text)).tokens
    assert [text[t.start : t.end] for t in tokens] == ["It", "’", "s", "$", "3", ".", "50", ",", "naïve", "user_1"]


def test_a_line_end_on_a_page_is_mere_space() -> None:
    page = Document.from_blocks(
        (Block(1, ("The mayor of\n   the ", "Town\n\n", "left. She\nwas late.")), Block(2, ("Read more",)))
    )
    sentences = segment(page).sentences
    assert [page.text[s.start : s.end] for s in sentences] == [
        "The mayor of\n   the Town\n\nleft.",
        "She\nwas late.",
        "Read more",
    ]


@given(texts(), st.none() | st.lists(st.sampled_from(BlockKind), min_size=1))
def test_spans_lie_in_one_block_in_order(text: str, kinds: list[BlockKind] | None) -> None:
    document = Document.from_text(text)
    if kinds:
        blocks = tuple(replace(block, kind=kinds[i % len(kinds)]) for i, block in enumerate(document.blocks))
        document = Document.from_blocks(blocks)
        text = document.text
    segments = segment(document)
    quotations = tuple(quotation.span for quotation in segments.quotations)
    for spans in (segments.sentences, segments.tokens, quotations):
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(span.start < span.end and inside(span, document.spans) for span in spans)
    assert all(inside(quotation.inner, (quotation.span,)) for quotation in segments.quotations)
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() for s in segments.sentences)


@given(texts())
def test_every_word_is_in_a_sentence(text: str) -> None:
    segments = segment(Document.from_text(text))
    words = [token for token in segments.tokens if regex.match(r"\w", text[token.start])]
    covered = {i for s in segments.sentences for i in range(s.start, s.end)}
    assert all(word.start in covered for word in words)


@given(texts())
def test_plain_text_is_kept(text: str) -> None:
    document = Document.from_text(text)
    assert document.text == text
    assert "".join("".join(block.runs) for block in document.blocks) == "".join(text[s.start : s.end] for s in document.spans)


def test_quotes_of_a_page_take_linear_time() -> None:
    times = []
    for count in (4_000, 8_000):
        page = quoted(("> “A” — B " + "— C" * 50, "> We said so.", "We did.") * (count // 3) + ("> a" + " " * 20 * count + "b",))
        times.append(seconds(partial(segment, page)))
    assert times[1] < 3 * times[0] + 0.5


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        '"',
        "“",
        "‘",
        "'",
        ". ",
        ".",
        '?" Smith said ',
        "‘s’ ",
        "‘as’ a “",
        '«"“‘',
        "J. K. ",
        "a\n",
        " \n",
        "\0",
        "\ud800 ",
        "\u202e“x” ",
    ],
)
def test_time_grows_with_length_only(piece: str) -> None:
    # A search that goes back over the text again and again takes minutes here; the limit only has to tell it from a slow machine.
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    segment(Document.from_text(text))
    assert time.process_time() - start < 10


def test_agrees_with_the_gold_sentences(shared: Path) -> None:
    right = total = 0
    for line in (shared / "gold" / "news-dev.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        found = {(s.start, s.end) for s in segment(Document.from_text(gold["text"])).sentences}
        total += len(gold["sentences"])
        right += sum((s["start"], s["end"]) in found for s in gold["sentences"])
    assert right / total >= 0.98


def test_abbreviations_say_one_thing_each() -> None:
    words = abbreviations()
    assert not words.never & (words.unsure | words.states | words.before_number)
    assert not words.unsure & words.states
    for name in ("never", "before_number", "unsure", "states"):
        assert not [word for word in getattr(words, name) if "." in word or " " in word]
    lists = load("abbreviations.toml").section("lists")
    assert [name for name in lists.fields() if len(set(lists.texts(name))) < len(lists.texts(name))] == []
