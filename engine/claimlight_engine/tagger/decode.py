"""Scores to relations: cues, each cue's content as the best path of a chain, its source as the best span."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from claimlight_engine.tagger.chain import FAR_BELOW, best_paths
from claimlight_engine.tagger.heads import (
    B_CUE,
    ENTER,
    I_CUE,
    INSIDE,
    LEAVE,
    SOURCE_END,
    SOURCE_START,
    Floats,
    Heads,
    Spans,
    softmax,
)

_ENOUGH = 12.0  # nats either way, beyond which more says nothing
_LONGEST_SOURCE = 64  # word pieces; 99.9% of PolNeAR's sources are shorter


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Fitted on the dev sets.

    `cue`: least probability of a cue's piece. A relation's score is the logistic of `by_cue` x the log-odds of its cue +
    `by_gain` x the gain of its content in nats (from -12 to 12) + `offset`; `least`: least score of a relation. `source`: by
    how many nats a source must be likelier than none.
    """

    cue: float
    by_cue: float
    by_gain: float
    offset: float
    least: float
    source: float

    def score(self, chance: float, gain: float) -> float:
        """Probability (0 to 1) that a relation with this cue and this content is right."""
        odds = math.log(max(chance, 1e-4) / max(1 - chance, 1e-4))
        evidence = self.by_cue * odds + self.by_gain * min(max(gain, -_ENOUGH), _ENOUGH) + self.offset
        return 1 / (1 + math.exp(-evidence))


@dataclass(frozen=True, slots=True)
class Scored:
    """One window: hidden states (T, width), tag scores (T, TAGS), and the block of each piece (T,)."""

    hidden: Floats
    tags: Floats
    block: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation in word pieces of a window. `source` is (0, 0) where none is given."""

    cue: tuple[int, int]
    source: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    score: float  # probability that it is right
    kind: tuple[float, float, float]  # probabilities: named, unnamed, vague


def relations(window: Scored, heads: Heads, limits: Thresholds, core: tuple[int, int]) -> list[Relation]:
    """Relations of one window whose cue begins in `core` [start, end)."""
    probability = softmax(window.tags)
    cues = cue_spans(probability, limits.cue)
    cues = cues[(cues[:, 0] >= core[0]) & (cues[:, 0] < core[1])]
    if not len(cues):
        return []
    scores, none = heads.cue_scores(window.hidden, window.block, cues)
    for row, (start, end) in enumerate(cues):
        scores[INSIDE, row, start:end] = FAR_BELOW
        scores[SOURCE_START : SOURCE_END + 1, row, start:end] = FAR_BELOW
    inside, gain = best_paths(scores[INSIDE], scores[ENTER], scores[LEAVE])
    _part(inside, scores[INSIDE])
    sources = best_sources(scores[SOURCE_START], scores[SOURCE_END], none, limits.source)
    kinds = softmax(heads.kind_scores(window.hidden, sources, cues))
    out = []
    for c, (start, end) in enumerate(cues):
        content = spans_of(inside[c])
        chance = float(probability[start:end, B_CUE : I_CUE + 1].sum(axis=1).mean())
        score = limits.score(chance, float(gain[c]))
        if content and score > limits.least:
            named, unnamed, vague = (float(k) for k in kinds[c])
            source = (int(sources[c, 0]), int(sources[c, 1]))
            out.append(Relation((int(start), int(end)), source, content, score, (named, unnamed, vague)))
    return out


def cue_spans(probability: Floats, least: float) -> Spans:
    """Runs of pieces that are part of a cue, (C, 2), parted where a piece begins one rather than goes on with it.

    A run's ends are trimmed to pieces at least half as sure as its surest.
    """
    chance = probability[:, B_CUE] + probability[:, I_CUE]
    inside = chance >= least
    begins = inside & (probability[:, B_CUE] > probability[:, I_CUE])
    found = []
    for start, end in spans_of(inside):
        for a, b in pairwise([start, *(start + 1 + np.flatnonzero(begins[start + 1 : end])).tolist(), end]):
            sure = np.flatnonzero(chance[a:b] >= chance[a:b].max() / 2)
            found.append((a + sure[0], a + sure[-1] + 1))
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _part(inside: NDArray[np.bool_], score: Floats) -> None:
    """Contents of different cues share no piece: a stretch that several claim goes whole to the one it suits best (in place)."""
    contested = inside.sum(axis=0) > 1
    for start, end in spans_of(contested):
        edges = start + 1 + np.flatnonzero((inside[:, start + 1 : end] != inside[:, start : end - 1]).any(axis=0))
        for a, b in pairwise([start, *edges.tolist(), end]):
            rows = np.flatnonzero(inside[:, a])
            best = rows[np.argmax(score[rows, a:b].sum(axis=1))]
            inside[rows, a:b] = False
            inside[best, a:b] = True


def best_sources(start: Floats, end: Floats, none: Floats, margin: float) -> Spans:
    """For each of C cues the span [start, end) whose edges score best together, (C, 2); (0, 0) where having none scores better.

    `start` and `end`: (C, T) scores of a piece's being the first and the last; `none`: (C,).
    """
    every = np.logaddexp(_log_sum(start), none)
    first, last = start - every[:, None], end - _log_sum(end)[:, None]
    found = np.zeros((len(start), 2), dtype=np.int64)
    for c in np.flatnonzero(_log_sum(first) > none - every + margin):
        best = FAR_BELOW
        for i in np.argsort(first[c])[-8:]:
            window = last[c, i : i + _LONGEST_SOURCE]
            j = window.argmax()
            if first[c, i] + window[j] > best:
                best, found[c] = first[c, i] + window[j], (i, i + j + 1)
    return found


def _log_sum(scores: Floats) -> Floats:
    """Logarithm of the sum of the exponentials, along the last axis."""
    most = scores.max(axis=-1)
    out: Floats = most + np.log(np.exp(scores - most[..., None]).sum(axis=-1))
    return out


def spans_of(inside: NDArray[np.bool_]) -> tuple[tuple[int, int], ...]:
    """Runs of true values as half-open spans."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]]).astype(np.int8)))
    return tuple((int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True))
