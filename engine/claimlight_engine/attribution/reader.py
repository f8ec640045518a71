"""The reader is no source: what "you" want or think is nobody's claim."""

from __future__ import annotations

from dataclasses import replace

from claimlight_engine.attribution.source_lexicon import sources
from claimlight_engine.reading import Reading


def reader(reading: Reading) -> Reading:
    """Drop attributions to the reader.

    PolNeAR labels some of these: on its dev part, 3 of the 7 that the tagger finds, and without them no figure moves by a tenth.
    """
    text, words = reading.document.text, sources().reader
    kept = (
        item
        for item in reading.attributions
        if len(item.source) != 1 or text[item.source[0].start : item.source[0].end].lower() not in words
    )
    return replace(reading, attributions=tuple(kept))
