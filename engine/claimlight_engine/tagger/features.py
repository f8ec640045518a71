"""What the encoder is told of each word piece besides its form: shape, quotation, place in the block.

The checkpoint's vocabulary is lower-cased and knows no line breaks; these three small features bring back what that loses.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import regex
from numpy.typing import NDArray

CASES = 4  # lower or other, Initial, ALL CAPS, miXed
QUOTES = 4
OUTSIDE, INSIDE, MARK_OPENS, MARK_CLOSES = range(QUOTES)
STARTS = 3  # inside a block, first piece of a block, first piece of the text

_MARK = regex.compile("[\"“”„«»‘’‹›「」]|``|''")
_CLOSERS = {'"': '"', "“": '”"', "„": "“”", "«": "»", "»": "«", "‘": "’", "‹": "›", "「": "」", "``": "''"}
_LETTER = regex.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Features:
    """One value a word piece, each of shape (pieces,), int64: `case`, `quote`, `start` and `block` (index of the block)."""

    case: NDArray[np.int64]
    quote: NDArray[np.int64]
    start: NDArray[np.int64]
    block: NDArray[np.int64]


def quote_states(text: str, blocks: list[tuple[int, int]]) -> NDArray[np.int8]:
    """State of each code point of `text`, shape (len(text),): OUTSIDE, INSIDE, MARK_OPENS or MARK_CLOSES.

    A quotation left open counts to the end of its block; the next block says by its own opening mark whether it goes on.
    """
    state = np.zeros(len(text), dtype=np.int8)
    for start, end in blocks:
        opener, inner = "", -1
        for match in _MARK.finditer(text, start, end):
            mark, at = match.group(), match.start()
            before = text[at - 1] if at > start else " "
            after = text[match.end()] if match.end() < end else " "
            if not opener and mark in _CLOSERS and _can_open(mark, before, after):
                opener, inner = mark, match.end()
                state[at:inner] = MARK_OPENS
            elif opener and mark in _CLOSERS[opener] and _can_close(mark, before, after):
                state[inner:at] = INSIDE
                state[at : match.end()] = MARK_CLOSES
                opener = ""
        if opener:
            state[inner:end] = INSIDE
    return state


def _can_open(mark: str, before: str, after: str) -> bool:
    if mark == "``":
        return True
    return not after.isspace() and (mark in "“„«‹「" or not _LETTER.match(before))


def _can_close(mark: str, before: str, after: str) -> bool:
    return mark not in '’"“' or (not before.isspace() and not _LETTER.match(after))


def features(text: str, blocks: list[tuple[int, int]], offsets: list[tuple[int, int]]) -> Features:
    """Features of the word pieces at `offsets` (code points, in text order); `blocks` are spans that cover them in order."""
    states = quote_states(text, blocks)
    count = len(offsets)
    case, quote, start, block = (np.zeros(count, dtype=np.int64) for _ in range(4))
    at = 0
    fresh = True
    for i, (a, b) in enumerate(offsets):
        while at + 1 < len(blocks) and a >= blocks[at + 1][0]:
            at, fresh = at + 1, True
        block[i] = at
        start[i] = (2 if i == 0 else 1) if fresh else 0
        fresh = False
        quote[i] = states[a] if a < len(text) else 0
        case[i] = _case(text, a, b)
    return Features(case, quote, start, block)


def _case(text: str, start: int, end: int) -> int:
    word = text[start:end]
    if word.islower() or not word[:1].isalpha():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 or text[end : end + 1].isupper() else 1
    return 1 if word[:1].isupper() else 3
