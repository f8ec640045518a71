"""Told as fact here, attributed there; and disputed in the article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from marked_reading import read_marked

from claimlight_engine.assertion.echoes import echoes
from claimlight_engine.assertion.status import status
from claimlight_engine.attribution.speakers import speakers
from claimlight_engine.attribution.stance import stance
from claimlight_engine.document import Document
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Echo, EchoKind, Span
from claimlight_engine.segment import segment

HERE = Path(__file__).parent
LABELS = {"told": EchoKind.TOLD_AS_FACT, "disputed": EchoKind.DISPUTED}


def cases() -> list[object]:
    found = []
    for case in (HERE / "echoes.txt").read_text(encoding="utf-8").split("\n\n## ")[1:]:
        title, _, text = case.partition("\n")
        found.append(pytest.param(text.strip(), id=title))
    return found


def read(reading: Reading) -> Reading:
    return echoes(status(speakers(stance(reading))))


@pytest.mark.parametrize("marked", cases())
def test_case(marked: str) -> None:
    reading, labels = read_marked(marked)
    found = read(reading).echoes
    assert {(echo.kind, echo.span) for echo in found} == {(LABELS[label], span) for label, span in labels.items()}
    assert {echo.claim for echo in found} <= {"a1"}
    assert {echo.against for echo in found if echo.kind is EchoKind.DISPUTED} <= {"a2"}


def gold(row: dict) -> Reading:
    document = Document.from_text(row["text"])
    items = tuple(
        Attribution(f"a{n}", *(tuple(Span(*span) for span in item[part]) for part in ("source", "cue", "content")))
        for n, item in enumerate(row["attributions"], 1)
    )
    return Reading(document, segment(document), attributions=items)


def place(echo: Echo, reading: Reading) -> tuple[int, ...]:
    """Where an echo, its claim and what stands against it start: what a judgement is about."""
    by_id = {item.id: item.content[0].start for item in reading.attributions}
    return (echo.span.start, by_id[echo.claim], *((by_id[echo.against],) if echo.against else ()))


def test_most_of_those_shown_on_the_gold_sets_are_right(shared: Path) -> None:
    """Every echo that the gold attributions give in all four gold sets was judged by reading: see `tests/quality/echoes.jsonl`.

    One that was not judged counts as wrong, so that a change of the rules asks for new judgements.
    """
    lines = (HERE.parents[1] / "quality" / "echoes.jsonl").read_text(encoding="utf-8").splitlines()
    judged = {(entry["id"], entry["kind"], tuple(entry["at"])): entry["right"] for entry in map(json.loads, lines)}
    documents = {entry[0] for entry in judged}
    right = shown = 0
    seen = set()
    for name in ("news-train", "news-dev", "polnear-train", "polnear-dev"):
        for line in (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            key = row["id"].removeprefix("pol-")
            # The default run reads the articles that have judgements and every tenth other; all of them take half a minute.
            if key in seen or (key not in documents and hash_of(key) % 10):
                continue
            seen.add(key)
            reading = read(gold(row))
            for echo in reading.echoes:
                shown += 1
                right += judged.get((key, echo.kind.value, place(echo, reading)), False)
    assert shown >= 15
    assert right / shown >= 0.8


def hash_of(key: str) -> int:
    return sum(key.encode())
