"""Segments -> attributions and status scores. What tags is behind one protocol, so that it can be replaced."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from claimlight_engine.document import Document
from claimlight_engine.reading import Segments, StatusScores, Weight
from claimlight_engine.records import Attribution


@dataclass(frozen=True, slots=True)
class Tags:
    """What a tagger finds: attributions in text order, and one `StatusScores` a sentence of the segments.

    `weights`: one a sentence, as `Reading.weights` holds them; none at all from a tagger that weighs no words.
    """

    attributions: tuple[Attribution, ...]
    statuses: tuple[StatusScores, ...]
    weights: tuple[tuple[Weight, ...], ...] = ()


class Tagger(Protocol):
    """Anything that reads a segmented document."""

    @property
    def version(self) -> str:
        """Name of the model and its state, for answers and caches."""

    def tag(self, document: Document, segments: Segments, threads: int | None = None) -> Tags:
        """Tag one document on at most so many threads, None for one a core.

        The same input gives the same output on any number of them, and callers in several threads may share a tagger.
        """


@cache
def default_tagger() -> Tagger:
    """Load the tagger that the engine uses, once a process."""
    from claimlight_engine.tagger.learned import LearnedTagger  # noqa: PLC0415 - the weights load when first needed

    return LearnedTagger.load()
