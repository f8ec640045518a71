"""A cue's content as the best path of a two-state chain (Viterbi): runs of pieces inside it, with pieces outside between them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from claimlight_engine.tagger.heads import Floats

FAR_BELOW = np.float32(-1e4)  # score of what cannot be


def best_paths(inside: Floats, enter: Floats, leave: Floats) -> tuple[NDArray[np.bool_], Floats]:
    """The best path of each of C cues that is inside somewhere, (C, T), and its score over that of being so nowhere, (C,).

    All scores are (C, T): of a piece's being inside, being the first of a run, and being the last. A cue of whose pieces none can
    be inside gets an empty path. The chain is not solved piece by piece but run by run, for all pieces at once: with one run,
    then with what a run before it adds, until none adds more.
    """
    count, length = inside.shape
    total = np.zeros((count, length + 1))
    np.cumsum(inside, axis=1, dtype=np.float64, out=total[:, 1:])
    first, last = enter - total[:, :-1], leave + total[:, 1:]  # their sum scores a run from the one to the other
    before = np.zeros((count, length))  # what the runs that end at least two pieces earlier score, if that is more than nothing
    while True:
        begun = first + before
        ended = last + np.maximum.accumulate(begun, axis=1)
        best = np.maximum.accumulate(ended, axis=1)
        more = np.zeros((count, length))
        np.maximum(best[:, :-2], 0, out=more[:, 2:])
        if np.array_equal(more, before):
            break
        before = more
    path = np.zeros((count, length), dtype=bool)
    for row in np.flatnonzero(best[:, -1] > FAR_BELOW / 2):
        end = int(ended[row].argmax())
        while True:
            start = int(begun[row, : end + 1].argmax())
            path[row, start : end + 1] = True
            if before[row, start] <= 0:
                break
            end = int(ended[row, : start - 1].argmax())
    return path, best[:, -1].astype(np.float32)
