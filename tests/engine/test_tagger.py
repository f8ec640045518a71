"""The trained tagger: what it needs, what it never does, and that threads change nothing."""

from __future__ import annotations

import json
import shutil
from dataclasses import astuple
from pathlib import Path

import onnxruntime
import pytest

from claimlight_engine.document import Document
from claimlight_engine.errors import ModelError
from claimlight_engine.records import Block, BlockKind
from claimlight_engine.segment import segment
from claimlight_engine.tagger import Tags, learned
from claimlight_engine.tagger.learned import LearnedTagger

WEIGHTS = Path(learned.__file__).with_name("weights")
STORY = "\n\n".join(
    f"Mayor Ann Roe said on day {i} that the bridge would open. “We are ready,” she added, “and will stay so.” Critics doubt it."
    for i in range(40)
)


def tags(tagger: LearnedTagger, text: str) -> object:
    document = Document.from_text(text)
    return tagger.tag(document, segment(document))


def test_the_runtime_holds_no_telemetry() -> None:
    libraries = list((Path(onnxruntime.__file__).parent / "capi").glob("*.so*"))
    assert libraries
    assert not [path.name for path in libraries if b"events.data.microsoft.com" in path.read_bytes()]


def test_one_thread_and_two_find_the_same() -> None:
    tagger, document = LearnedTagger.load(), Document.from_text(STORY)
    alone, both = (tagger.tag(document, segment(document), threads) for threads in (1, 2))
    assert both == alone


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("That is a ridiculous approach.", {"ridiculous"}),
        ("The move is clearly a well-timed attempt to win back the voters of the north.", {"clearly", "attempt", "well-timed"}),
        ("Those savings have a complicated history.", {"complicated"}),
    ],
)
def test_the_words_that_make_an_interpretation_weigh_most(sentence: str, words: set[str]) -> None:
    text = f"The council met on Monday.\n\n{sentence}"
    document = Document.from_text(text)
    first, second = LearnedTagger.load().tag(document, segment(document)).weights
    assert first == ()
    best = max(second, key=lambda weight: weight.nats)
    assert text[best.span.start : best.span.end] in words


def test_a_quote_of_the_page_is_read_as_if_it_stood_in_marks() -> None:
    said = ("We have no plans to close the school.", "The numbers in the paper are wrong, and they have been wrong for years.")
    pages = []
    for marks, kind in ((("“", "", "“", "”"), BlockKind.PARAGRAPH), (("", "", "", ""), BlockKind.QUOTE)):
        blocks = [("The ministry wrote in a letter to parents:", BlockKind.PARAGRAPH)]
        blocks += [(f"{marks[2 * i]}{each}{marks[2 * i + 1]}", kind) for i, each in enumerate(said)]
        blocks.append(("Parents will know soon, the council said.", BlockKind.PARAGRAPH))
        pages.append(Document.from_blocks(tuple(Block(i, (text,), kind) for i, (text, kind) in enumerate(blocks))))
    in_marks, bare = (LearnedTagger.load().tag(page, segment(page)) for page in pages)
    assert [each.score for each in in_marks.attributions] == [each.score for each in bare.attributions]
    assert len(in_marks.statuses) == 4
    for one, other in zip(in_marks.statuses, bare.statuses, strict=True):  # of a sentence with its mark, and without
        assert astuple(one) == pytest.approx(astuple(other), abs=0.02)

    def words(page: Document, tags: Tags) -> list[str]:
        return [page.text[s.start : s.end].strip("“”") for a in tags.attributions for s in (*a.source, *a.cue, *a.content)]

    assert words(pages[0], in_marks) == words(pages[1], bare)
    assert set(said) <= set(words(pages[1], bare))


@pytest.mark.parametrize("name", ["encoder.onnx", "heads.npz", "tokenizer.json", "weights.json"])
def test_missing_or_damaged_weights_are_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    (folder / name).write_bytes(b"damaged")
    with pytest.raises(ModelError, match="weights"):
        LearnedTagger.load(folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match="weights"):
        LearnedTagger.load(folder)


def test_weights_of_another_format_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    card = json.loads((folder / "weights.json").read_text())
    (folder / "weights.json").write_text(json.dumps(card | {"format": 99}))
    with pytest.raises(ModelError, match="format 99"):
        LearnedTagger.load(folder)


def test_weights_that_lack_one_of_belief_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    card = json.loads((folder / "weights.json").read_text())
    card["thresholds"]["belief"].pop()
    (folder / "weights.json").write_text(json.dumps(card))
    with pytest.raises(ModelError, match="9 weights of belief, not 10"):
        LearnedTagger.load(folder)


def test_shipped_weights_stay_under_30_megabytes() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 30_000_000


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "\ud800 said", "“", "a" * 5000, "said " * 3000, "\x00\n\n\x00", "是他说的。"]
)
def test_odd_texts_get_a_status_for_every_sentence(text: str) -> None:
    document = Document.from_text(text)
    segments = segment(document)
    found = LearnedTagger.load().tag(document, segments)
    assert len(found.statuses) == len(segments.sentences)
    for attribution in found.attributions:
        for span in attribution.source + attribution.cue + attribution.content:
            assert 0 <= span.start < span.end <= len(text)
