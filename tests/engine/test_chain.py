"""The best content of a cue: found run by run, compared with every path there is."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from claimlight_engine.tagger.chain import FAR_BELOW, best_paths

SCORE = st.integers(-8, 8).map(lambda n: n / 2)


def value(inside: tuple[bool, ...], scores: list[np.ndarray]) -> float:
    """What a path scores, summed piece by piece."""
    total = 0.0
    for t, now in enumerate(inside):
        total += now * scores[0][t]
        total += (now and not (t and inside[t - 1])) * scores[1][t]
        total += (now and not (t + 1 < len(inside) and inside[t + 1])) * scores[2][t]
    return total


@given(st.integers(1, 9).flatmap(lambda n: arrays(np.float32, (3, 2, n), elements=SCORE.map(np.float32))))
def test_no_path_is_better_than_the_best(scores: np.ndarray) -> None:
    found, gains = best_paths(*scores)
    for row in range(2):
        mine = list(scores[:, row])
        every = [path for path in product((False, True), repeat=scores.shape[2]) if any(path)]
        assert value(tuple(found[row].tolist()), mine) == gains[row] == max(value(path, mine) for path in every)


def test_a_cue_that_leaves_no_piece_for_a_content_has_none() -> None:
    nowhere = np.full((1, 3), FAR_BELOW)
    found, _ = best_paths(nowhere, np.ones((1, 3), np.float32), np.ones((1, 3), np.float32))
    assert not found.any()
