"""The trained tagger: what it needs, what it never does, and that threads change nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import onnxruntime
import pytest

from claimlight_engine.document import Document
from claimlight_engine.errors import ModelError
from claimlight_engine.segment import segment
from claimlight_engine.tagger import learned
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
