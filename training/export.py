"""Turn a trained tagger into what ships: an int8 ONNX encoder, the heads' weights, the tokenizer, and a card's numbers."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np

from claimlight_engine.tagger.belief import EVIDENCE
from claimlight_engine.tagger.encoder import FORMAT, Weights
from training.data import Article, Example
from training.evaluate import arrays_of
from training.fit import CUE
from training.graph import encoder, quantize
from training.model import Tagger
from training.smooth import scales


def sha256(path: Path) -> str:
    """Checksum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def export(model: Tagger, base: Path, name: str, out: Path, seen: list[tuple[Article, Example]]) -> Weights:
    """Write what ships into `out`, but for what is fitted to it (`write_card`), and read it.

    `name`: what answers carry; `seen`: articles to measure activations on.
    """
    out.mkdir(parents=True, exist_ok=True)
    config = model.encoder.config
    state = {k: v.float().numpy() for k, v in model.state_dict().items()} | scales(model, seen)
    quantize(encoder(state, config.num_hidden_layers, config.num_attention_heads), out / "encoder.onnx")
    np.savez_compressed(out / "heads.npz", **{k: v.astype(np.float16) for k, v in arrays_of(model).items()})
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")
    unfitted = {"cue": CUE, "belief": (0.0,) * (EVIDENCE + 1), "least": 0.0, "source": 0.0}
    write_card(out, name, {"thresholds": unfitted, "temperature": 1.0})
    return Weights.load(out)


def write_card(out: Path, name: str, fitted: dict[str, object]) -> None:
    """Write `weights.json`; `fitted` is what `training.fit` found."""
    files = {f: sha256(out / f) for f in ("encoder.onnx", "heads.npz", "tokenizer.json")}
    card = {"format": FORMAT, "name": name, **fitted, "files": files}
    (out / "weights.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
