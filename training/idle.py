"""Half of the encoder's last layer, left out: the attention heads and feed-forward units that its answers need least.

Heads can often be spared (Michel, Levy and Neubig 2019). What stays is fitted anew, by least squares, to give what the whole
layer gave (Kwon et al. 2022), on windows of training articles; labels take no part. Works on the int8 graph, so that everything
else keeps its numbers.

`python -m training.idle FOLDER --name NAME` does that to the weights in a folder, which keep their thresholds and temperature.
"""

from __future__ import annotations

import argparse
import copy
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from claimlight_engine.errors import ModelError
from claimlight_engine.tagger.encoder import Pieces, Weights, feed
from claimlight_engine.tagger.heads import Floats, Heads, softmax
from claimlight_engine.tagger.windows import windows
from training.data import TRAIN, Example, example, read
from training.export import write_card

LAYER, HEADS, KEPT, WIDTH, UNITS = 5, 12, 6, 32, 768  # the layer, its heads, those that stay, their width, the units that stay
FITTED = 50  # windows of each file that the rest is fitted on
LEAST = 300  # pieces of such a window
RIDGE = 1e-3  # of the mean square of an input: how strongly weights stay as they were
TRIED = 4  # of so many windows one shows what a head's absence changes


@dataclass(frozen=True, slots=True)
class Seen:
    """A window as the encoder takes it, and the spans [start, end) of its sentences in pieces."""

    inputs: dict[str, NDArray[np.int64]]
    sentences: list[tuple[int, int]]


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("folder", type=Path, help="weights whose last layer is whole")
    p.add_argument("--name", required=True, help="version of the weights, as answers carry it")
    p.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared", help="folder with gold/")
    args = p.parse_args()
    try:
        weights = Weights.load(args.folder)
        kept = halve(args.folder / "encoder.onnx", weights.heads, training_windows(args.shared / "gold", weights.tokenizer))
    except (ModelError, OSError, ValueError) as error:
        p.error(str(error))
    card = json.loads((args.folder / "weights.json").read_text(encoding="utf-8"))
    write_card(args.folder, args.name, {key: card[key] for key in ("thresholds", "temperature")})
    print(f"{args.folder}: heads {', '.join(map(str, kept))} of the last layer stay")


def training_windows(gold: Path, tokenizer: Tokenizer) -> list[Seen]:
    """Windows of the training files, from each as many."""
    files = (read(gold / f"{name}.jsonl") for name in TRAIN)
    return [window for articles in files for window in first_windows(example(a, tokenizer) for a in articles)]


def first_windows(examples: Iterable[Example]) -> list[Seen]:
    """The first long windows of articles, two of each at most."""
    found: list[Seen] = []
    for e in examples:
        for w in windows(e.features.block)[:2]:
            if w.end - w.start >= LEAST and len(found) < FITTED:
                spans = [(s - w.start, t - w.start) for s, t, _ in e.sentences if w.start <= s and t <= w.end]
                found.append(Seen(feed(Pieces(e.ids, e.offsets, e.features), w), spans))
    return found


def halve(path: Path, heads: Heads, seen: list[Seen]) -> list[int]:
    """Rewrite the encoder at `path` without what is idle in its last layer, and say which heads stay.

    `heads`: the tagger's own, whose tags and statuses are to stay as they are; `seen`: windows of training articles. Raises
    ValueError where that layer is not whole.
    """
    whole = onnx.load(str(path))
    if _get(whole, f"query{LAYER}_b").size != HEADS * WIDTH:
        raise ValueError(f"{path}: its last layer is not whole")
    parts = [f"{part}{LAYER}" for part in ("seen", "mixed", "bent", "narrow", "attended")]
    given, wanted, units, sums, skipped = _outputs(whole, parts, seen)
    told = _told(whole, heads, seen[::TRIED])
    rests = ([i for i in range(HEADS) if i != head] for head in range(HEADS))
    effects = [_distance(told, _told(_without(whole, rest, given, wanted), heads, seen[::TRIED])) for rest in rests]
    kept = sorted(np.argsort(effects)[::-1][:KEPT].tolist())
    model = _without(whole, kept, given, wanted)
    _narrow(model, units.var(0), sums + skipped, seen)
    onnx.save(model, str(path))
    return kept


def _narrow(model: onnx.ModelProto, varied: Floats, wanted: Floats, seen: list[Seen]) -> None:
    """Leave the last layer the units whose outputs vary most; with what it adds them to, they are to give `wanted`."""
    wide, narrow, attended = f"wide{LAYER}", f"narrow{LAYER}", f"attended{LAYER}"
    load = varied * (_matrix(model, narrow) ** 2 * _get(model, f"{narrow}_scale")[:, None] ** 2).sum(1)
    chosen = np.sort(np.argsort(-load)[:UNITS])
    for name in (f"{wide}_b", f"{wide}_w_scale", f"{wide}_w_zero_point", f"{wide}_w_quantized", f"{narrow}_scale"):
        _put(model, name, _get(model, name)[..., chosen])
    weights = _matrix(model, narrow)[chosen]
    _put(model, f"{narrow}_w_quantized", _get(model, f"{narrow}_w_quantized")[chosen])
    inputs, now = _outputs(model, [f"{narrow}_even", attended], seen)
    _fit(model, narrow, weights, inputs, wanted - now)


def _without(whole: onnx.ModelProto, kept: list[int], given: Floats, wanted: Floats) -> onnx.ModelProto:
    """The model with these heads alone in its last layer, and what they give mixed anew to be what all of them gave."""
    model = copy.deepcopy(whole)
    del model.graph.value_info[:]  # shapes of before
    columns = np.concatenate([np.arange(WIDTH * head, WIDTH * (head + 1)) for head in kept])
    for part in ("query", "key", "value"):
        for name in ("b", "w_scale", "w_zero_point", "w_quantized"):
            _put(model, f"{part}{LAYER}_{name}", _get(model, f"{part}{LAYER}_{name}")[..., columns])
    node = next(n for n in model.graph.node if n.output[0] == f"seen{LAYER}")
    next(a for a in node.attribute if a.name == "num_heads").i = len(kept)
    name = f"mixed{LAYER}"
    _fit(model, name, _matrix(model, name)[columns], given[:, columns], wanted)
    return model


def _fit(model: onnx.ModelProto, name: str, weights: Floats, inputs: Floats, wanted: Floats) -> None:
    """Give a matrix and its bias the least squares of `wanted` (rows, out) on `inputs` (rows, in), near `weights`, as int8."""
    rows = np.concatenate([inputs, np.ones((len(inputs), 1), np.float32)], 1).astype(np.float64)
    start = np.concatenate([weights, _get(model, f"{name}_b")[None]]).astype(np.float64)
    square = rows.T @ rows
    slack = RIDGE * np.trace(square[:-1, :-1]) / len(weights) * np.eye(len(square))
    found = start + np.linalg.solve(square + slack, rows.T @ (wanted - rows @ start))
    scale = np.maximum(np.abs(found[:-1]).max(0), 1e-9) / 127
    _put(model, f"{name}_w_quantized", np.round(found[:-1] / scale).astype(np.int8))
    _put(model, f"{name}_w_scale", scale.astype(np.float32))
    _put(model, f"{name}_b", found[-1].astype(np.float32))


def _told(model: onnx.ModelProto, heads: Heads, seen: list[Seen]) -> list[Floats]:
    """Probabilities of the tags of all pieces, and of the statuses of all sentences."""
    states = np.split(_outputs(model, ["hidden"], seen)[0], np.cumsum([each.inputs["ids"].size for each in seen])[:-1])
    tags = [heads.tags(hidden[1:-1]) for hidden in states]
    statuses = [
        heads.status_scores(hidden[1:-1], tag, np.array(each.sentences).reshape(-1, 2))
        for hidden, tag, each in zip(states, tags, seen, strict=True)
    ]
    return [softmax(np.concatenate(tags)), softmax(np.concatenate(statuses))]


def _distance(before: list[Floats], after: list[Floats]) -> float:
    """Nats by which probabilities move, for a piece and for a sentence (Kullback and Leibler 1951)."""
    return sum(float((p * np.log((p + 1e-9) / (q + 1e-9))).sum(-1).mean()) for p, q in zip(before, after, strict=True))


def _outputs(model: onnx.ModelProto, names: list[str], seen: list[Seen]) -> list[Floats]:
    """What nodes give for all pieces of all windows, (pieces, width) each."""
    shown = copy.deepcopy(model)
    del shown.graph.output[:]
    shown.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(shown.SerializeToString(), providers=["CPUExecutionProvider"])
    runs = [session.run(names, each.inputs) for each in seen]
    return [np.concatenate([run[i][0] for run in runs]) for i in range(len(names))]


def _matrix(model: onnx.ModelProto, name: str) -> Floats:
    floats: Floats = _get(model, f"{name}_w_quantized") * _get(model, f"{name}_w_scale")
    return floats


def _get(model: onnx.ModelProto, name: str) -> NDArray[np.generic]:
    return numpy_helper.to_array(next(t for t in model.graph.initializer if t.name == name))


def _put(model: onnx.ModelProto, name: str, value: NDArray[np.generic]) -> None:
    old = next(t for t in model.graph.initializer if t.name == name)
    old.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(value), name))


if __name__ == "__main__":
    main()
