"""Scores to relations: cues, each cue's content as the best path of a two-state chain, its source as the best span."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

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

_FAR_BELOW = np.float32(-1e4)
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
        scores[INSIDE, row, start:end] = _FAR_BELOW
        scores[SOURCE_START : SOURCE_END + 1, row, start:end] = _FAR_BELOW
    inside, gain = best_paths(scores[INSIDE], scores[ENTER], scores[LEAVE])
    _part(inside, scores[INSIDE])
    sources = np.array(
        [best_source(scores[SOURCE_START, c], scores[SOURCE_END, c], float(none[c]), limits.source) for c in range(len(cues))]
    )
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


def best_paths(inside: Floats, enter: Floats, leave: Floats) -> tuple[NDArray[np.bool_], Floats]:
    """Viterbi over all cues at once: the best path (C, T) that is inside somewhere, and its score over being so nowhere (C,)."""
    count, length = inside.shape
    after = np.full(count, _FAR_BELOW, dtype=np.float32)  # outside, having been inside before
    within = np.full(count, _FAR_BELOW, dtype=np.float32)
    exited = within
    entered = np.zeros((length, count), dtype=bool)  # the best way to be inside at t is to enter there
    first = np.zeros((length, count), dtype=bool)  # and never to have been inside before
    left = np.zeros((length, count), dtype=bool)  # the best way to be outside again at t is to have left just before
    begin, stay, end = (enter + inside).T.copy(), inside.T.copy(), leave.T.copy()
    for t in range(length):
        first[t] = after <= 0
        fresh = np.maximum(after, 0) + begin[t]
        on = within + stay[t]
        entered[t] = fresh > on
        left[t] = exited > after
        after = np.maximum(after, exited)
        within = np.maximum(fresh, on)
        exited = within + end[t]
    path = np.zeros((length, count), dtype=bool)
    now, done = exited > after, np.zeros(count, dtype=bool)
    for t in range(length - 1, -1, -1):
        path[t] = now & ~done
        done |= path[t] & entered[t] & first[t]
        now = np.where(now, ~entered[t], left[t])
    return path.T, np.maximum(exited, after)


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


def best_source(start: Floats, end: Floats, none: float, margin: float) -> tuple[int, int]:
    """The span [start, end) whose edges score best together, or (0, 0) where having none scores better."""
    first = start - np.logaddexp(np.logaddexp.reduce(start), none)
    last = end - np.logaddexp.reduce(end)
    top = np.argsort(first)[-8:]
    best, found = _FAR_BELOW, (0, 0)
    for i in top:
        window = last[i : i + _LONGEST_SOURCE]
        j = int(np.argmax(window))
        if first[i] + window[j] > best:
            best, found = first[i] + window[j], (int(i), int(i) + j + 1)
    absent = none - np.logaddexp(np.logaddexp.reduce(start), none)
    return found if np.logaddexp.reduce(first) > absent + margin else (0, 0)


def spans_of(inside: NDArray[np.bool_]) -> tuple[tuple[int, int], ...]:
    """Runs of true values as half-open spans."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]]).astype(np.int8)))
    return tuple((int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True))
