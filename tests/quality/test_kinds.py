"""The kinds of PolNeAR's sources, which the tagger learns from: one letter for each attribution with a cue, no text."""

import hashlib
import json
from pathlib import Path

LABELS = Path(__file__).parents[2] / "training" / "kinds.jsonl"
ROWS = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


def test_nothing_but_letters():
    for row in ROWS:
        assert row.keys() == {"id", "sha256", "kinds"}
        assert set(row["kinds"]) <= set("nuv"), row["id"]


def test_labels_are_of_the_texts_that_are_trained_on(shared):
    lines = (shared / "gold" / "polnear-train.jsonl").read_text(encoding="utf-8").splitlines()
    articles = {article["id"]: article for article in map(json.loads, lines)}
    for row in ROWS:
        article = articles[row["id"]]
        assert hashlib.sha256(article["text"].encode()).hexdigest() == row["sha256"], row["id"]
        assert len(row["kinds"]) == sum(bool(each["cue"]) for each in article["attributions"]), row["id"]
