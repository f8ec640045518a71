"""Count what was found: the article at a glance."""

from __future__ import annotations

from collections import Counter

from claimlight_engine.reading import Reading
from claimlight_engine.records import SourceKind, Status, Summary


def summarise(reading: Reading) -> Summary:
    """Count sentences by status, contested terms, and speakers by kind; every sentence counts, shown or not."""
    statuses = Counter(sentence.status for sentence in reading.sentences)
    speakers = Counter(speaker.kind for speaker in reading.speakers)
    return Summary(
        sentences=len(reading.sentences),
        attributed=statuses[Status.ATTRIBUTED],
        vague=statuses[Status.VAGUE],
        unsourced=statuses[Status.UNSOURCED],
        interpretation=statuses[Status.INTERPRETATION],
        none=statuses[Status.NONE],
        terms=len(reading.terms),
        named_sources=speakers[SourceKind.NAMED],
        unnamed_sources=speakers[SourceKind.UNNAMED],
        vague_sources=speakers[SourceKind.VAGUE],
    )
