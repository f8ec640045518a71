"""The scorer's figures on the dev sets, and whether they stay above their floors: `make quality`.

    python tests/quality/gate.py [--raise]

Annotates `polnear-dev` and `news-dev` of ../shared/gold as `claimlight annotate --to jsonl` does, scores them with
../shared/score/score.py, and prints each figure (F1 in per cent) beside its floor in `floors.toml`, then what thresholds on
the score of an unverified sentence give. `--raise` writes the figures of this run as floors, each less a margin for
processors that round differently; a floor is never lowered.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

from claimlight_engine import Options, annotate
from claimlight_server.formats.jsonl import spans_of

Row = tuple[dict[str, Any], dict[str, Any]]  # an article's gold labels, and what is found in it

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
FLOORS = HERE / "floors.toml"
SETS = ("polnear-dev", "news-dev")
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
MARGIN = 2.0  # points: int8 products of other libraries and processors moved the figures by up to 1.2, U (81 sentences) by 2.3


def scorer(shared: Path) -> ModuleType:
    """The scoring program as a module."""
    spec = importlib.util.spec_from_file_location("claimlight_score", shared / "score" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "score" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(shared: Path, name: str) -> list[Row]:
    """Gold articles of one dev set, each with what is found in it."""
    lines = (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines if line.strip()]
    return [(row, json.loads(json.dumps(spans_of(annotate(row["text"]))))) for row in gold]


def figures(score: ModuleType, rows: list[Row]) -> dict[str, float]:
    """Every figure of one dev set in per cent, by the names of the scorer."""
    gold = rows[0][0]
    found, kinds = score.score_attribution(rows)
    out = {key: 100 * value["F1"] for key, value in found.items()}
    if kinds:
        out["kind_accuracy"] = 100 * sum(n for (p, g), n in kinds.items() if p == g) / sum(kinds.values())
    if "sentences" in gold:
        out |= status(score, rows)
    if "terms" in gold:
        terms = score.score_terms(rows)
        out |= {"terms_recall": 100 * terms["terms"]["R"], "voice_accuracy": 100 * terms["voice_accuracy"]}
    return out


def status(score: ModuleType, rows: list[Row]) -> dict[str, float]:
    """Figures of the five statuses, and how many of the unverified sentences that are shown by default are right."""
    report = score.report_status(score.score_status(rows))
    out = {f"status_{letter}": 100 * report[letter]["F1"] for letter in "AVUIN"}
    out["macro_F1"] = 100 * report["macro_F1"]
    out |= {"unverified": 100 * report["unverified"]["F1"], "unverified_P": 100 * report["unverified"]["P"]}
    return out | {"shown_P": 100 * shown(score, rows, Options().threshold)["P"]}


def shown(score: ModuleType, rows: list[Row], threshold: float) -> dict[str, float]:
    """Precision (P), recall (R) and count (pred) of the unverified sentences whose score reaches a threshold."""
    return dict(score.report_status(score.score_status([(gold, _shown(found, threshold)) for gold, found in rows]))["unverified"])


def _shown(found: dict[str, Any], threshold: float) -> dict[str, Any]:
    return {"sentences": [s if s["score"] >= threshold else s | {"status": "none"} for s in found["sentences"]]}


def floors() -> dict[str, dict[str, float]]:
    """The floors by set and figure."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def main() -> int:
    """Print the table; 1 where a figure lies under its floor."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--raise", action="store_true", dest="raised", help="write the figures of this run as floors")
    wanted = command.parse_args()
    if not SHARED.is_dir():
        print("needs the gold labels of ../shared, which are not part of the repository")
        return 1
    under, kept, score = 0, floors(), scorer(SHARED)
    for name in SETS:
        rows = annotated(SHARED, name)
        print(f"{name:32s} {'now':>6s} {'floor':>6s}")
        least = kept.setdefault(name, {})
        for key, value in figures(score, rows).items():
            low = value < least.get(key, 0.0)
            under += low
            print(f"  {key:30s} {value:6.1f} {least.get(key, 0.0):6.1f}{'  under its floor' if low else ''}")
            least[key] = max(least.get(key, 0.0), round(value - MARGIN, 1))
        if "sentences" in rows[0][0]:
            _print_curve(score, rows)
    if wanted.raised:
        head = FLOORS.read_text(encoding="utf-8").split("[", 1)[0]
        parts = [f"[{name}]\n" + "".join(f"{k} = {v}\n" for k, v in each.items()) for name, each in kept.items()]
        FLOORS.write_text(head + "\n".join(parts), encoding="utf-8")
    return int(under > 0)


def _print_curve(score: ModuleType, rows: list[Row]) -> None:
    words = sum(len(gold["text"].split()) for gold, _ in rows)
    print("unverified sentences shown, by threshold: precision, recall, marks per 1,000 words")
    for threshold in THRESHOLDS:
        at = shown(score, rows, threshold)
        print(f"  {threshold:<30} {at['P']:6.2f} {at['R']:6.2f} {1000 * at['pred'] / words:6.1f}")


if __name__ == "__main__":
    sys.exit(main())
