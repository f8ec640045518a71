"""A claim without a cue comes out of every format: words whose speaker merely stands beside them."""

from __future__ import annotations

import io
import json
from functools import reduce

import pytest

from claimlight_engine import Annotations, Block, Document
from claimlight_engine.annotate import RULES
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, BlockKind
from claimlight_engine.segment import segment
from claimlight_engine.terms.lexicon import shipped
from claimlight_server.corpus.rows import rows_of
from claimlight_server.formats import WRITERS, html
from claimlight_server.formats.item import Item, Look
from claimlight_server.marks import Role, marks_of

QUOTED, NAME = "“We have waited nine years for a road that holds.”", "Jane Roe (@janeroe)"
WHY = "Credited to Jane Roe, whose name stands beside it."
PAGE = f"<html><body><p>The road was closed.</p><blockquote><p>{NAME}</p><p>{QUOTED}</p></blockquote></body></html>"
BLOCKS = (
    Block(0, ("The road was closed.",)),
    Block(1, (NAME,), BlockKind.QUOTE),
    Block(2, (QUOTED,), BlockKind.QUOTE),
)


@pytest.fixture(scope="module")
def found() -> tuple[Item, Annotations]:
    document = Document.from_blocks(BLOCKS)
    reading = reduce(lambda reading, rule: rule(reading), RULES, Reading(document, segment(document)))
    return Item("a.html", document, "1"), Annotations(
        document.text, reading.sentences, reading.attributions, speakers=reading.speakers, echoes=reading.echoes
    )


def test_one_claim_without_a_cue(found: tuple[Item, Annotations]) -> None:
    item, annotations = found
    (claim,) = annotations.attributions
    assert isinstance(claim, Attribution)
    assert claim.cue == ()
    assert [(mark.role, item.document.text[mark.span.start : mark.span.end]) for mark in marks_of(annotations)] == [
        (Role.SOURCE, NAME),
        (Role.CONTENT, QUOTED),
    ]


@pytest.mark.parametrize("name", sorted(set(WRITERS) - {"html", "jsonl"}))
def test_every_format_says_why(found: tuple[Item, Annotations], name: str) -> None:
    assert WHY in WRITERS[name](*found, Look(shipped()))


def test_jsonl_has_an_empty_list(found: tuple[Item, Annotations]) -> None:
    (claim,) = json.loads(WRITERS["jsonl"](*found, Look(shipped())))["attributions"]
    assert claim["cue"] == []
    assert claim["kind"] == "named"


def test_the_saved_page_marks_it(found: tuple[Item, Annotations]) -> None:
    _, annotations = found
    (item,) = html.read(io.BytesIO(PAGE.encode()), "a.html")
    assert isinstance(item, Item)
    assert item.document.text == annotations.text
    assert WHY in html.write(item, annotations, Look(shipped()))


def test_rows_of_tables(found: tuple[Item, Annotations]) -> None:
    item, annotations = found
    (row,) = rows_of("1", item, annotations, shipped(), with_text=False)["attributions"]
    assert (row["cue"], row["cue_text"], row["content_text"], row["source_text"]) == ([], "", QUOTED, NAME)
    assert row["sentence"] == "n3"


def test_notebook(found: tuple[Item, Annotations]) -> None:
    _, annotations = found
    frame = annotations.to_frame("attributions")
    assert (list(frame["cue"]), list(frame["cue_text"])) == ([[]], [""])
    assert WHY in annotations._repr_html_()
