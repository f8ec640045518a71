"""The second readings of PolNeAR's relations lie within the texts that were read, and share no cue."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

READINGS = Path(__file__).parents[2] / "training" / "attributions.jsonl"
Row = dict  # type: ignore[type-arg]  # JSON as it comes


@pytest.fixture(scope="module")
def readings() -> list[Row]:
    return [json.loads(line) for line in READINGS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[str, str]:
    lines = (shared / "gold" / "polnear-train.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row["text"] for row in map(json.loads, lines)}


def test_each_article_is_read_once(readings: list[Row]) -> None:
    assert len({row["id"] for row in readings}) == len(readings) > 700


def test_readings_are_of_these_texts_and_within_them(readings: list[Row], texts: dict[str, str]) -> None:
    for row in readings:
        text = texts[row["id"]]
        assert hashlib.sha256(text.encode()).hexdigest() == row["sha256"]
        for source, cue, content, kind in row["relations"]:
            assert kind in "nuv"
            assert content
            for start, end in [cue, *content, *([source] if source else [])]:
                assert 0 <= start < end <= len(text)


def test_no_two_relations_share_a_cue_and_no_cue_lies_in_its_own_content(readings: list[Row]) -> None:
    for row in readings:
        cues = [tuple(relation[1]) for relation in row["relations"]]
        assert len(set(cues)) == len(cues)
        for _, cue, content, _ in row["relations"]:
            assert all(end <= cue[0] or cue[1] <= start for start, end in content)
