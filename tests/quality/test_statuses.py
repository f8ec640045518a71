"""The statuses of PolNeAR's training sentences, which the tagger learns from: spans and letters, no text."""

import hashlib
import json
from pathlib import Path

import pytest

LABELS = Path(__file__).parents[2] / "training" / "statuses.jsonl"


@pytest.fixture(scope="module")
def rows():
    return [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


def test_nothing_but_spans_and_letters(rows):
    for row in rows:
        assert row.keys() == {"id", "sha256", "sentences"}
        end = 0
        for a, b, letters in row["sentences"]:
            assert end <= a < b, row["id"]
            assert set(letters) <= set("AVUIN"), row["id"]
            assert len(letters) == 2, row["id"]
            end = b


def test_labels_are_of_the_texts_that_are_trained_on(rows, shared):
    lines = (shared / "gold" / "polnear-train.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {article["id"]: article["text"] for article in map(json.loads, lines)}
    assert [row["id"] for row in rows] == list(texts)
    for row in rows:
        text = texts[row["id"]]
        assert hashlib.sha256(text.encode()).hexdigest() == row["sha256"], row["id"]
        assert row["sentences"][-1][1] <= len(text), row["id"]
        assert all(text[a:b].strip() == text[a:b] for a, b, _ in row["sentences"]), row["id"]
