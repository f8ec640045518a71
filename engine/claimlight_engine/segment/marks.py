"""Tell quotation marks from apostrophes, primes and each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import regex

from claimlight_engine.records import Span

_MARK = regex.compile(r"""``|''(?!')|‘‘|’’|["“”„‟＂«»‹›「」『』'‘’‚‛`]""")
# Words that lost their beginning. Small letters only, so that ‘Cause and effect’ opens.
_ELISION = regex.compile(
    r"""['‘’`](?:n['’](?!\w)|(?:\d\ds?|em|til|tis|twas|Tis|Twas|cause|bout|round|cos|cuz|nother|nuff|kay|neath|gainst|ere)\b(?!['’]))"""
)
_FEET_AND_INCHES = regex.compile(r"\d['’′]\s?\d{1,2}$")
_CLOSING_PUNCTUATION = frozenset(".,;:!?…)]}%")
_OPENING_PUNCTUATION = frozenset("([{<—–-―/=>")
_MOST_ADJACENT = 3


class Family(Enum):
    """Marks that close each other: “ ” „ " `` '' mix in practice, and so do the single ones."""

    DOUBLE = "double"
    SINGLE = "single"
    GUILLEMET = "guillemet"
    ANGLE = "single guillemet"
    CORNER = "corner bracket"
    WHITE_CORNER = "white corner bracket"


class Role(Enum):
    """What a mark may do where it stands."""

    OPEN = "open"
    CLOSE = "close"
    WEAK_CLOSE = "weak close"  # closes, unless it is an apostrophe at the end of a word: the workers’ pay
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark, of one character or two."""

    span: Span
    family: Family
    role: Role


_FAMILIES = {
    **dict.fromkeys(("``", "''", "‘‘", "’’", '"', "“", "”", "„", "‟", "＂"), Family.DOUBLE),
    **dict.fromkeys(("'", "‘", "’", "‚", "‛", "`"), Family.SINGLE),
    **dict.fromkeys(("«", "»"), Family.GUILLEMET),
    **dict.fromkeys(("‹", "›"), Family.ANGLE),
    **dict.fromkeys(("「", "」"), Family.CORNER),
    **dict.fromkeys(("『", "』"), Family.WHITE_CORNER),
}
_ALWAYS_OPEN = frozenset(("„", "‚", "``", "‘‘", "「", "『"))
_ALWAYS_CLOSE = frozenset(("」", "』"))
_LEANING = {**dict.fromkeys(("“", "‟", "«", "‹"), Role.OPEN), **dict.fromkeys(("”", "’’", "»", "›"), Role.CLOSE)}


def find_marks(text: str, block: Span) -> list[Mark]:
    """Give the quotation marks of a block in order, apostrophes and inches left out."""
    marks = []
    for match in _MARK.finditer(text, block.start, block.end):
        role = _role(text, match, block)
        if role:
            marks.append(Mark(Span(*match.span()), _FAMILIES[match.group()], role))
    return marks


def _role(text: str, match: regex.Match[str], block: Span) -> Role | None:
    mark = match.group()
    if mark in _ALWAYS_OPEN:
        return Role.OPEN
    if mark in _ALWAYS_CLOSE:
        return Role.CLOSE
    before, after = _neighbours(text, match, block)
    place = _place(before, after)
    if _FAMILIES[mark] is Family.SINGLE:
        return _single_role(text, match, place, block)
    if mark in ('"', "”") and _FEET_AND_INCHES.search(text, max(block.start, match.start() - 6), match.start()):
        return None
    if mark in _LEANING:
        # A typeset mark says itself what it does, save where it plainly stands the other way round: »so« or “so“.
        return _LEANING[mark] if place is Role.EITHER else place
    return place


def _neighbours(text: str, match: regex.Match[str], block: Span) -> tuple[str, str]:
    """The characters on either side, other quotation marks passed over; a space at the edge of the block."""
    start, end = match.span()
    for _ in range(_MOST_ADJACENT):
        start -= start > block.start and text[start - 1] in _FAMILIES
        end += end < block.end and text[end] in _FAMILIES
    return (text[start - 1] if start > block.start else " "), (text[end] if end < block.end else " ")


def _place(before: str, after: str) -> Role:
    opens_here = before.isspace() or before in _OPENING_PUNCTUATION
    closes_here = after.isspace() or after in _CLOSING_PUNCTUATION or after in _OPENING_PUNCTUATION
    if opens_here and not after.isspace() and not (closes_here and after not in "([…"):
        return Role.OPEN
    if not before.isspace() and closes_here:
        return Role.CLOSE
    return Role.EITHER


def _single_role(text: str, match: regex.Match[str], place: Role, block: Span) -> Role | None:
    start, end = match.span()
    before = text[start - 1] if start > block.start else " "
    after = text[end] if end < block.end else " "
    if before.isalnum() and after.isalnum():
        return None
    if place is Role.OPEN:
        # A typeset ’ before a word is an apostrophe, whatever the word.
        return None if match.group() == "’" or _ELISION.match(text, start, block.end) else Role.OPEN
    if match.group() in ("‘", "‛", "`"):
        return Role.CLOSE if match.group() == "‘" and place is Role.CLOSE else None
    following = text[end + 1 : end + 2]
    possessive = before in "sSzxn" and after.isspace() and (following.isalnum() or following in _FAMILIES)
    return Role.WEAK_CLOSE if possessive else Role.CLOSE if place is Role.CLOSE else None
