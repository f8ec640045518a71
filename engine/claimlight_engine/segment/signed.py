"""Signatures: a dash, a name and what belongs to it, up to the end of a stretch of text."""

from __future__ import annotations

import regex

_SMALL = r"(?:de|del|della|la|le|van|von|der|den|bin|ibn|al|el|da|di|do|dos|du|of|the|for|y)"
_CAPITALISED = r"\p{Lu}[\p{L}\p{M}\p{N}’'.-]{0,24}+"
# A name as it may stand at the edge of a line: capitalised words, particles between them.
NAME = rf"{_CAPITALISED}(?:[ \xa0](?:{_SMALL}[ \xa0]){{0,2}}{_CAPITALISED}){{0,4}}"

DASH = r"(?:—|–|―|‒|(?<!\w)--?)"  # a hyphen behind a letter joins words
LONGEST_SIGNATURE = 180  # characters, with all that belongs to it

SIGNED = regex.compile(
    rf"(?P<dash>{DASH})\s*+(?P<who>(?:@\w{{2,30}}|{NAME})(?:\s\([^()\n]{{2,40}}\))?(?:,\s[^\n“”\"]{{2,100}}?)?)\s*\.?"
)
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_WHEN = (
    r"(?P<when>(?:[\s,·•|-]{1,4}(?:at\s)?(?:\d{1,2}:\d\d\s?(?:[AaPp]\.?[Mm]\.?)?"
    rf"|{MONTH}\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}\s{MONTH}(?:\s\d{{4}})?))*)"
)
POSTED = regex.compile(rf"(?:(?P<dash>{DASH})\s*+)?(?P<who>[^\s@()—–―][^\n@()—–―]{{0,50}}?\s\(@\w{{1,30}}\)){_WHEN}\s*\.?")


def signed_at_end(pattern: regex.Pattern[str], text: str, start: int, end: int) -> regex.Match[str] | None:
    """The first dash in a stretch from which on a pattern matches up to the stretch's end."""
    for dash in regex.finditer(DASH, text, pos=start, endpos=end):
        match = pattern.fullmatch(text, dash.start(), end)
        if match is not None:
            return match
    return None
