"""Whether to believe a relation: what counts for it, and what becomes of the words of one that is dropped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from claimlight_engine.tagger.belief import EVIDENCE, Found, believe, evidence
from claimlight_engine.tagger.decode import Candidates, Scored, Thresholds, believed
from claimlight_engine.tagger.heads import B_CONTENT, B_CUE, KINDS, TAGS, Floats, Spans

PIECES = 12
FIRST = (1.0, *(0.0,) * (EVIDENCE - 1), 0.0)  # believe by the cue alone


@dataclass(frozen=True, slots=True)
class Kinds:
    """Heads of which only the kind of source is asked."""

    def kind_scores(self, hidden: Floats, sources: Spans, cues: Spans) -> Floats:
        return np.zeros((len(cues), KINDS), dtype=np.float32)


def rivals() -> tuple[Found, Floats]:
    """Two cues, at pieces 0 and 11, that both claim pieces 4 to 7; they suit the first better."""
    claimed = np.zeros((2, PIECES), dtype=bool)
    claimed[0, 1:8] = claimed[1, 4:11] = True
    inside = claimed.copy()
    inside[1, 4:8] = False
    cues, sources = np.array([[0, 1], [11, 12]]), np.zeros((2, 2), dtype=np.int64)
    score = np.where(np.arange(2)[:, None] == 0, 2.0, 1.0).repeat(PIECES, axis=1).astype(np.float32)
    return Found(cues, claimed, inside, np.array([3.0, 3.0], np.float32), sources, np.array([-0.1, -0.1], np.float32)), score


def tags(first: float, second: float) -> Floats:
    """Probabilities of tags: content everywhere but at the two cues, which have these chances of being one."""
    out = np.zeros((PIECES, TAGS), dtype=np.float32)
    out[:, B_CONTENT] = 0.9
    for at, chance in ((0, first), (11, second)):
        out[at] = 0
        out[at, B_CUE] = chance
    return out


def window() -> Scored:
    return Scored(np.zeros((PIECES, 4), np.float32), np.zeros((PIECES, TAGS), np.float32), np.zeros(PIECES, np.int64))


def decoded(first: float, second: float) -> list[tuple[tuple[int, int], ...]]:
    found, score = rivals()
    read = Candidates(found, evidence(found, tags(first, second)), score)
    return [r.content for r in believed(read, window(), Kinds(), Thresholds(0.3, FIRST, 0.5, 0.0))]  # type: ignore[arg-type]


def test_contested_words_go_to_one_of_two_that_are_believed() -> None:
    assert decoded(0.9, 0.9) == [((1, 8),), ((8, 11),)]


def test_words_that_a_dropped_relation_took_go_back_to_the_other() -> None:
    assert decoded(0.1, 0.9) == [((4, 11),)]


def test_one_that_is_left_no_word_by_another_is_dropped() -> None:
    """While the third stood, it parted what the first two claim, and each had a part; without it, all goes to the first."""
    claimed = np.zeros((3, PIECES), dtype=bool)
    claimed[:2, 4:8] = claimed[2, 6:8] = True
    inside = np.zeros_like(claimed)
    inside[0, 4:6] = inside[1, 6:8] = True
    score = np.ones((3, PIECES), dtype=np.float32)
    score[0, 4:6], score[1, 6:8] = 5, 3
    sure = np.zeros(3, np.float32)
    found = Found(np.array([[0, 1], [11, 12], [1, 2]]), claimed, inside, sure, np.zeros((3, 2), dtype=np.int64), sure)
    read = Candidates(found, evidence(found, tags(0.9, 0.9)), score)
    kept = believed(read, window(), Kinds(), Thresholds(0.3, FIRST, 0.6, 0.0))  # type: ignore[arg-type]
    assert [r.content for r in kept] == [((4, 8),)]


def test_nothing_is_left_where_nothing_is_believed() -> None:
    assert decoded(0.1, 0.1) == []


@pytest.mark.parametrize(("which", "expected"), [(0, 2.197), (1, 3.0), (2, -0.1), (3, 2.197), (6, 0.0), (7, 1.0), (8, 0.9)])
def test_evidence_of_a_relation_that_has_all_it_claims(which: int, expected: float) -> None:
    assert evidence(rivals()[0], tags(0.9, 0.6))[0, which] == pytest.approx(expected, abs=1e-3)


def test_evidence_of_one_that_lost_words_to_another() -> None:
    row = evidence(rivals()[0], tags(0.9, 0.6))[1]
    assert row[6] == pytest.approx(np.log(3.5 / 7.5))
    assert row[4] > 0  # a cue follows on its content


def test_more_evidence_is_more_belief_and_belief_is_a_probability() -> None:
    rows = np.zeros((3, EVIDENCE))
    rows[:, 0] = (-9, 0, 9)
    low, middle, high = believe(rows, FIRST)
    assert 0 < low < middle == 0.5 < high < 1
