import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_text import Labelled, parse, render


def test_takes_the_marks_out() -> None:
    text, spans = parse("[content1|“We won,”] [source1|she] [cue1|said].")
    assert text == "“We won,” she said."
    assert [(text[s.start : s.end], s.label) for s in spans] == [("“We won,”", "content1"), ("she", "source1"), ("said", "cue1")]


def test_brackets_without_a_label_are_text() -> None:
    text, spans = parse("He [sic] [a|said [it], [b|yes]] ok]")
    assert text == "He [sic] said [it], yes ok]"
    assert spans == (Labelled(9, 23, "a"), Labelled(20, 23, "b"))


def test_an_open_label_is_an_error() -> None:
    with pytest.raises(ValueError, match="not closed"):
        parse("[a|text")


@given(st.lists(st.tuples(st.text("ab ]“”", max_size=5), st.sampled_from(["", "x", "y2"])), max_size=6))
def test_parse_undoes_render(pieces: list[tuple[str, str]]) -> None:
    text, spans = "", []
    for piece, label in pieces:
        if label and piece and "]" not in piece:
            spans.append(Labelled(len(text), len(text) + len(piece), label))
        text += piece
    assert parse(render(text, spans)) == (text, tuple(sorted(spans)))
