"""Run a tagger over gold articles with the engine's own decoder, and score it."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
import torch

from claimlight_engine.tagger.decode import Relation, Scored, Thresholds, relations
from claimlight_engine.tagger.heads import Floats, Heads, softmax
from claimlight_engine.tagger.windows import CONTEXT, SIZE, Window, windows
from training.batches import CLS, SEP
from training.data import Article, Example
from training.model import Tagger

Letters = "AVUIN"
Encode = Callable[[Example, Window], Floats]


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


@torch.inference_mode()
def encode(
    model: Tagger, articles: list[tuple[Article, Example]], device: str, size: int = SIZE, context: int = CONTEXT
) -> list[Encoded]:
    """Hidden states of every window of every article."""
    model.eval()
    jobs = [(a, e, w) for a, (_, e) in enumerate(articles) for w in windows(e.features.block, size, context)]
    out = [Encoded(a, e, [], []) for a, e in articles]
    for i in range(0, len(jobs), 32):
        part = jobs[i : i + 32]
        width = max(w.end - w.start for _, _, w in part) + 2
        grid = np.zeros((5, len(part), width), dtype=np.int64)
        for row, (_, e, w) in enumerate(part):
            n = w.end - w.start
            grid[0, row, 0], grid[0, row, 1 : n + 1], grid[0, row, n + 1] = CLS, e.ids[w.start : w.end], SEP
            grid[1, row, : n + 2] = 1
            for k, name in enumerate(("case", "quote", "start")):
                grid[k + 2, row, 1 : n + 1] = getattr(e.features, name)[w.start : w.end]
        with torch.autocast("cuda", dtype=torch.bfloat16, enabled=device == "cuda"):
            hidden = model.encode(*torch.as_tensor(grid).to(device)).float().cpu().numpy()
        for row, (a, _, w) in enumerate(part):
            out[a].windows.append(w)
            out[a].hidden.append(hidden[row, 1 : w.end - w.start + 1])
    return out


def predict(item: Encoded, heads: Heads, limits: Thresholds) -> dict:  # type: ignore[type-arg]  # JSON by the scoring contract
    """One line of the scoring contract."""
    e, attributions, sentences = item.example, [], []
    at = e.offsets
    for w, hidden in zip(item.windows, item.hidden, strict=True):
        tags = heads.tags(hidden)
        core = (w.core_start - w.start, w.core_end - w.start)
        for r in relations(Scored(hidden, tags, e.features.block[w.start : w.end]), heads, limits, core):
            attributions.append(_attribution(r, w.start, at))
        chosen = [(s, t) for s, t, _ in e.sentences if w.core_start <= s < w.core_end]
        if chosen:
            spans = np.clip(np.array(chosen) - w.start, 0, len(hidden))
            scores = softmax(heads.status_scores(hidden, tags, spans))
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
