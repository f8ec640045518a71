"""Is a relation right? A logistic regression on what the heads say of it, fitted on the dev sets (`training/fit.py`)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claimlight_engine.tagger.heads import B_CONTENT, B_CUE, I_CONTENT, I_CUE, Floats, Spans

EVIDENCE = 9
_ENOUGH = 12.0  # nats either way, beyond which more says nothing


@dataclass(frozen=True, slots=True)
class Found:
    """What was decoded for each of C cues in a window of T pieces, before anything is dropped."""

    cues: Spans  # (C, 2)
    claimed: NDArray[np.bool_]  # (C, T) the best path of each cue's content by itself
    inside: NDArray[np.bool_]  # (C, T) what is left of it where others claim the same pieces
    gain: Floats  # (C,) nats by which the path beats no content
    sources: Spans  # (C, 2), (0, 0) where none is given
    sure: Floats  # (C,) log-probability of that source, or of having none


def evidence(found: Found, probability: Floats) -> NDArray[np.float64]:
    """What is known of each relation, (C, EVIDENCE); `probability`: (T, TAGS) of the tags.

    In order: log-odds of its cue; gain of its content; log-probability of its source; log-odds that the tags, too, read its
    content as content, and that they do not so read what follows on it; log-odds of the surest cue within whose content this cue
    stands; logarithm of the share of its content that other cues left it; whether it has no source; and the probability that the
    tags read its content as content, of which the log-odds say too much near 0 and 1.
    """
    cue = probability[:, B_CUE : I_CUE + 1].sum(axis=1)
    content = probability[:, B_CONTENT : I_CONTENT + 1].sum(axis=1)
    chances = [float(cue[start:end].mean()) for start, end in found.cues]
    rows = np.zeros((len(found.cues), EVIDENCE))
    for c, (start, end) in enumerate(found.cues):
        inside = np.flatnonzero(found.inside[c])
        if not len(inside):
            continue
        after = float(content[inside[-1] + 1]) if inside[-1] + 1 < len(content) else 0.0
        around = np.flatnonzero(found.claimed[:, start:end].any(axis=1))
        surest = max((chances[o] for o in around), default=0.0)
        tagged = float(content[inside].mean())
        rows[c, 0] = _odds(chances[c])
        rows[c, 3:6] = _odds(tagged), _odds(1 - after), _odds(surest)
        rows[c, 6] = math.log((len(inside) + 0.5) / (found.claimed[c].sum() + 0.5))
        rows[c, 8] = tagged
    rows[:, 1] = np.clip(found.gain, -_ENOUGH, _ENOUGH)
    rows[:, 2] = np.maximum(found.sure, -_ENOUGH)
    rows[:, 7] = found.sources[:, 1] == 0
    return rows


def believe(rows: NDArray[np.float64], weights: tuple[float, ...]) -> NDArray[np.float64]:
    """Probability that each relation is right, (C,); `weights`: one for each evidence, then the offset."""
    out: NDArray[np.float64] = 1 / (1 + np.exp(-(rows @ np.array(weights[:-1]) + weights[-1])))
    return out


def _odds(chance: float) -> float:
    return math.log(max(chance, 1e-4) / max(1 - chance, 1e-4))
