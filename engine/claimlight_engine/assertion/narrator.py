"""The narrator as a source: "I think", "we asked" and "we're told", outside of what anybody else says."""

from __future__ import annotations

from claimlight_engine.attribution.source_lexicon import sources
from claimlight_engine.attribution.stance import cue_words
from claimlight_engine.records import Attribution


def is_narrators(item: Attribution, text: str) -> bool:
    """Does the narrator speak of himself? Where an interview tells by initials who says "I", somebody else does."""
    if item.speaker is not None or len(item.source) != 1:
        return False
    word = text[item.source[0].start : item.source[0].end].lower()
    return word in sources().first_person - sources().reader


def has_learned(item: Attribution, text: str) -> bool:
    """Does the page tell what it has heard, and not from whom: "we're told", "we have learned"?"""
    return is_narrators(item, text) and not sources().learning.isdisjoint(cue_words(item, text))
