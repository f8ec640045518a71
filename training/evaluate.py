"""Run a tagger over gold articles with the engine's own decoder, and score it."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np

from claimlight_engine.tagger.decode import Candidates, Relation, Scored, Thresholds, believed, candidates
from claimlight_engine.tagger.encoder import Pieces, Weights
from claimlight_engine.tagger.heads import Floats, Heads, softmax
from claimlight_engine.tagger.windows import Window, windows
from training.data import Article, Example
from training.model import Tagger

Letters = "AVUIN"
Read = tuple[Window, Scored, Candidates | None]  # a window, and what is decoded of it


@dataclass
class Encoded:
    """An article's hidden states by window."""

    article: Article
    example: Example
    windows: list[Window]
    hidden: list[Floats]


def arrays_of(model: Tagger) -> dict[str, np.ndarray]:
    """The weights of a trained model's heads by the names that the engine knows them by."""
    arrays = {}
    for name in ("tags", "keys", "unary", "query", "none", "attend", "status_in", "status_out", "kind_in", "kind_out"):
        layer = getattr(model, name)
        arrays[f"{name}.weight"] = layer.weight.detach().float().T.cpu().numpy()
        arrays[f"{name}.bias"] = layer.bias.detach().float().cpu().numpy()
    for name in ("distance", "blocks"):
        arrays[name] = getattr(model, name).weight.detach().float().cpu().numpy()
    return arrays


def heads_of(model: Tagger) -> Heads:
    """The heads of a trained model as the engine holds them."""
    return Heads.from_arrays(arrays_of(model))


def encode(weights: Weights, articles: list[tuple[Article, Example]]) -> list[Encoded]:
    """Hidden states of every window of every article by the encoder as it ships."""
    out = []
    for article, e in articles:
        pieces = Pieces(e.ids, e.offsets, e.features)
        cut = windows(e.features.block)
        out.append(Encoded(article, e, cut, [weights.hidden(pieces, window) for window in cut]))
    return out


def read(item: Encoded, heads: Heads, limits: Thresholds) -> list[Read]:
    """What is decoded of each window before any relation is dropped."""
    out = []
    for w, hidden in zip(item.windows, item.hidden, strict=True):
        window = Scored(hidden, heads.tags(hidden), item.example.features.block[w.start : w.end])
        out.append((w, window, candidates(window, heads, limits, (w.core_start - w.start, w.core_end - w.start))))
    return out


def predict(item: Encoded, heads: Heads, limits: Thresholds, windows: list[Read] | None = None) -> dict:  # type: ignore[type-arg]
    """One line of the scoring contract; `windows`: what `read` gave, where it is known."""
    e, attributions, sentences = item.example, [], []
    at = e.offsets
    for w, window, found in windows or read(item, heads, limits):
        attributions += [_attribution(r, w.start, at) for r in believed(found, window, heads, limits)] if found else []
        chosen = [(s, t) for s, t, _ in e.sentences if w.core_start <= s < w.core_end]
        if chosen:
            spans = np.clip(np.array(chosen) - w.start, 0, len(window.hidden))
            scores = softmax(heads.status_scores(window.hidden, window.tags, spans))
            names = ("attributed", "vague", "unsourced", "interpretation", "none")
            sentences += [
                {"start": at[s][0], "end": at[t - 1][1], "status": names[int(p.argmax())], "probs": p.tolist()}
                for (s, t), p in zip(chosen, scores, strict=True)
            ]
    return {"id": item.article.id, "attributions": attributions, "sentences": sentences, "terms": []}


def _attribution(r: Relation, base: int, at: list[tuple[int, int]]) -> dict:  # type: ignore[type-arg]
    def chars(span: tuple[int, int]) -> list[int]:
        return [at[base + span[0]][0], at[base + span[1] - 1][1]]

    kinds = ("named", "unnamed", "vague")
    return {
        "source": [chars(r.source)] if r.source[1] else [],
        "cue": [chars(r.cue)],
        "content": [chars(s) for s in r.content],
        "kind": kinds[int(np.argmax(r.kind))],
        "score": r.score,
    }


def scorer(path: Path) -> ModuleType:
    """The scoring program as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(module: ModuleType, gold: list[dict], predicted: list[dict]) -> dict[str, float]:  # type: ignore[type-arg]
    """F1 by figure, in per cent."""
    rows = list(zip(gold, predicted, strict=True))
    figures, kinds = module.score_attribution([r for r in rows if "attributions" in r[0]])
    out = {k: 100 * v["F1"] for k, v in figures.items()}
    out["cue_P"], out["cue_R"] = 100 * figures["cue"]["P"], 100 * figures["cue"]["R"]
    if kinds:
        out["kind"] = 100 * sum(c for (p, g), c in kinds.items() if p == g) / sum(kinds.values())
    if any("sentences" in g for g in gold):
        status = module.report_status(module.score_status([r for r in rows if "sentences" in r[0]]))
        out |= {x: 100 * status[x]["F1"] for x in (*Letters, "unverified")}
        out["macro_F1"] = 100 * status["macro_F1"]
        out["unverified_P"] = 100 * status["unverified"]["P"]
    return out
