"""The reader is no source: what "you" want or think is nobody's claim."""

from __future__ import annotations

from dataclasses import replace

from claimlight_engine.reading import Reading

_READER = frozenset(("you", "your", "yours", "us"))


def reader(reading: Reading) -> Reading:
    """Drop attributions to the reader.

    PolNeAR labels some of these: on its dev part, 3 of the 7 that the tagger finds, and without them no figure moves by a tenth.
    """
    text = reading.document.text
    kept = (
        item
        for item in reading.attributions
        if len(item.source) != 1 or text[item.source[0].start : item.source[0].end].lower() not in _READER
    )
    return replace(reading, attributions=tuple(kept))
