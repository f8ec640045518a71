"""The rule tagger's words, compiled."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from claimlight_engine.lexicon import load

_HELPERS = r"has|have|had|was|were|is|are|did|does|do|will|would|could|can|may|might|must|should|be|been|being|yet|to"
_ADVERBS = r"also|later|then|not|never|further|even|once|again|instead|\w+ly"
_LEAD = rf"(?:(?:(?:{_HELPERS})(?:n['’]t)?|{_ADVERBS})\s+){{0,4}}"


@dataclass(frozen=True, slots=True)
class Cues:
    """Compiled patterns. `cue` has one named group a kind of cue: the group that took part says how to read on."""

    cue: regex.Pattern[str]
    no_source: frozenset[str]
    weak_source: regex.Pattern[str]
    judgement: regex.Pattern[str]


def load_cues() -> Cues:
    """Read `lexicons/cues.toml`. Raises LexiconError."""
    lists = load("cues.toml").section("lists")

    def phrases(name: str) -> str:
        longest_first = sorted(lists.texts(name), key=len, reverse=True)
        return "|".join(r"\s+".join(map(regex.escape, phrase.split())) for phrase in longest_first)

    cue = (
        rf"\b(?:(?P<before_source>{phrases('before_source')})|(?P<hearsay>{phrases('hearsay')})"
        rf"|{_LEAD}(?:(?P<plan>{phrases('plan')})(?=\s+to\b)|(?P<about>{phrases('about')})(?!\s+that)|(?P<free>{phrases('free')})"
        rf"|(?P<clause>{phrases('clause')})))\b"
    )
    return Cues(
        regex.compile(cue, regex.IGNORECASE),
        frozenset(lists.texts("no_source")),
        regex.compile(rf"\b(?:{phrases('weak_source')})\b", regex.IGNORECASE),
        regex.compile(rf"\b(?:{phrases('judgement')})\b", regex.IGNORECASE),
    )
