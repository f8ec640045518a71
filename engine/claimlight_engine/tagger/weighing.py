"""Which words of a sentence speak for its status.

A word's weight is what the status loses when the word is left out (representation erasure, Li, Monroe and Jurafsky 2016): its
states are left out of the means by which the status is read, so that no sentence is read twice.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from claimlight_engine.reading import StatusScores, Weight
from claimlight_engine.records import Span
from claimlight_engine.tagger.heads import Floats, Heads

_INTERPRETATION = 3  # place among the statuses
_INSIDE = "-'’"  # marks within a word


def weigh(heads: Heads, hidden: Floats, tags: Floats, pieces: Sequence[tuple[int, int]], text: str) -> tuple[Weight, ...]:
    """How much each word speaks for its sentence's being an interpretation, in text order.

    `hidden` (T, width), `tags` (T, TAGS) and `pieces` (T spans in code points of `text`) are those of one sentence.
    """
    words = _words(pieces, text)
    if len(words) < 2:  # without its one word, nothing is left
        return ()
    starts = np.array([start for start, _ in words], dtype=np.int64)
    scores = heads.status_without(hidden, tags, starts).astype(np.float64)
    others = np.delete(scores, _INTERPRETATION, axis=1)
    odds = scores[:, _INTERPRETATION] - np.logaddexp.reduce(others, axis=1)
    spans = (Span(pieces[start][0], pieces[end - 1][1]) for start, end in words)
    weights = (Weight(span, float(odds[0] - without)) for span, without in zip(spans, odds[1:], strict=True))
    return tuple(weight for weight in weights if weight.span.start < weight.span.end)  # a mark that the text lacks is no word


def may_be_interpretation(score: StatusScores) -> bool:
    """If a sentence is the narrator's own claim, is it an interpretation?"""
    return score.interpretation >= max(score.unsourced, score.none)


def _words(pieces: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Half-open spans of pieces that are one word: "self-interest", "can’t"."""
    words: list[tuple[int, int]] = []
    for index, (start, end) in enumerate(pieces):
        goes_on = words and start == pieces[index - 1][1] and _is_of_word(text, start - 1) and _is_of_word(text, start)
        if goes_on and start < end:
            words[-1] = (words[-1][0], index + 1)
        else:
            words.append((index, index + 1))
    return words


def _is_of_word(text: str, at: int) -> bool:
    return text[at].isalnum() or text[at] in _INSIDE
