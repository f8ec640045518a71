"""Shapes of the tagger's heads, and their arithmetic on the encoder's output, in numpy."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

TAGS = 7  # O, B-source, I-source, B-cue, I-cue, B-content, I-content
OUTSIDE, B_SOURCE, I_SOURCE, B_CUE, I_CUE, B_CONTENT, I_CONTENT = range(TAGS)
SCORES = 5  # of a piece for a cue
INSIDE, ENTER, LEAVE, SOURCE_START, SOURCE_END = range(SCORES)
RANK = 64
STATUSES = 5  # attributed, vague, unsourced, interpretation, none
KINDS = 3  # named, unnamed, vague
_EDGES = np.array([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256])
DISTANCES = 2 * len(_EDGES) + 1
_FAR = 4
BLOCKS = 2 * _FAR + 1
Floats = NDArray[np.float32]
Spans = NDArray[np.int64]  # (N, 2) half-open spans in word pieces


def distance_bucket(distance: NDArray[np.int64]) -> NDArray[np.int64]:
    """Bucket (0 to DISTANCES - 1) of signed distances in word pieces from a cue, finer near it."""
    size = np.searchsorted(_EDGES, np.abs(distance), side="right")
    return len(_EDGES) + np.sign(distance) * size


def block_bucket(distance: NDArray[np.int64]) -> NDArray[np.int64]:
    """Bucket (0 to BLOCKS - 1) of signed distances in blocks from a cue's block."""
    return np.clip(distance, -_FAR, _FAR) + _FAR


@dataclass(frozen=True, slots=True)
class Linear:
    """An affine map: weight (inputs, outputs) and bias (outputs,)."""

    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        """Map (…, inputs) to (…, outputs)."""
        out: Floats = x @ self.weight + self.bias
        return out


@dataclass(frozen=True, slots=True)
class Heads:
    """Trained weights of the heads; `width` is the encoder's."""

    tags: Linear  # width -> TAGS
    keys: Linear  # width -> SCORES * RANK
    unary: Linear  # width -> SCORES
    query: Linear  # width -> SCORES * RANK
    none: Linear  # width -> 1
    attend: Linear  # width -> 1
    status_in: Linear  # 2 * width + TAGS -> 128
    status_out: Linear  # 128 -> STATUSES
    kind_in: Linear  # 2 * width -> 128
    kind_out: Linear  # 128 -> KINDS
    distance: Floats  # (DISTANCES, SCORES)
    blocks: Floats  # (BLOCKS, SCORES)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Heads:
        """Take weights by name ("tags.weight" as (inputs, outputs), "tags.bias", …, "distance", "blocks")."""

        def take(name: str) -> Floats:
            return np.ascontiguousarray(arrays[name], dtype=np.float32)

        linear = {f.name: Linear(take(f"{f.name}.weight"), take(f"{f.name}.bias")) for f in fields(cls)[:10]}
        return cls(**linear, distance=take("distance"), blocks=take("blocks"))

    def cue_scores(self, hidden: Floats, block: NDArray[np.int64], cues: Spans) -> tuple[Floats, Floats]:
        """Scores of every piece for every cue, (SCORES, C, T), and of every cue's having no source, (C,).

        `hidden`: (T, width) of one window; `block`: (T,) index of each piece's block; `cues`: (C, 2) spans in pieces.
        """
        cue = span_means(hidden, cues)
        count = len(hidden)
        query = self.query(cue).reshape(len(cues), SCORES, RANK).transpose(1, 0, 2)
        # a cue's query times every key, as keys(hidden) would give them: cues are fewer than keys are wide
        weight = self.keys.weight.reshape(-1, SCORES, RANK).transpose(1, 2, 0)
        bias = self.keys.bias.reshape(SCORES, RANK, 1)
        scores = (np.matmul(query, weight) @ hidden.T + np.matmul(query, bias)) / np.float32(math.sqrt(RANK))
        scores += self.unary(hidden).T[:, None, :]
        away = self.distance.T[:, distance_bucket(np.arange(1 - count, count))]  # by every distance there can be
        for row, (start, _) in enumerate(cues):
            scores[:, row] += away[:, count - 1 - start : 2 * count - 1 - start]
        scores += self.blocks.T[:, block_bucket(block[None, :] - block[cues[:, :1]])]
        return scores, self.none(cue)[:, 0]

    def kind_scores(self, hidden: Floats, sources: Spans, cues: Spans) -> Floats:
        """Scores of the kinds of source of C relations, (C, KINDS); a source that is not there has an empty span."""
        both = np.concatenate([span_means(hidden, sources), span_means(hidden, cues)], axis=1)
        return self.kind_out(np.maximum(self.kind_in(both), np.float32(0)))

    def status_scores(self, hidden: Floats, tags: Floats, sentences: Spans) -> Floats:
        """Scores of the statuses of S sentences, (S, STATUSES); `tags`: (T, TAGS) scores."""
        weight = self._attention(hidden)
        pooled = span_means(hidden * weight, sentences) / np.maximum(span_means(weight, sentences), 1e-6)
        return self._status(np.concatenate([pooled, span_means(hidden, sentences), span_means(softmax(tags), sentences)], axis=1))

    def status_without(self, hidden: Floats, tags: Floats, starts: NDArray[np.int64]) -> Floats:
        """Scores of the statuses of one sentence, and of the same without each of P parts, (1 + P, STATUSES).

        `hidden`: (T, width) and `tags`: (T, TAGS) scores of the sentence's pieces alone; `starts`: where its two or more parts
        begin, from 0 on, each going on to where the next begins.
        """
        weight = self._attention(hidden)
        each = np.concatenate([hidden * weight, weight, hidden, softmax(tags)], axis=1)
        parts = np.add.reduceat(each, starts)
        sums = parts.sum(axis=0) - np.concatenate([np.zeros_like(parts[:1]), parts])
        counts = len(hidden) - np.diff(starts, prepend=0, append=len(hidden))[:, None]
        width = hidden.shape[1]
        pooled = sums[:, :width] / np.maximum(sums[:, width : width + 1], 1e-6)
        return self._status(np.concatenate([pooled, sums[:, width + 1 :] / counts.astype(np.float32)], axis=1))

    def _attention(self, hidden: Floats) -> Floats:
        """How much each piece counts in its sentence, (T, 1)."""
        out: Floats = np.exp(np.clip(self.attend(hidden), -15, 15))
        return out

    def _status(self, seen: Floats) -> Floats:
        """Scores of the statuses from what is seen of each sentence: its states pooled, and plain, and its mean tags."""
        return self.status_out(np.maximum(self.status_in(seen), np.float32(0)))


def span_means(values: Floats, spans: Spans) -> Floats:
    """Mean of `values` (T, d) over each of N spans (N, 2), shape (N, d); zero for an empty span."""
    means = np.zeros((len(spans), values.shape[1]), dtype=np.float32)
    for mean, (start, end) in zip(means, spans, strict=True):
        if start < end:
            values[start:end].mean(axis=0, out=mean)
    return means


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    out: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return out
