"""List the echoes of the gold articles for judging: `echoes.jsonl` holds what was judged, by reading, so far.

    python tests/quality/list_echoes.py [--tagger] [GOLD_FOLDER]

Prints every echo that has no judgement, with the passages to read, and a JSON line to complete ("right": true or false) and to
add to `echoes.jsonl`. Attributions are the gold ones, or with --tagger those that the engine finds itself. No text goes into
the file: an echo is told by where it, its claim and what stands against it start.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from functools import reduce
from pathlib import Path

from claimlight_engine.annotate import RULES
from claimlight_engine.document import Document
from claimlight_engine.reading import Reading
from claimlight_engine.records import Attribution, Echo, Span
from claimlight_engine.segment import segment
from claimlight_engine.tagger import default_tagger

HERE = Path(__file__).parent
FILES = ("news-train", "news-dev", "polnear-train", "polnear-dev")


def readings(folder: Path, own: bool) -> Iterator[tuple[str, Reading]]:
    """Every article once, with all rules applied; `own` takes the engine's attributions in place of the gold ones."""
    seen = set()
    for name in FILES:
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            key = row["id"].removeprefix("pol-")
            if key in seen:
                continue
            seen.add(key)
            document = Document.from_text(row["text"])
            segments = segment(document)
            if own:
                tags = default_tagger().tag(document, segments)
                reading = Reading(document, segments, status_scores=tags.statuses, attributions=tags.attributions)
            else:
                reading = Reading(document, segments, attributions=gold(row))
            yield key, reduce(lambda result, rule: rule(result), RULES, reading)


def gold(row: dict) -> tuple[Attribution, ...]:
    return tuple(
        Attribution(f"a{n}", *(tuple(Span(*span) for span in item[part]) for part in ("source", "cue", "content")))
        for n, item in enumerate(row["attributions"], 1)
    )


def place(echo: Echo, reading: Reading) -> list[int]:
    """Where an echo, its claim and what stands against it start."""
    by_id = {item.id: item.content[0].start for item in reading.attributions}
    return [echo.span.start, by_id[echo.claim], *([by_id[echo.against]] if echo.against else [])]


def show(text: str, item: Attribution) -> str:
    parts = (" … ".join(text[span.start : span.end] for span in spans) for spans in (item.source, item.cue, item.content))
    return " | ".join(parts)


def main() -> None:
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("gold_folder", nargs="?", type=Path, default=HERE.parents[2] / "shared" / "gold")
    command.add_argument("--tagger", action="store_true", help="with the attributions that the engine finds itself")
    wanted = command.parse_args()
    lines = map(json.loads, (HERE / "echoes.jsonl").read_text(encoding="utf-8").splitlines())
    judged = {(entry["id"], entry["kind"], tuple(entry["at"])): entry["right"] for entry in lines}
    shown = right = 0
    for key, reading in readings(wanted.gold_folder, wanted.tagger):
        text, by_id = reading.document.text, {item.id: item for item in reading.attributions}
        for echo in reading.echoes:
            at = place(echo, reading)
            known = judged.get((key, echo.kind.value, tuple(at)))
            shown, right = shown + 1, right + bool(known)
            if known is None:
                print(f"\n{echo.kind.value}: {text[echo.span.start : echo.span.end]}")
                print(f"  claim: {show(text, by_id[echo.claim])}")
                if echo.against:
                    print(f"  against: {show(text, by_id[echo.against])}")
                print(json.dumps({"id": key, "kind": echo.kind.value, "at": at, "right": None}))
    print(f"\n{shown} shown, {right} judged right")


if __name__ == "__main__":
    main()
