"""Tell which line ends of a plain text end a paragraph, and which only wrap a long one."""

from __future__ import annotations

from itertools import pairwise

import regex

from claimlight_engine.document import Document
from claimlight_engine.records import Span

_LINE = regex.compile(r"[^\n]+")
_NARROWEST, _WIDEST = 30, 120  # columns at which mail, terminals and typewriters wrap


def find_lines(document: Document) -> tuple[Span, ...]:
    """Give the stretches of each block that no sentence crosses.

    On a web page a line end inside a block is mere space, so each block is one stretch. In plain text each line is one, except
    in a block that was wrapped to a width, where lines run on.
    """
    if not document.plain:
        return document.spans
    return tuple(line for block in document.spans for line in _lines(document.text, block))


def _lines(text: str, block: Span) -> list[Span]:
    lines = [Span(*match.span()) for match in _LINE.finditer(text, block.start, block.end)]
    if not _is_wrapped(text, lines):
        return lines
    # Also in wrapped text a line that had room for the next word was ended on purpose.
    width = max(line.end - line.start for line in lines)
    joined = lines[:1]
    for before, line in pairwise(lines):
        if _is_full(text, before, line, width):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Nearly every line is full up to the width of the longest, and some go on in small letters, as lines cut by width do."""
    width = max((line.end - line.start for line in lines), default=0)
    if len(lines) < 2 or not _NARROWEST <= width <= _WIDEST:
        return False
    pairs = list(pairwise(lines))
    full = sum(_is_full(text, before, line, width) for before, line in pairs)
    running_on = sum(text[line.start].islower() for line in lines[1:])
    return full * 4 >= len(pairs) * 3 and running_on * 3 >= len(pairs)


def _is_full(text: str, before: Span, line: Span, width: int) -> bool:
    word_end = text.find(" ", line.start, line.end)
    word = (word_end if word_end >= 0 else line.end) - line.start
    return before.end - before.start + 1 + word > width
