"""The encoder as an ONNX graph, written node by node with onnxruntime's fused operators instead of traced and pattern-matched.

The operators (MultiHeadAttention, SkipLayerNormalization) are described in its ContribOperators.md. `quantize` turns each MatMul
into MatMulInteger, with activations quantised as they come; onnxruntime makes one operator of that and the bias added to it, a
little faster than to leave the bias to the operator behind it, for the same numbers. QAttention, which would take in the
products before attention too, has one scale for all of a matrix and costs a point of relation F1.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

Arrays = dict[str, NDArray[np.float32]]
EPSILON = 1e-12


class Graph:
    """Nodes and weights as they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, value: NDArray[np.generic]) -> str:
        """Keep an array under a name."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], out: str, domain: str = "", **attributes: object) -> str:
        """Add a node with one output."""
        self.nodes.append(helper.make_node(kind, inputs, [out], name=f"{kind}:{out}", domain=domain, **attributes))
        return out


def encoder(arrays: Arrays, layers: int, heads: int) -> onnx.ModelProto:
    """BERT's encoder with the three extra features; inputs ids, case, quote and start, each (windows, pieces), unpadded.

    `arrays`: a Tagger's state by its PyTorch names, and scales of matrices (`training.smooth`). Word embeddings are stored as
    int8 with a scale a row.
    """
    g = Graph()
    _embeddings(g, arrays)
    at = "embedded"
    for i in range(layers):
        at = _layer(g, arrays, i, heads, at)
    g.node("Identity", [at], "hidden")
    grid = ["windows", "pieces"]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, grid) for n in ("ids", "case", "quote", "start")]
    width = arrays["encoder.embeddings.LayerNorm.bias"].shape[0]
    output = helper.make_tensor_value_info("hidden", TensorProto.FLOAT, [*grid, width])
    graph = helper.make_graph(g.nodes, "encoder", inputs, [output], g.weights)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="claimlight")


def _embeddings(g: Graph, arrays: Arrays) -> None:
    words = arrays["encoder.embeddings.word_embeddings.weight"]
    scale = np.maximum(np.abs(words).max(axis=1, keepdims=True), 1e-8) / 127
    g.weight("words", np.round(words / scale).astype(np.int8))
    g.weight("scales", scale.astype(np.float32))
    rows = g.node("Gather", ["words", "ids"], "rows")
    floats = g.node("Cast", [rows], "row_floats", to=TensorProto.FLOAT)
    at = g.node("Mul", [floats, g.node("Gather", ["scales", "ids"], "row_scales")], "worded")
    for name in ("case", "quote", "start"):
        g.weight(f"{name}_table", arrays[f"{name}.weight"])
        at = g.node("Add", [at, g.node("Gather", [f"{name}_table", name], f"{name}_row")], f"with_{name}")
    places = (
        arrays["encoder.embeddings.position_embeddings.weight"] + arrays["encoder.embeddings.token_type_embeddings.weight"][:1]
    )
    g.weight("places", places)
    g.weight("zero", np.array([0], dtype=np.int64))
    length = g.node("Shape", ["ids"], "length", start=1, end=2)
    at = g.node("Add", [at, g.node("Slice", ["places", "zero", length], "placed")], "summed")
    norm = "encoder.embeddings.LayerNorm"
    g.node(
        "LayerNormalization",
        [at, g.weight("norm_w", arrays[f"{norm}.weight"]), g.weight("norm_b", arrays[f"{norm}.bias"])],
        "embedded",
        epsilon=EPSILON,
    )


def _layer(g: Graph, arrays: Arrays, i: int, heads: int, at: str) -> str:
    p = f"encoder.encoder.layer.{i}."

    def linear(name: str, x: str, out: str) -> str:
        weight = arrays[f"{p}{name}.weight"].T
        if (scale := arrays.get(f"{p}{name}.scale")) is not None:
            x, weight = g.node("Mul", [x, g.weight(f"{out}_scale", 1 / scale)], f"{out}_even"), weight * scale[:, None]
        product = g.node("MatMul", [x, g.weight(f"{out}_w", weight)], f"{out}_product")
        return g.node("Add", [product, g.weight(f"{out}_b", arrays[f"{p}{name}.bias"])], out)

    def norm(name: str, x: str, skip: str, out: str) -> str:
        weights = [g.weight(f"{out}_{k}", arrays[f"{p}{name}.LayerNorm.{k}"]) for k in ("weight", "bias")]
        return g.node("SkipLayerNormalization", [x, skip, *weights], out, domain="com.microsoft", epsilon=EPSILON)

    parts = [linear(f"attention.self.{n}", at, f"{n}{i}") for n in ("query", "key", "value")]
    seen = g.node("MultiHeadAttention", parts, f"seen{i}", domain="com.microsoft", num_heads=heads)
    at = norm("attention.output", linear("attention.output.dense", seen, f"mixed{i}"), at, f"attended{i}")
    bent = g.node("Gelu", [linear("intermediate.dense", at, f"wide{i}")], f"bent{i}")
    return norm("output", linear("output.dense", bent, f"narrow{i}"), at, f"layer{i}")


def quantize(model: onnx.ModelProto, path: Path) -> None:
    """Write the graph with int8 weights, one scale a column."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        onnx.save(model, str(plain))
        options = {"DefaultTensorType": TensorProto.FLOAT}
        quantize_dynamic(
            str(plain),
            str(path),
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
            extra_options=options,
        )
