"""What is fitted on the dev sets once a model is trained: which relations to believe, and how sure a status is.

A relation is believed by a logistic regression on the log-odds of its cue and the gain of its content, fitted to whether its
content matches a gold one; status scores are divided by the temperature that gives news-dev the least log loss (Guo et al. 2017).
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from claimlight_engine.tagger.decode import Thresholds
from claimlight_engine.tagger.heads import Heads, softmax
from training import evaluate
from training.evaluate import Encoded

CUE = 0.3
LEASTS = (0.3, 0.34, 0.38, 0.4, 0.42, 0.46, 0.5)
_EVERYTHING = Thresholds(CUE, 1.0, 0.0, 0.0, -1.0, 0.0)  # the score of a relation is then the logistic of its cue's log-odds
_GAINS = Thresholds(CUE, 0.0, 1.0, 0.0, -1.0, 0.0)


def fit(sets: dict[str, list[Encoded]], heads: Heads, gold_folder: Path, scorer: Path) -> dict[str, object]:
    """Thresholds and temperature as `weights.json` holds them; `sets`: encoded articles by the name of their gold file."""
    score = evaluate.scorer(scorer)
    gold = {n: [json.loads(x) for x in (gold_folder / f"{n}.jsonl").read_text(encoding="utf-8").splitlines()] for n in sets}
    rows, right = [], []
    for name, items in sets.items():
        for item, row in zip(items, gold[name], strict=True):
            cues = evaluate.predict(item, heads, _EVERYTHING)["attributions"]
            gains = evaluate.predict(item, heads, _GAINS)["attributions"]
            rows += [(_logit(c["score"]), _logit(g["score"]), 1.0) for c, g in zip(cues, gains, strict=True)]
            right += _matches(score, row, cues)
    weights = _logistic(np.array(rows), np.array(right, dtype=float))

    def relation(least: float) -> float:
        limits = Thresholds(CUE, *(float(w) for w in weights), least, 0.0)
        found = {n: [evaluate.predict(item, heads, limits) for item in items] for n, items in sets.items()}
        return sum(evaluate.score(score, gold[n], each)["relation"] for n, each in found.items())

    best = max(LEASTS, key=relation)
    names = ("cue", "by_cue", "by_gain", "offset", "least", "source")
    values = (CUE, *(round(float(w), 3) for w in weights), best, 0.0)
    return {"thresholds": dict(zip(names, values, strict=True)), "temperature": temperature(sets["news-dev"], heads)}


def _logit(p: float) -> float:
    return float(np.log(max(p, 1e-9) / max(1 - p, 1e-9)))


def _matches(score: object, row: dict, found: list[dict]) -> list[bool]:  # type: ignore[type-arg]
    tokens = [m.span() for m in score.TOKEN.finditer(row["text"])]  # type: ignore[attr-defined]
    mine = [score.token_set(tokens, a["content"]) for a in found]  # type: ignore[attr-defined]
    theirs = [score.token_set(tokens, a["content"]) for a in row["attributions"]]  # type: ignore[attr-defined]
    pairs = {i for i, _ in score.match(mine, theirs, score.jaccard, 0.5)}  # type: ignore[attr-defined]
    return [i in pairs for i in range(len(mine))]


def _logistic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Newton's method; converges in a dozen steps on three features."""
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
