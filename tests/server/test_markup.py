"""Taking the marks away gives the run back, for any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from claimlight_engine import Annotations, Attribution, Block, Document, Span, Term
from claimlight_engine.records import Category, Voice
from claimlight_server.marks import Mark, Piece, Role, cut, marks_of
from claimlight_server.markup.runs import mark_run, text_of
from claimlight_server.wire.answer import mark_blocks

# Every code point, lone surrogates too, and the characters that markup trips over more often than chance would have it.
TRICKY = st.sampled_from(
    list("<>&\"'\r\n\t \x00\x0b\x0c\x7f\x80\x85\xa0\xad\u200b\u200f\u202e\u2028\ufeff\ufffe\uffff\ud800\udfff😀é")
)
TEXT = st.text(st.one_of(st.characters(codec=None), TRICKY), max_size=40)


@st.composite
def marked_documents(draw: st.DrawFn) -> tuple[Document, tuple[Mark, ...]]:
    runs = draw(st.lists(st.lists(TEXT, max_size=4), max_size=4))
    document = Document.from_blocks(tuple(Block(i, tuple(texts)) for i, texts in enumerate(runs)))
    edge = st.integers(0, len(document.text))
    marks = []
    for number in range(draw(st.integers(0, 6))):
        start, end = sorted((draw(edge), draw(edge)))
        if start < end:
            category = draw(st.sampled_from(list(Category)))
            marks.append(Mark(Span(start, end), f"a{number}", category, draw(st.sampled_from(list(Role)))))
    return document, tuple(marks)


@given(marked_documents())
def test_pieces_lie_in_their_run_flat_and_in_order(made: tuple[Document, tuple[Mark, ...]]) -> None:
    document, marks = made
    for run in cut(document, marks):
        length = len(document.blocks[run.block].runs[run.run])
        end = 0
        for piece in run.pieces:
            assert end <= piece.start < piece.end <= length
            assert piece.marks
            end = piece.end


@given(marked_documents())
def test_every_code_point_has_exactly_the_marks_that_cover_it(made: tuple[Document, tuple[Mark, ...]]) -> None:
    document, marks = made
    found: dict[tuple[int, int, int], set[Mark]] = {}
    for run in cut(document, marks):
        for piece in run.pieces:
            for at in range(piece.start, piece.end):
                found[run.block, run.run, at] = set(piece.marks)
    for number, (block, span) in enumerate(zip(document.blocks, document.spans, strict=True)):
        start = span.start
        for index, text in enumerate(block.runs):
            for at in range(len(text)):
                wanted = {mark for mark in marks if mark.span.start <= start + at < mark.span.end}
                assert found.get((number, index, at), set()) == (set() if text.isspace() else wanted)
            start += len(text)


@given(marked_documents())
def test_markup_is_text_and_flat_marks_and_gives_the_run_back(made: tuple[Document, tuple[Mark, ...]]) -> None:
    document, marks = made
    for run in cut(document, marks):
        text = document.blocks[run.block].runs[run.run]
        markup = mark_run(text, run.pieces)
        if markup is None:
            continue
        page = html.document_fromstring(f"<!doctype html><html><body><div>{markup}</div></body></html>")
        holder = page.find("body/div")
        assert holder is not None
        assert "".join(holder.itertext()) == text
        assert [element.tag for element in holder.iterdescendants()] == ["mark"] * len(run.pieces)
        for element, piece in zip(holder, run.pieces, strict=True):
            assert set(element.attrib) == {"class", "data-claimlight", "data-claimlight-category"}
            assert element.get("class") == "claimlight"
            assert element.text == text[piece.start : piece.end]


# What HTML can't write, and so what a run may not hold to be marked.
@pytest.mark.parametrize("odd", ["\0", "\x01", "\x0b", "\x0c", "\x1b", chr(0xD800), chr(0xDFFF), "\ufffe", "\uffff"])
def test_a_run_that_html_cannot_carry_is_left_unmarked(odd: str) -> None:
    assert mark_run(f"a{odd}b", (_piece(0, 1),)) is None


@pytest.mark.parametrize(
    "text", ["\r", "a\rb", "a\r\nb", " leading", "\n", "&nbsp;", "&#0;", "<b>", "</mark>", "\x80", "\x85", "\xa0", "😀"]
)
def test_text_that_markup_trips_over_comes_back(text: str) -> None:
    markup = mark_run(text, (_piece(0, len(text)),))
    assert markup is not None
    assert text_of(markup) == text


def test_ids_cannot_break_out_of_their_attribute() -> None:
    markup = mark_run(
        "x", (Piece(0, 1, (Mark(Span(0, 1), 'a"><img src=x onerror=alert(1)>', Category.CONTESTED_TERM, Role.TERM),)),)
    )
    assert markup is not None
    page = html.document_fromstring(f"<html><body>{markup}</body></html>")
    assert page.find(".//img") is None


def test_parts_name_block_run_and_nth_mark() -> None:
    document = Document.from_blocks((Block(7, ("Ann ", "said")), Block(9, (" that Kiev fell.",))))
    start = document.spans[1].start
    found = Annotations(
        document.text,
        attributions=(Attribution("a1", (Span(0, 3),), (Span(4, 8),), (Span(start + 1, start + 15),)),),
        terms=(Term("t1", Span(start + 6, start + 10), "e", "Kiev", Voice.ATTRIBUTED),),
    )
    blocks, parts = mark_blocks(document, found)
    assert [block["id"] for block in blocks] == [7, 9]
    assert (
        blocks[0]["runs"][1]
        == '<mark class="claimlight" data-claimlight="a1" data-claimlight-category="attributed-claim">said</mark>'
    )
    assert parts["a1"] == [
        (7, 0, 0, "source"),
        (7, 1, 0, "cue"),
        (9, 0, 0, "content"),
        (9, 0, 1, "content"),
        (9, 0, 2, "content"),
    ]
    assert parts["t1"] == [(9, 0, 1, "term")]
    assert 'data-claimlight="a1 t1" data-claimlight-category="attributed-claim contested-term">Kiev<' in blocks[1]["runs"][0]


def test_a_run_of_white_space_alone_is_left_unmarked() -> None:
    document = Document.from_blocks((Block(0, ("a", "\n  ", "b")),))
    found = Annotations(document.text, terms=(Term("t1", Span(0, 5), "e", "f", Voice.OWN),))
    assert [run.run for run in cut(document, marks_of(found))] == [0, 2]


def _piece(start: int, end: int) -> Piece:
    return Piece(start, end, (Mark(Span(start, end), "t1", Category.CONTESTED_TERM, Role.TERM),))
