"""Posts of social networks with their author's name and handle on the same line, or above or below.

What may as well be the byline of a live page's item, or machinery of the page, is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from claimlight_engine.attribution.layout import (
    MARKS,
    Beside,
    Line,
    announces,
    dash_of,
    has_word,
    is_machinery,
    trimmed,
    words_of,
)
from claimlight_engine.records import BlockKind, Span
from claimlight_engine.segment.signed import DASH, LONGEST_SIGNATURE, MONTH, POSTED, signed_at_end

LONGEST_POST = 330  # characters: those of a post of Twitter's early years, twice over, and some links

_TAIL = regex.compile(r"(?r)(?:\s*(?:pic\.twitter\.com/\w+|https?://[^\s—–―]+))+$")
_DATE = regex.compile(rf"(?:{MONTH}\s\d|\d{{1,2}}:\d\d|\d{{1,2}}\s{MONTH})")
_OPENS = regex.compile(rf"[{MARKS}]")
_TORN = regex.compile(rf"(?r)(?:{DASH}\s*\p{{Lu}}[\p{{L}}.]*|pic\.twitter\.com/\w+\s*\W?)$")  # the name was cut in two: "— Sec."


def posts(text: str, lines: Sequence[Line]) -> Iterator[Beside]:
    """Posts that somebody signs, in order of their signatures."""
    for index, line in enumerate(lines):
        start = max(line.span.start, line.span.end - LONGEST_SIGNATURE)
        at = text.rfind("(@", start, line.span.end)
        if at < 0 or line.kind is BlockKind.HEADING:
            continue
        whole = POSTED.fullmatch(text, line.span.start, line.span.end) if start == line.span.start else None
        if whole is not None:
            found = _post_beside(text, lines, index, whole)
        else:
            signed = signed_at_end(POSTED, text, start, line.span.end)
            found = _post_before(text, signed, line) if signed is not None and signed["dash"] else None
        if found is not None:
            yield found


def _post_before(text: str, signed: regex.Match[str], line: Line) -> Beside | None:
    """A post on the line of its signature."""
    return _post(text, Span(line.span.start, signed.start()), signed, line.kind is BlockKind.QUOTE)


def _post_beside(text: str, lines: Sequence[Line], index: int, signed: regex.Match[str]) -> Beside | None:
    """The post above or below a signature on a line of its own."""
    above = lines[index - 1] if index > 1 or (index and lines[0].kind is BlockKind.QUOTE) else None
    below = lines[index + 1] if index + 1 < len(lines) else None
    if signed["dash"] or (signed["when"] and not regex.search("[·•]", signed["when"])):
        if above is None or above.kind is BlockKind.HEADING:
            return None
        return _post(text, _paragraph(text, lines, index - 1, index), signed, above.kind is BlockKind.QUOTE)
    shown_above = above is not None and _is_shown(text, above)
    opened = above is not None and announces(text, above.span)
    shown_below = below is not None and (_is_shown(text, below) or opened or _is_dated(text, lines, index + 2))
    if above is not None and shown_above and not shown_below and not opened:
        return _post(text, above.span, signed, True)
    if below is not None and shown_below and not shown_above and below.kind is not BlockKind.HEADING:
        return _post(text, below.span, signed, True)
    return None


def _paragraph(text: str, lines: Sequence[Line], above: int, index: int) -> Span:
    """The line above a signature; all the lines of its block where the signature is a block of its own."""
    last = lines[above]
    first = above
    while (
        last.block != lines[index].block
        and first
        and lines[first - 1].block == last.block
        and last.span.end - lines[first - 1].span.start <= LONGEST_POST
    ):
        first -= 1
    partial = first and lines[first - 1].block == last.block
    return last.span if partial else Span(lines[first].span.start, last.span.end)


def _is_shown(text: str, line: Line) -> bool:
    """Do a line's own looks tell that it is a post: a link at its end, quotation marks around it, a quote of the page?"""
    words = text[line.span.start : line.span.end]
    quoted = _OPENS.match(words) is not None and regex.search(r"[\"”’'»]$", words) is not None
    return line.kind is BlockKind.QUOTE or quoted or _TAIL.search(words) is not None


def _is_dated(text: str, lines: Sequence[Line], index: int) -> bool:
    """Is a line the date below a post?"""
    if index >= len(lines):
        return False
    words = text[lines[index].span.start : lines[index].span.end]
    return len(words) <= 40 and _DATE.match(words) is not None


def _post(text: str, span: Span, signed: regex.Match[str], shown: bool) -> Beside | None:
    """A post, without the links at its end; None where the signature may as well be that of a reporter."""
    words = text[span.start : span.end]
    bare = words.rstrip()
    tail = _TAIL.search(bare)
    content = trimmed(text, Span(span.start, span.start + (tail.start() if tail else len(bare))))
    said = text[content.start : content.end]
    evident = bool(signed["when"]) or tail is not None or shown or "#" in said or _OPENS.match(said) is not None
    if not evident or len(said) > LONGEST_POST or len(words_of(said)) < 2 or is_machinery(words):
        return None
    torn = _TORN.search(said) is not None or said.count("”") > said.count("“") + said.count("„")
    if torn or said.endswith(":") or "(@" in said or has_word(signed["who"], "bylines"):
        return None
    return Beside(Span(*signed.span("who")), dash_of(signed), (content,))
