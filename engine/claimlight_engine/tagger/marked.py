"""Quotation marks for the encoder where a page has none: around the quotes that its markup tells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claimlight_engine.reading import Quotation
from claimlight_engine.tagger.encoder import Pieces
from claimlight_engine.tagger.features import INSIDE, MARK_CLOSES, MARK_OPENS, OUTSIDE, Features


def with_marks(pieces: Pieces, quotations: Sequence[Quotation], marks: tuple[int, int]) -> Pieces:
    """Put pieces for the marks that quotations lack among the pieces of a text; they take no room in it.

    The encoder has learned from texts with marks. `quotations`: in order, those to be marked; `marks`: ids of the opening and the
    closing mark. A quotation that runs on is closed at its last end alone, as in print.
    """
    starts = [start for start, _ in pieces.offsets]
    at: list[int] = []
    ids: list[int] = []
    states: list[int] = []
    quote = pieces.features.quote.copy()
    for quotation in quotations:
        first, last = bisect_left(starts, quotation.span.start), bisect_left(starts, quotation.span.end)
        if first == last:
            continue
        inside = quote[first:last]
        inside[inside == OUTSIDE] = INSIDE
        at.append(first)
        ids.append(marks[0])
        states.append(MARK_OPENS)
        if quotation.closed:
            at.append(last)
            ids.append(marks[1])
            states.append(MARK_CLOSES)
    return _inserted(pieces, quote, at, ids, states) if at else pieces


def _inserted(pieces: Pieces, quote: NDArray[np.int64], at: list[int], ids: list[int], states: list[int]) -> Pieces:
    old, opens = pieces.features, [state == MARK_OPENS for state in states]
    where = [i if opening else i - 1 for i, opening in zip(at, opens, strict=True)]  # the piece that a mark stands at
    start = old.start.copy()
    firsts = [i for i, opening in zip(at, opens, strict=True) if opening]
    begins = np.where(opens, old.start[where], 0)
    start[firsts] = 0
    offsets, done = [], 0
    for i, w, opening in zip(at, where, opens, strict=True):
        edge = pieces.offsets[w][0 if opening else 1]
        offsets += [*pieces.offsets[done:i], (edge, edge)]
        done = i
    offsets += pieces.offsets[done:]
    features = Features(
        np.insert(old.case, at, 0),
        np.insert(quote, at, states),
        np.insert(start, at, begins),
        np.insert(old.block, at, old.block[where]),
    )
    return Pieces(np.insert(pieces.ids, at, ids), offsets, features)
