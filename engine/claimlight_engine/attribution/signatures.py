"""Signed quotations: a dash and a name behind them, on their line or on the next.

Whatever could as well be the byline of the article, a list, or a sentence that goes on is left alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import regex

from claimlight_engine.attribution.layout import Beside, Line, dash_of, has_word, is_keyword, trimmed
from claimlight_engine.attribution.name_lexicon import names
from claimlight_engine.reading import SILENT, Quotation, Reading
from claimlight_engine.records import BlockKind, Span
from claimlight_engine.segment.signed import DASH, LONGEST_SIGNATURE, NAME, SIGNED, signed_at_end

_FEWEST = 3  # small words of a signed quotation: fewer may be a title

_ENDS = regex.compile(r"(?r)[.,!?…][\"”“’‘'»«)\]]*$")
_SURNAME = regex.compile(r"(?<=\p{Lu}[\p{L}.’'-]*[ \xa0])(\p{Lu}[\p{L}\p{M}’'-]*+)")
_BARE = regex.compile(NAME)
_GOES_ON = regex.compile(r"\p{Ll}{3}[.!?]\s+\p{Lu}")  # a sentence behind a sentence


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    lines: Sequence[Line]
    quotations: Sequence[Quotation]
    ends: Sequence[int]  # of the quotations
    sentences: Collection[int]  # where one starts
    surnames: Collection[str]  # words that stand behind another capitalised one: a single word is a name where it is such

    def words(self, line: Line) -> str:
        return self.text[line.span.start : line.span.end]


def signatures(reading: Reading, lines: Sequence[Line]) -> Iterator[Beside]:
    """Quotations that a dash and a name follow."""
    quotations = reading.segments.quotations
    starts = frozenset(span.start for span in reading.segments.sentences)
    text = reading.document.text
    surnames = frozenset(match[1] for match in _SURNAME.finditer(text))
    page = _Page(text, lines, quotations, [each.span.end for each in quotations], starts, surnames)
    own: list[tuple[Beside, int]] = []
    unsure = False  # a name signs words that are no quotation: so reporters sign
    for index, line in enumerate(page.lines):
        if line.kind in SILENT:
            continue
        start = max(line.span.start, line.span.end - LONGEST_SIGNATURE)
        signed = signed_at_end(SIGNED, page.text, start, line.span.end)
        if signed is None or not _is_name(page, signed):
            continue
        if signed.start() > line.span.start:
            quoted = _quoted(page, line, signed.start())
            if quoted:
                yield Beside(_who(page, signed), dash_of(signed), quoted)
        elif index and not _in_list(page, index):
            above = page.lines[index - 1]
            quoted = _quoted(page, above, above.span.end) if above.kind is not BlockKind.HEADING else ()
            if quoted:
                own.append((Beside(_who(page, signed), dash_of(signed), quoted), index))
            else:
                unsure = True
    for found, index in own:
        described = "," in page.text[found.source.start : found.source.end]
        last = len(own) == 1 and (index + 1 == len(page.lines) or _is_bare(page, index + 1))  # where a byline stands
        if described or not (unsure or last or has_word(page.text[found.source.start : found.source.end], "bylines")):
            yield found


def _is_bare(page: _Page, index: int) -> bool:
    """Is a line a name and no more, as that of the paper below a reporter's?"""
    return _BARE.fullmatch(page.words(page.lines[index])) is not None


def _who(page: _Page, signed: regex.Match[str]) -> Span:
    """The name with its description, without the full stop that ends the line."""
    span = Span(*signed.span("who"))
    last = page.text[span.start : span.end].rpartition(" ")[2]
    return trimmed(page.text, span, after=",;") if last.count(".") > 1 else trimmed(page.text, span, after=".,;")


def _is_name(page: _Page, signed: regex.Match[str]) -> bool:
    who = signed["who"]
    name = regex.split(r",|\s\(", who, maxsplit=1)[0].rstrip(".")
    words = name.split()
    if who.startswith("@"):
        return True
    if is_keyword(name) or has_word(who, "bylines") or has_word(who, "verbs") or _GOES_ON.search(who):
        return False
    if any(word.lower() in names().common for word in words[:1]):
        return False
    if len(words) > 1:
        return True
    return name in page.surnames


def _in_list(page: _Page, index: int) -> bool:
    """Does another line that opens with a dash follow? Then both are items of a list."""
    return index + 1 < len(page.lines) and regex.match(DASH, page.words(page.lines[index + 1])) is not None


def _quoted(page: _Page, line: Line, end: int) -> tuple[Span, ...]:
    """The quotation that ends a line at `end`, paragraph by paragraph; empty where it is none, or only part of a sentence."""
    edges = (trimmed(page.text, Span(line.span.start, end), after=after).end for after in (".,", ""))
    found = ((bisect_left(page.ends, edge), edge) for edge in edges)
    index, end = next(((i, edge) for i, edge in found if i < len(page.ends) and page.ends[i] == edge), (-1, end))
    if index < 0 or page.quotations[index].span.start < line.span.start:
        return ()
    quotation = page.quotations[index]
    start = quotation.span.start
    if start != line.span.start and start not in page.sentences:
        return ()
    spans = [quotation.span]
    while page.quotations[index].continues and index and not page.quotations[index - 1].closed:
        index -= 1
        spans.insert(0, page.quotations[index].span)
    return tuple(spans) if _is_said(page, spans[-1], end) else ()


def _is_said(page: _Page, span: Span, end: int) -> bool:
    """Is a quotation a sentence and no title: small words in it, and an end?"""
    words = page.text[span.start : span.end]
    ended = _ENDS.search(words) is not None or page.text[end : end + 1] == "."
    return ended and sum(word[:1].islower() for word in words.split()) >= _FEWEST
