"""Scores to relations: cues, each cue's content as the best path of a chain, its source as the best span, and which count."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from claimlight_engine.tagger.belief import Found, believe, evidence
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

_LONGEST_SOURCE = 64  # word pieces; 99.9% of PolNeAR's sources are shorter


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Fitted on the dev sets.

    `cue`: least probability of a cue's piece; `belief`: a weight for each evidence of a relation (`tagger.belief`) and an offset;
    `least`: least score of a relation; `source`: by how many nats a source must be likelier than none.
    """

    cue: float
    belief: tuple[float, ...]
    least: float
    source: float


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


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may be a relation in one window: what was found, its evidence, and how well each piece suits each content (C, T)."""

    found: Found
    evidence: NDArray[np.float64]
    score: Floats


def relations(window: Scored, heads: Heads, limits: Thresholds, core: tuple[int, int]) -> list[Relation]:
    """Relations of one window whose cue begins in `core` [start, end)."""
    read = candidates(window, heads, limits, core)
    return [] if read is None else believed(read, window, heads, limits)


def believed(read: Candidates, window: Scored, heads: Heads, limits: Thresholds) -> list[Relation]:
    """The relations that are likely enough to be right."""
    found, belief = read.found, believe(read.evidence, limits.belief)
    kept = np.flatnonzero((belief >= limits.least) & found.inside.any(axis=1))
    inside = _parted(found.claimed[kept], read.score[kept])  # what a dropped relation took from others is theirs again
    kinds = softmax(heads.kind_scores(window.hidden, found.sources[kept], found.cues[kept]))
    out = []
    for c, mine, kind in zip(kept, inside, kinds, strict=True):
        if not mine.any():  # with fewer rivals a longer stretch goes whole to another
            continue
        (start, end), (first, last) = found.cues[c].tolist(), found.sources[c].tolist()
        named, unnamed, vague = (float(k) for k in kind)
        out.append(Relation((start, end), (first, last), spans_of(mine), float(belief[c]), (named, unnamed, vague)))
    return out


def candidates(window: Scored, heads: Heads, limits: Thresholds, core: tuple[int, int]) -> Candidates | None:
    """A content and a source for each cue that begins in `core`; None where there is no cue."""
    probability = softmax(window.tags)
    cues = cue_spans(probability, limits.cue)
    cues = cues[(cues[:, 0] >= core[0]) & (cues[:, 0] < core[1])]
    if not len(cues):
        return None
    scores, none = heads.cue_scores(window.hidden, window.block, cues)
    for row, (start, end) in enumerate(cues):
        scores[INSIDE, row, start:end] = FAR_BELOW
        scores[SOURCE_START : SOURCE_END + 1, row, start:end] = FAR_BELOW
    claimed, gain = best_paths(scores[INSIDE], scores[ENTER], scores[LEAVE])
    sources, sure = best_sources(scores[SOURCE_START], scores[SOURCE_END], none, limits.source)
    found = Found(cues, claimed, _parted(claimed, scores[INSIDE]), gain, sources, sure)
    return Candidates(found, evidence(found, probability), scores[INSIDE])


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


def _parted(claimed: NDArray[np.bool_], score: Floats) -> NDArray[np.bool_]:
    """Contents of different cues share no piece: a stretch that several claim goes whole to the one it suits best."""
    inside = claimed.copy()
    for start, end in spans_of(inside.sum(axis=0) > 1):
        edges = start + 1 + np.flatnonzero((inside[:, start + 1 : end] != inside[:, start : end - 1]).any(axis=0))
        for a, b in pairwise([start, *edges.tolist(), end]):
            rows = np.flatnonzero(inside[:, a])
            best = rows[np.argmax(score[rows, a:b].sum(axis=1))]
            inside[rows, a:b] = False
            inside[best, a:b] = True
    return inside


def best_sources(start: Floats, end: Floats, none: Floats, margin: float) -> tuple[Spans, Floats]:
    """For each of C cues the span [start, end) whose edges score best together, (C, 2); (0, 0) where having none scores better.

    And its log-probability, (C,). `start` and `end`: (C, T) scores of a piece's being the first and the last; `none`: (C,).
    """
    every = np.logaddexp(_log_sum(start), none)
    first, last = start - every[:, None], end - _log_sum(end)[:, None]
    found, sure = np.zeros((len(start), 2), dtype=np.int64), none - every
    for c in np.flatnonzero(_log_sum(first) > none - every + margin):
        best = FAR_BELOW
        for i in np.argsort(first[c])[-8:]:
            barred = np.flatnonzero(start[c, i : i + _LONGEST_SOURCE] <= FAR_BELOW)  # no source runs across its cue
            window = last[c, i : i + (barred[0] if len(barred) else _LONGEST_SOURCE)]
            if not len(window):
                continue
            j = window.argmax()
            if first[c, i] + window[j] > best:
                best, found[c] = first[c, i] + window[j], (i, i + j + 1)
        sure[c] = best
    return found, sure


def _log_sum(scores: Floats) -> Floats:
    """Logarithm of the sum of the exponentials, along the last axis."""
    most = scores.max(axis=-1)
    out: Floats = most + np.log(np.exp(scores - most[..., None]).sum(axis=-1))
    return out


def spans_of(inside: NDArray[np.bool_]) -> tuple[tuple[int, int], ...]:
    """Runs of true values as half-open spans."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]]).astype(np.int8)))
    return tuple((int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True))
