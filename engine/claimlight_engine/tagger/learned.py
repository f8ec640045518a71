"""The trained tagger: windows through the encoder, relations decoded from each, a status for each sentence."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimlight_engine.document import Document
from claimlight_engine.reading import Segments, StatusScores
from claimlight_engine.records import Attribution, SourceKind, Span
from claimlight_engine.spans import numbered
from claimlight_engine.tagger import Tags
from claimlight_engine.tagger.decode import Relation, Scored, relations
from claimlight_engine.tagger.encoder import Pieces, Weights
from claimlight_engine.tagger.heads import Spans, softmax
from claimlight_engine.tagger.marked import with_marks
from claimlight_engine.tagger.weighing import may_be_interpretation, weigh
from claimlight_engine.tagger.windows import Window, windows

_FOLDER = Path(__file__).with_name("weights")
_KINDS = (SourceKind.NAMED, SourceKind.UNNAMED, SourceKind.VAGUE)
# Factors for unsourced claims, interpretations and nothing: rare statuses weigh more in training (`training/losses.py`), and so
# too many sentences are taken for claims. Chosen by log loss, and F1 of "unverified", on news-dev (docs/decisions/093).
_OWN = np.array([0.8, 0.9, 1.0], dtype=np.float32)
_TINY = np.finfo(np.float32).tiny
_NOTHING = StatusScores(0.0, 0.0, 0.0, 0.0, 1.0)  # of a sentence without a word piece


@dataclass(frozen=True, slots=True)
class LearnedTagger:
    """Finds attributions and statuses by the trained encoder."""

    weights: Weights

    @classmethod
    def load(cls, folder: Path = _FOLDER) -> LearnedTagger:
        """Load the weights that ship with the engine, or those in `folder`. Raises ModelError."""
        return cls(Weights.load(folder))

    @property
    def version(self) -> str:
        """Name of the weights."""
        return self.weights.name

    def tag(self, document: Document, segments: Segments, threads: int | None = None) -> Tags:
        """Tag one document on at most `threads` threads, None for one a core; the output is the same on any number of them.

        Windows are read one by one, unpadded, each on one thread: int8 activations are scaled by their range within a run, so
        what stands in another window must not share it. Only what is found is kept of a window, not its hidden states.
        """
        pieces = self.weights.pieces(document.text, [(span.start, span.end) for span in document.spans])
        unmarked = [quotation for quotation in segments.quotations if not quotation.marked]
        if unmarked:
            pieces = with_marks(pieces, unmarked, self.weights.marks)
        sentences = _Sentences(pieces, segments.sentences)
        cut = windows(pieces.features.block)

        def read(window: Window) -> Tags:
            return self._read(document.text, pieces, sentences, window)

        workers = min(len(cut), threads or os.cpu_count() or 1)
        if workers < 2:
            parts = [read(window) for window in cut]
        else:
            with ThreadPoolExecutor(workers) as pool:
                parts = list(pool.map(read, cut))
        named = numbered(a for part in parts for a in part.attributions)
        statuses = tuple(status for part in parts for status in part.statuses)
        weights = tuple(words for part in parts for words in part.weights)
        missing = len(segments.sentences) - len(statuses)  # where the text's end has no word piece
        return Tags(named, statuses + (_NOTHING,) * missing, weights + ((),) * missing)

    def _read(self, text: str, pieces: Pieces, sentences: _Sentences, window: Window) -> Tags:
        """Attributions whose cue begins in the window's core, and statuses of the sentences that begin there."""
        heads = self.weights.heads
        hidden = self.weights.hidden(pieces, window)
        tags = heads.tags(hidden)
        core = (window.core_start - window.start, window.core_end - window.start)
        block = pieces.features.block[window.start : window.end]
        found = relations(Scored(hidden, tags, block), heads, self.weights.thresholds, core)
        all_found = (_attribution(relation, window.start, pieces) for relation in found)
        attributions = tuple(item for item in all_found if item.content)  # not of a mark alone that is no text
        which = sentences.starting_in(window)
        if not len(which):
            return Tags(attributions, ())
        spans = np.clip(which - window.start, 0, len(hidden))
        scores = _weighed(softmax(heads.status_scores(hidden, tags, spans) / np.float32(self.weights.temperature)))
        empty = which[:, 0] >= which[:, 1]
        statuses = [_NOTHING if none else StatusScores(*(float(p) for p in row)) for row, none in zip(scores, empty, strict=True)]
        at = pieces.offsets[window.start : window.end]
        weights = (
            weigh(heads, hidden[start:end], tags[start:end], at[start:end], text) if may_be_interpretation(status) else ()
            for (start, end), status in zip(spans, statuses, strict=True)
        )
        return Tags(attributions, tuple(statuses), tuple(weights))


def _weighed(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities of the statuses (sentences, 5), those of the narrator's three parted anew; their sum stays."""
    own = scores[:, 2:] * _OWN
    whole = scores[:, 2:].sum(1, keepdims=True)
    return np.concatenate([scores[:, :2], own * (whole / np.maximum(own.sum(1, keepdims=True), _TINY))], 1)


class _Sentences:
    """The sentences of a document as spans of word pieces, (sentences, 2)."""

    def __init__(self, pieces: Pieces, spans: tuple[Span, ...]) -> None:
        starts, ends = [a for a, _ in pieces.offsets], [b for _, b in pieces.offsets]
        rows = [(bisect_right(ends, span.start), bisect_left(starts, span.end)) for span in spans]
        self.pieces = np.array(rows, dtype=np.int64).reshape(-1, 2)

    def starting_in(self, window: Window) -> Spans:
        """Spans of the sentences whose first piece is in the window's core."""
        low, high = np.searchsorted(self.pieces[:, 0], [window.core_start, window.core_end])
        return self.pieces[low:high]


def _attribution(relation: Relation, base: int, pieces: Pieces) -> Attribution:
    def spans(*chosen: tuple[int, int]) -> tuple[Span, ...]:
        return tuple(part for a, b in chosen for part in _by_block(pieces, base + a, base + b))

    source = spans(relation.source) if relation.source[1] else ()
    if len(source) > 1:  # a noun phrase ends where its block does: a headline is no part of it
        at = pieces.offsets[base + relation.cue[0]][0]
        source = (min(source, key=lambda span: min(abs(span.start - at), abs(span.end - at))),)
    return Attribution(
        id="",
        source=source,
        cue=spans(relation.cue),
        content=spans(*relation.content),
        score=relation.score,
        kind=_KINDS[int(np.argmax(relation.kind))],
        kind_score=max(relation.kind),
    )


def _by_block(pieces: Pieces, start: int, end: int) -> list[Span]:
    """Pieces [start, end) as spans of the text, parted where a block ends."""
    block = pieces.features.block[start:end]
    edges = [start, *(start + 1 + np.flatnonzero(np.diff(block))).tolist(), end]
    found = (Span(pieces.offsets[a][0], pieces.offsets[b - 1][1]) for a, b in pairwise(edges))
    return [span for span in found if span.start < span.end]  # a mark that the text lacks takes no room
