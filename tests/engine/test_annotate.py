"""Laws that hold for every text: what `annotate` gives is in order, inside the text, and the same each time."""

from collections.abc import Sequence
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

from claimlight_engine import Annotations, Attribution, Block, Document, Options, Origin, Span, annotate
from claimlight_engine.records import BlockKind, Link, Status

RUNS = st.lists(texts(), max_size=3).map(tuple)
BLOCKS = st.lists(st.tuples(RUNS, st.sampled_from(BlockKind)), max_size=5).map(
    lambda blocks: tuple(Block(i, runs, kind) for i, (runs, kind) in enumerate(blocks))
)


def spans_of(attribution: Attribution) -> tuple[Span, ...]:
    return attribution.source + attribution.cue + attribution.content


def check(document: Document, found: Annotations) -> None:
    assert found.text == document.text
    firsts: Sequence[Sequence[Span]] = (
        [sentence.span for sentence in found.sentences],
        [min(spans_of(attribution)) for attribution in found.attributions],
        [term.span for term in found.terms],
        [echo.span for echo in found.echoes],
    )
    for spans in firsts:
        assert [span.start for span in spans] == sorted(span.start for span in spans)
    for span in chain(*firsts, *map(spans_of, found.attributions)):
        assert any(block.start <= span.start < span.end <= block.end for block in document.spans)
    everything = (*found.sentences, *found.attributions, *found.terms, *found.speakers, *found.echoes)
    ids = [item.id for item in everything]
    assert len(ids) == len(set(ids))
    assert all(attribution.cue or attribution.content for attribution in found.attributions)
    named = {a.speaker for a in found.attributions} | {n.attribution for n in found.sentences}
    assert named - {None} <= set(ids)
    assert all(0 <= item.score <= 1 for item in (*found.sentences, *found.attributions))
    for sentence in found.sentences:
        if sentence.sign and sentence.status in (Status.UNSOURCED, Status.INTERPRETATION):
            assert sentence.span.start <= sentence.sign.start < sentence.sign.end <= sentence.span.end
    check_summary(found)


def check_summary(found: Annotations) -> None:
    summary = found.summary
    by_status = summary.attributed + summary.vague + summary.unsourced + summary.interpretation + summary.none
    assert by_status == summary.sentences == len(found.sentences)
    assert summary.terms == len(found.terms)
    assert summary.named_sources + summary.unnamed_sources + summary.vague_sources == len(found.speakers)


@given(texts())
def test_any_text(text: str) -> None:
    check(Document.from_text(text), annotate(text))


@given(BLOCKS)
def test_any_blocks(blocks: tuple[Block, ...]) -> None:
    document = Document.from_blocks(blocks)
    found = annotate(document)
    check(document, found)
    assert annotate(Document.from_blocks(blocks)) == found


@given(texts(), st.sampled_from(["", "en", "xx"]))
def test_origin_and_links_change_no_text(text: str, lang: str) -> None:
    block = Block(3, (text, text), links=(Link(1, "https://example.org/a"), Link(0, "no address")))
    document = Document.from_blocks((block,), Origin(url="https://example.com/", lang=lang))
    assert annotate(document).text == text * 2


@given(texts(), st.floats(0, 1))
def test_threshold_changes_only_what_is_shown(text: str, threshold: float) -> None:
    lower, upper = annotate(text, Options(threshold=0.0)), annotate(text, Options(threshold=threshold))
    assert [n.status for n in lower.sentences] == [n.status for n in upper.sentences]
    shown = {n.id for n in upper.sentences if n.shown}
    assert shown <= {n.id for n in lower.sentences if n.shown}


def test_empty() -> None:
    assert annotate("") == Annotations("")
    assert annotate(Document.from_blocks(())) == Annotations("")
    assert annotate(" \n\n ").sentences == ()


def test_text_stays_the_same_whatever_it_holds() -> None:
    text = "A\r\nb\u2028c \ud800\0 d\u0301 🎉\u202e“x”\n\n\n  \n e"
    assert annotate(text).text == text
