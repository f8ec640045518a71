"""Text to hidden states: word pieces by `tokenizers`, the trained encoder by `onnxruntime`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import regex
from numpy.typing import NDArray
from tokenizers import Tokenizer

from claimlight_engine.errors import ModelError
from claimlight_engine.tagger.belief import EVIDENCE
from claimlight_engine.tagger.decode import Thresholds
from claimlight_engine.tagger.features import Features, features
from claimlight_engine.tagger.heads import Floats, Heads
from claimlight_engine.tagger.windows import Window

FORMAT = 2
_CLS, _SEP = 101, 102  # of the checkpoint's vocabulary
_SURROGATE = regex.compile("[\ud800-\udfff]")  # half a character: no UTF-8 for it, so the tokenizer sees a question mark


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text's word pieces: ids (pieces,), offsets in code points of the text, and their features."""

    ids: NDArray[np.int64]
    offsets: list[tuple[int, int]]
    features: Features


@dataclass(frozen=True, slots=True)
class Weights:
    """All that training leaves behind. `temperature` divides the status scores so that their probabilities are calibrated."""

    name: str
    tokenizer: Tokenizer
    session: onnxruntime.InferenceSession
    heads: Heads
    thresholds: Thresholds
    temperature: float

    @classmethod
    def load(cls, folder: Path) -> Weights:
        """Read the weights in `folder`. Raises ModelError where a file is missing, damaged or of another format."""
        try:
            card = json.loads((folder / "weights.json").read_text(encoding="utf-8"))
            if card["format"] != FORMAT:
                raise ModelError(f"{folder / 'weights.json'}: format {card['format']}, this engine reads {FORMAT}")
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            tokenizer.no_truncation()
            tokenizer.no_padding()
            with np.load(folder / "heads.npz") as arrays:
                heads = Heads.from_arrays(arrays)
            session = _session(folder / "encoder.onnx")
            thresholds = card["thresholds"]
            if len(thresholds["belief"]) != EVIDENCE + 1:
                raise ModelError(f"{folder / 'weights.json'}: {len(thresholds['belief'])} weights of belief, not {EVIDENCE + 1}")
            limits = Thresholds(thresholds["cue"], tuple(thresholds["belief"]), thresholds["least"], thresholds["source"])
            return cls(card["name"], tokenizer, session, heads, limits, card["temperature"])
        except ModelError:
            raise
        except Exception as error:  # each library has its own: all mean that the files are not what training wrote
            raise ModelError(f"the trained weights in {folder} cannot be read: {error}") from error

    def pieces(self, text: str, blocks: list[tuple[int, int]]) -> Pieces:
        """Word pieces of a text; `blocks` are the spans of its blocks, in order."""
        encoding = self.tokenizer.encode(_SURROGATE.sub("?", text), add_special_tokens=False)
        offsets: list[tuple[int, int]] = encoding.offsets
        return Pieces(np.array(encoding.ids, dtype=np.int64), offsets, features(text, blocks, offsets))

    @property
    def marks(self) -> tuple[int, int]:
        """Ids of the pieces that open and close a quotation."""
        opening, closing = self.tokenizer.encode("“”", add_special_tokens=False).ids
        return opening, closing

    def hidden(self, pieces: Pieces, window: Window) -> Floats:
        """Hidden states (pieces of the window, width) of one window. Raises MemoryError where there is too little memory."""
        try:
            out: Floats = self.session.run(["hidden"], feed(pieces, window))[0][0, 1:-1]
        except Exception as error:  # onnxruntime has no class of its own for this
            if "alloc" in str(error):
                raise MemoryError(str(error)) from error
            raise
        return out


def feed(pieces: Pieces, window: Window) -> dict[str, NDArray[np.int64]]:
    """The encoder's inputs for one window, (1, pieces of the window and two special ones) each."""
    count = window.end - window.start
    part = slice(window.start, window.end)
    inputs = {"ids": np.empty((1, count + 2), dtype=np.int64)}
    inputs["ids"][0, 0], inputs["ids"][0, 1:-1], inputs["ids"][0, -1] = _CLS, pieces.ids[part], _SEP
    for name in ("case", "quote", "start"):
        inputs[name] = np.zeros((1, count + 2), dtype=np.int64)
        inputs[name][0, 1:-1] = getattr(pieces.features, name)[part]
    return inputs


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
