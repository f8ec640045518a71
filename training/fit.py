"""What is fitted on the dev sets once a model is trained: which relations to believe, and how sure a status is.

A relation is believed by a logistic regression on its evidence (`claimlight_engine.tagger.belief`), fitted to whether a gold
relation has its content and its source; status scores are divided by the temperature that gives news-dev the least log loss
(Guo et al. 2017).
"""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import numpy as np

from claimlight_engine.tagger.belief import EVIDENCE
from claimlight_engine.tagger.decode import Candidates, Scored, Thresholds, believed
from claimlight_engine.tagger.heads import Heads, softmax
from training import evaluate
from training.evaluate import Encoded

CUE = 0.3
LEASTS = (0.28, 0.3, 0.32, 0.34, 0.36, 0.38, 0.4, 0.42, 0.44)
_EVERYTHING = Thresholds(CUE, (0.0,) * (EVIDENCE + 1), 0.0, 0.0)


def fit(sets: dict[str, list[Encoded]], heads: Heads, gold_folder: Path, scorer: Path) -> dict[str, object]:
    """Thresholds and temperature as `weights.json` holds them; `sets`: encoded articles by the name of their gold file."""
    score = evaluate.scorer(scorer)
    gold = {n: [json.loads(x) for x in (gold_folder / f"{n}.jsonl").read_text(encoding="utf-8").splitlines()] for n in sets}
    read = {n: [evaluate.read(item, heads, _EVERYTHING) for item in items] for n, items in sets.items()}

    def found(name: str, limits: Thresholds) -> list[dict]:  # type: ignore[type-arg]
        return [evaluate.predict(i, heads, limits, windows) for i, windows in zip(sets[name], read[name], strict=True)]

    rows, right = [], []
    for name in sets:
        for row, each, windows in zip(gold[name], found(name, _EVERYTHING), read[name], strict=True):
            rows += [_shown(c, window, heads) for _, window, c in windows if c]
            right += _matches(score, row, each["attributions"])
    known = np.concatenate([np.zeros((0, EVIDENCE)), *rows])  # what was hardly trained may find nothing
    weights = _logistic(np.column_stack([known, np.ones(len(known))]), np.array(right, dtype=float))
    belief = tuple(round(float(w), 3) for w in weights)

    def relation(least: float) -> float:
        return sum(_relation(score, gold[n], found(n, Thresholds(CUE, belief, least, 0.0))) for n in sets)

    thresholds = {"cue": CUE, "belief": belief, "least": max(LEASTS, key=relation), "source": 0.0}
    return {"thresholds": thresholds, "temperature": temperature(sets["news-dev"], heads)}


def _shown(read: Candidates, window: Scored, heads: Heads) -> np.ndarray:  # type: ignore[type-arg]
    """Evidence of the candidates that come out as relations where none is dropped: one that others leave no word does not."""
    cues = {relation.cue for relation in believed(read, window, heads, _EVERYTHING)}
    return read.evidence[[(start, end) in cues for start, end in read.found.cues.tolist()]]


def _matches(score: ModuleType, row: dict, found: list[dict]) -> list[bool]:  # type: ignore[type-arg]
    """Which relations have the content and the source of a gold one, as the scorer's `relation` has it."""
    tokens = [m.span() for m in score.TOKEN.finditer(row["text"])]

    def sets(relations: list[dict], role: str) -> list[frozenset[int]]:  # type: ignore[type-arg]
        return [score.token_set(tokens, a[role]) for a in relations]

    gold = [a for a in row["attributions"] if score.token_set(tokens, a["content"])]
    mine, theirs = sets(found, "source"), sets(gold, "source")
    pairs = score.match(sets(found, "content"), sets(gold, "content"), score.jaccard, 0.5)
    right = {i for i, j in pairs if (score.jaccard(mine[i], theirs[j]) >= 0.5 if theirs[j] else not mine[i])}
    return [i in right for i in range(len(found))]


def _relation(score: ModuleType, gold: list[dict], found: list[dict]) -> float:  # type: ignore[type-arg]
    """F1 of relations, as the scorer has it, without its other figures, which take longer."""
    right = sum(sum(_matches(score, row, each["attributions"])) for row, each in zip(gold, found, strict=True))
    both = sum(len(row["attributions"]) + len(each["attributions"]) for row, each in zip(gold, found, strict=True))
    return 2 * right / both


def _logistic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Newton's method; converges in a dozen steps."""
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + 1e-6 * np.eye(len(w)), x.T @ (y - p))
    return w


def temperature(items: list[Encoded], heads: Heads) -> float:
    """The temperature of least log loss, to a twentieth."""
    scores, labels = [], []
    for item in items:
        for w, hidden in zip(item.windows, item.hidden, strict=True):
            chosen = [s for s in item.example.sentences if w.core_start <= s[0] < w.core_end]
            if chosen:
                spans = np.clip(np.array([s[:2] for s in chosen]) - w.start, 0, len(hidden))
                scores.append(heads.status_scores(hidden, heads.tags(hidden), spans))
                labels += [s[2][0] for s in chosen]
    x, y = np.concatenate(scores), np.array(labels)

    def loss(t: float) -> float:
        return float(-np.log(softmax(x / np.float32(t))[np.arange(len(y)), y] + 1e-9).mean())

    return float(min((round(0.5 + 0.05 * i, 2) for i in range(60)), key=loss))
