"""`make train`: two students, each with teachers of its own, and three that go on from the first; then weights that ship.

The first student learns from gold labels, again beside two teachers, and twice more with the statuses of PolNeAR's sentences
(at last with some of the words hidden, beside the model before it). The second one and its three teachers have the second reading
of PolNeAR's relations, too. The last three go on from the first with them: beside both, beside the first alone, and beside their
mean. What ships goes without half of the last layer.

Resumes where it was stopped: each run keeps its state in .train/runs, and a run that has ended is not done again. A GPU is
used where there is one (nine of the fourteen runs took an H200 24 minutes); on two cores it takes days.
`--fast` ends with a smaller model, to see what that loses.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from claimlight_engine.tagger import learned
from training import checkpoints, evaluate, export, fit, idle
from training.data import TRAIN, Article, example, label_kinds, label_sentences, read, second_readings, sentences_for
from training.model import Tagger
from training.stream import Stream
from training.train import Run, Trainer, load

ROOT = Path(__file__).parents[1]
_LABELLED: dict[str, Any] = {"head_rate": 3e-4, "rows": 8, "frozen": 2, "labelled": True, "share": 0.5}
_GUIDED: dict[str, Any] = {"labelled": True, "share": 0.6, "guided": 0.6}
_LABELLER, _FIRST, _SECOND = "student-labelled", "student-again", "student-guided-again"
_LAST: dict[str, Any] = _LABELLED | {"init": _FIRST, "masked": 0.1, "share": 0.35, "guided": 0.5}
_GUIDES = ("teacher-3", "teacher-4", "teacher-5")
RUNS = (
    Run("teacher-1", "teacher", epochs=7, rate=4e-5, seed=1),
    Run("teacher-2", "teacher", epochs=7, rate=4e-5, seed=2),
    Run("student-gold", "student", epochs=12, rate=1.5e-4, seed=5),
    Run("student", "student", 7, 1.2e-4, 1, head_rate=4e-4, init="student-gold", teachers=("teacher-1", "teacher-2")),
    Run(_LABELLER, "student", 10, 1e-4, 3, init="student", others=(("student", 0.5),), **_LABELLED),
    Run(
        _FIRST,
        "student",
        6,
        8e-5,
        4,
        init=_LABELLER,
        teachers=(_LABELLER,),
        masked=0.1,
        others=(("student", 0.35),),
        **_LABELLED,
    ),
    *(Run(name, "teacher", 12, 5e-5, seed, masked=0.1, **_GUIDED) for seed, name in enumerate(_GUIDES, 1)),
    Run("student-guided", "student", 14, 1.5e-4, 5, masked=0.1, **_GUIDED),
    Run(_SECOND, "student", 20, 1.2e-4, 6, head_rate=4e-4, masked=0.1, init="student-guided", teachers=_GUIDES, **_GUIDED),
    Run("student-both", "student", 3, 8e-5, 4, teachers=(_FIRST, _SECOND), **_LAST),
    Run(
        "student-long",
        "student",
        7,
        8e-5,
        4,
        teachers=(_FIRST,),
        others=(("student-both", 0.4), ("student", 0.2)),
        **_LAST,
    ),
    Run(
        "student-last",
        "student",
        6,
        8e-5,
        7,
        teachers=("student-long",),
        others=(("student-long", 0.5),),
        **_LAST | {"share": 0.45, "guided": 0.6},
    ),
)
FAST = Run(
    "student-fast",
    "fast",
    8,
    1.5e-4,
    6,
    head_rate=4e-4,
    rows=8,
    frozen=0,
    labelled=True,
    share=0.5,
    init=RUNS[-1].name,
    teachers=(RUNS[-1].name,),
)
STATUSES, KINDS, RELATIONS = (Path(__file__).with_name(f"{name}.jsonl") for name in ("statuses", "kinds", "attributions"))
DEV = ("news-dev", "polnear-dev")


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with gold/ and score/")
    p.add_argument("--work", type=Path, default=ROOT / ".train")
    p.add_argument("--out", type=Path, default=Path(learned.__file__).with_name("weights"))
    p.add_argument("--name", default="claimlight-6", help="version of the weights, as answers carry it")
    p.add_argument("--epochs", type=int, help="of every run, to try the program out")
    p.add_argument("--limit", type=int, help="articles of each file, to try the program out")
    p.add_argument("--fast", action="store_true", help="one run more: three layers in place of six")
    args = p.parse_args()
    if not (args.shared / "gold").is_dir():
        p.error(f"{args.shared}: needs the gold labels, which are not part of the repository")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_float32_matmul_precision("high")
    bases = {"student": checkpoints.student(args.work / "base" / "student")}
    if args.fast:
        bases["fast"] = checkpoints.fast(args.work / "base" / "fast", bases["student"])
    bases["teacher"] = checkpoints.teacher(args.work / "base" / "teacher", bases["student"])
    tokenizer = Tokenizer.from_file(str(bases["student"] / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    for run in (*RUNS, FAST) if args.fast else RUNS:
        short = replace(run, epochs=args.epochs) if args.epochs else run
        stream = Stream(_articles(args.shared / "gold", args.limit, run), tokenizer, run.seed, rows=run.rows, guided=run.guided)
        model = _train(short, stream, bases, args.work / "runs", device)
    _ship(model, tokenizer, args)


def _articles(gold: Path, limit: int | None, run: Run) -> list[Article]:
    found = [article for name in TRAIN for article in read(gold / f"{name}.jsonl")[:limit]]
    if run.labelled:
        label_sentences(found, STATUSES, run.share)
        label_kinds(found, KINDS)
        second_readings(found, RELATIONS)
    for article in found:
        article.sentences = article.sentences or sentences_for(article.text)
    return found


def _train(run: Run, stream: Stream, bases: dict[str, Path], runs: Path, device: str) -> Tagger:
    def model(base: str, name: str = "") -> Tagger:
        fresh = Tagger(bases[base]).to(device)
        return load(fresh, runs / name / "model.safetensors") if name else fresh

    base_of = {each.name: each.base for each in (*RUNS, FAST)}
    teachers = [model(base_of[name], name) for name in run.teachers]
    return Trainer(run, stream, model(run.base, run.init), teachers, runs / run.name, device).train()


def _ship(model: Tagger, tokenizer: Tokenizer, args: argparse.Namespace) -> None:
    """Export, fit on the dev sets what is fitted to the weights that ship, and print their scores."""
    gold, scorer = args.shared / "gold", args.shared / "score" / "score.py"
    seen = [(a, example(a, tokenizer)) for a in read(gold / f"{TRAIN[0]}.jsonl")]
    weights = export.export(model.cpu(), args.work / "base" / "student", args.name, args.out, seen)
    if not args.fast:  # whether three layers have anything to spare was not tried
        idle.halve(args.out / "encoder.onnx", weights.heads, idle.training_windows(gold, tokenizer))
        weights = export.Weights.load(args.out)
    pairs = {name: [(a, example(a, tokenizer)) for a in read(gold / f"{name}.jsonl")] for name in DEV}
    sets = {name: evaluate.encode(weights, each) for name, each in pairs.items()}
    export.write_card(args.out, args.name, fit.fit(sets, weights.heads, gold, scorer))
    limits = export.Weights.load(args.out).thresholds
    for name, items in sets.items():
        rows = [json.loads(line) for line in (gold / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        found = [evaluate.predict(item, weights.heads, limits) for item in items]
        figures = evaluate.score(evaluate.scorer(scorer), rows, found)
        print(name, " ".join(f"{key} {value:.1f}" for key, value in figures.items()))


if __name__ == "__main__":
    main()
