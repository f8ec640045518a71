"""What the rules cost: little on an article, and linear in whatever is thrown at them."""

from __future__ import annotations

import json
import time
from functools import partial, reduce
from pathlib import Path

import pytest
from processor_time import seconds

from claimlight_engine.assertion.echoes import echoes
from claimlight_engine.assertion.evidence import evidence
from claimlight_engine.assertion.kinds import kinds
from claimlight_engine.assertion.status import status
from claimlight_engine.attribution.alone import alone
from claimlight_engine.attribution.beside import beside
from claimlight_engine.attribution.speakers import speakers
from claimlight_engine.attribution.stance import stance
from claimlight_engine.document import Document
from claimlight_engine.reading import Reading, StatusScores
from claimlight_engine.records import Attribution, Span
from claimlight_engine.segment import segment

RULES = (beside, alone, stance, speakers, status, kinds, evidence, echoes)


def apply(reading: Reading) -> Reading:
    return reduce(lambda result, rule: rule(result), RULES, reading)


def test_an_article_of_a_thousand_words_takes_milliseconds(shared: Path) -> None:
    """Three to six milliseconds where it was measured; the bound is loose, since other programs may be running."""
    readings, words = [], 0
    for line in (shared / "gold" / "news-dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = Document.from_text(row["text"])
        items = tuple(
            Attribution(f"a{n}", *(tuple(Span(*span) for span in item[part]) for part in ("source", "cue", "content")))
            for n, item in enumerate(row["attributions"])
        )
        readings.append(Reading(document, segment(document), attributions=items))
        words += len(row["text"].split())
    apply(readings[0])  # read the lexicons
    started = time.process_time()
    for reading in readings:
        apply(reading)
    assert (time.process_time() - started) / words * 1000 < 0.03


PIECES = [
    "“We did it.” — Ann Poe (@ann) May 8, 2016\nPOE: You did it? ",
    "He said Ann Poe denied it, the officials they said. ",
    "Critics reportedly said that the fall of Rome was denied. ",
    "“He ",
    "“We did all of it again.”\n",
    "Mr. ",
    "on condition of anonymity because it will be ",
    "A1 b2 C3 d4 ",
    "… ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    """Many attributions at once, whose spans repeat; twice the text may take three times as long and no more."""
    times = []
    for size in (60_000, 120_000):
        text = (piece * (size // len(piece) + 1))[:size]
        document = Document.from_text(text)
        segments = segment(document)
        step, length = max(8, len(piece)), len(piece)
        items = tuple(
            Attribution(f"a{n}", (Span(n, n + 2),), (Span(n + 3, n + 7),), (Span(n + 8, min(size, n + length)),))
            for n in range(0, size - length - 8, step)
        )
        scores = (StatusScores(0.02, 0.02, 0.86, 0.06, 0.04),) * len(segments.sentences)
        reading = Reading(document, segments, status_scores=scores, attributions=items)
        times.append(seconds(partial(apply, reading)))
    assert times[1] < 3 * times[0] + 0.5
