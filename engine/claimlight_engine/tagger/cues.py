"""The rule tagger's words, compiled."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files

import regex

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
    """Read `lexicons/cues.toml`."""
    words = tomllib.loads(files("claimlight_engine").joinpath("lexicons/cues.toml").read_text("utf-8"))

    def phrases(name: str) -> str:
        parts = words[name].split(",") if "," in words[name] else words[name].split()
        return "|".join(r"\s+".join(map(regex.escape, part.split())) for part in sorted(parts, key=len, reverse=True))

    cue = (
        rf"\b(?:(?P<before_source>{phrases('before_source')})|(?P<hearsay>{phrases('hearsay')})"
        rf"|{_LEAD}(?:(?P<plan>{phrases('plan')})(?=\s+to\b)|(?P<about>{phrases('about')})(?!\s+that)|(?P<free>{phrases('free')})"
        rf"|(?P<clause>{phrases('clause')})))\b"
    )
    return Cues(
        regex.compile(cue, regex.IGNORECASE),
        frozenset(words["no_source"].split()),
        regex.compile(rf"\b(?:{phrases('weak_source')})\b", regex.IGNORECASE),
        regex.compile(rf"\b(?:{phrases('judgement')})\b", regex.IGNORECASE),
    )
