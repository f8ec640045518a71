"""Signed words: a quotation with a dash and a name behind it, and a post with its author's name and handle.

Whatever could as well be the byline of the article, a list, or a sentence that goes on is left alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import regex

from claimlight_engine.attribution.layout import NAME, Beside, Line, has_word, is_keyword, is_machinery, trimmed, words_of
from claimlight_engine.attribution.names import names
from claimlight_engine.reading import Quotation, Reading
from claimlight_engine.records import BlockKind, Span

LONGEST_POST = 330  # characters: those of a post of Twitter's early years, twice over, and some links
_LONGEST = 180  # characters of a signature with all that belongs to it
_FEWEST = 3  # small words of a signed quotation: fewer may be a title

_DASH = r"(?:—|–|―|‒|--?)"
_SIGNED = regex.compile(rf"{_DASH}\s*+(?P<who>(?:@\w{{2,30}}|{NAME})(?:\s\([^()\n]{{2,40}}\))?(?:,\s[^\n“”\"]{{2,100}}?)?)\s*\.?")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_WHEN = (
    r"(?P<when>(?:[\s,·•|-]{1,4}(?:at\s)?(?:\d{1,2}:\d\d\s?(?:[AaPp]\.?[Mm]\.?)?"
    rf"|{_MONTH}\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?))*)"
)
_POSTED = regex.compile(rf"(?P<dash>{_DASH}\s*+)?(?P<who>[^\s@()—–―][^\n@()—–―]{{0,50}}?\s\(@\w{{1,30}}\)){_WHEN}\s*\.?")
_TAIL = regex.compile(r"(?r)(?:\s*(?:pic\.twitter\.com/\w+|https?://[^\s—–―]+))+$")
_DATE = regex.compile(rf"(?:{_MONTH}\s\d|\d{{1,2}}:\d\d|\d{{1,2}}\s{_MONTH})")
_OPENS = regex.compile(r"[\"“„«‘']")
_ENDS = regex.compile(r"(?r)[.,!?…][\"”“’‘'»«)\]]*$")
_SURNAME = regex.compile(r"(?<=\p{Lu}[\p{L}.’'-]*[ \xa0])(\p{Lu}[\p{L}\p{M}’'-]*+)")
_TORN = regex.compile(rf"(?r)(?:{_DASH}\s*\p{{Lu}}[\p{{L}}.]*|pic\.twitter\.com/\w+\s*\W?)$")  # the name was cut in two: "— Sec."
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
    plain: bool

    def words(self, line: Line) -> str:
        return self.text[line.span.start : line.span.end]


def signatures(reading: Reading, lines: Sequence[Line]) -> list[Beside]:
    """Signed quotations and posts, in order."""
    quotations = reading.segments.quotations
    starts = frozenset(span.start for span in reading.segments.sentences)
    text = reading.document.text
    surnames = frozenset(match[1] for match in _SURNAME.finditer(text))
    page = _Page(text, lines, quotations, [each.span.end for each in quotations], starts, surnames, reading.document.plain)
    return sorted([*_posts(page), *_quotations(page)], key=lambda each: each.content)


def _posts(page: _Page) -> Iterator[Beside]:
    for index, line in enumerate(page.lines):
        start = max(line.span.start, line.span.end - _LONGEST)
        at = page.text.rfind("(@", start, line.span.end)
        if at < 0 or line.kind is BlockKind.HEADING:
            continue
        whole = _POSTED.fullmatch(page.text, line.span.start, line.span.end) if start == line.span.start else None
        if whole is not None:
            found = _post_beside(page, index, whole)
        else:
            signed = _at_end(_POSTED, page.text, start, line.span.end)
            found = _post_before(page, signed, line) if signed is not None and signed["dash"] else None
        if found is not None:
            yield found


def _at_end(pattern: regex.Pattern[str], text: str, start: int, end: int) -> regex.Match[str] | None:
    """The first dash in a stretch from which on a pattern matches up to the stretch's end."""
    for dash in regex.finditer(_DASH, text, pos=start, endpos=end):
        match = pattern.fullmatch(text, dash.start(), end)
        if match is not None:
            return match
    return None


def _post_before(page: _Page, signed: regex.Match[str], line: Line) -> Beside | None:
    """A post on the line of its signature."""
    return _post(page, Span(line.span.start, signed.start()), signed, line.kind is BlockKind.QUOTE)


def _post_beside(page: _Page, index: int, signed: regex.Match[str]) -> Beside | None:
    """The post above or below a signature on a line of its own."""
    above = page.lines[index - 1] if index > 1 or (index and page.lines[0].kind is BlockKind.QUOTE) else None
    below = page.lines[index + 1] if index + 1 < len(page.lines) else None
    if signed["dash"] or (signed["when"] and not regex.search("[·•]", signed["when"])):
        if above is None or above.kind is BlockKind.HEADING:
            return None
        return _post(page, _paragraph(page, index - 1, index), signed, above.kind is BlockKind.QUOTE)
    shown_above = above is not None and _is_shown(page, above)
    opened = above is not None and page.words(above).endswith(":")
    shown_below = below is not None and (_is_shown(page, below) or opened or _is_dated(page, index + 2))
    if above is not None and shown_above and not shown_below and not opened:
        return _post(page, above.span, signed, True)
    if below is not None and shown_below and not shown_above and below.kind is not BlockKind.HEADING:
        return _post(page, below.span, signed, True)
    return None


def _paragraph(page: _Page, above: int, index: int) -> Span:
    """The line above a signature; all the lines of its block where the signature is a block of its own."""
    last = page.lines[above]
    first = above
    while (
        last.block != page.lines[index].block
        and first
        and page.lines[first - 1].block == last.block
        and last.span.end - page.lines[first - 1].span.start <= LONGEST_POST
    ):
        first -= 1
    partial = first and page.lines[first - 1].block == last.block
    return last.span if partial else Span(page.lines[first].span.start, last.span.end)


def _is_shown(page: _Page, line: Line) -> bool:
    """Do a line's own looks tell that it is a post: a link at its end, quotation marks around it, a quote of the page?"""
    words = page.words(line)
    quoted = _OPENS.match(words) is not None and regex.search(r"[\"”’'»]$", words) is not None
    return line.kind is BlockKind.QUOTE or quoted or _TAIL.search(words) is not None


def _is_dated(page: _Page, index: int) -> bool:
    """Is a line the date below a post?"""
    if index >= len(page.lines):
        return False
    words = page.words(page.lines[index])
    return len(words) <= 40 and _DATE.match(words) is not None


def _post(page: _Page, span: Span, signed: regex.Match[str], shown: bool) -> Beside | None:
    """A post, without the links at its end; None where the signature may as well be that of a reporter."""
    words = page.text[span.start : span.end]
    bare = words.rstrip()
    tail = _TAIL.search(bare)
    content = trimmed(page.text, Span(span.start, span.start + (tail.start() if tail else len(bare))))
    said = page.text[content.start : content.end]
    evident = bool(signed["when"]) or tail is not None or shown or "#" in said or _OPENS.match(said) is not None
    if not evident or len(said) > LONGEST_POST or len(words_of(said)) < 2 or is_machinery(words):
        return None
    torn = _TORN.search(said) is not None or said.count("”") > said.count("“") + said.count("„")
    if torn or said.endswith(":") or "(@" in said or has_word(signed["who"], "bylines"):
        return None
    return Beside(Span(*signed.span("who")), (content,))


def _quotations(page: _Page) -> Iterator[Beside]:
    """Quotations that a dash and a name follow, on their line or on the next."""
    own: list[tuple[Beside, int]] = []
    unsure = False  # a name signs words that are no quotation: so reporters sign
    for index, line in enumerate(page.lines):
        if line.kind in (BlockKind.HEADING, BlockKind.CAPTION):
            continue
        start = max(line.span.start, line.span.end - _LONGEST)
        signed = _at_end(_SIGNED, page.text, start, line.span.end)
        if signed is None or not _is_name(page, signed):
            continue
        if signed.start() > line.span.start:
            quoted = _quoted(page, line, signed.start())
            if quoted:
                yield Beside(_who(page, signed), quoted)
        elif index and not _in_list(page, index):
            above = page.lines[index - 1]
            quoted = _quoted(page, above, above.span.end) if above.kind is not BlockKind.HEADING else ()
            if quoted:
                own.append((Beside(_who(page, signed), quoted), index))
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
    return index + 1 < len(page.lines) and regex.match(_DASH, page.words(page.lines[index + 1])) is not None


def _quoted(page: _Page, line: Line, end: int) -> tuple[Span, ...]:
    """The quotation that ends a line at `end`, paragraph by paragraph; empty where it is none, or only part of a sentence."""
    end = trimmed(page.text, Span(line.span.start, end), after=".,").end
    index = bisect_left(page.ends, end)
    if index == len(page.ends) or page.ends[index] != end or page.quotations[index].span.start < line.span.start:
        return _unmarked(page, line, end)
    quotation = page.quotations[index]
    start = quotation.span.start
    if start != line.span.start and start not in page.sentences:
        return ()
    spans = [quotation.span]
    while page.quotations[index].continues and index and not page.quotations[index - 1].closed:
        index -= 1
        spans.insert(0, page.quotations[index].span)
    return tuple(spans) if _is_said(page, spans[-1], end) else ()


def _unmarked(page: _Page, line: Line, end: int) -> tuple[Span, ...]:
    """A quote of the page (`blockquote`) needs no marks."""
    span = trimmed(page.text, Span(line.span.start, min(line.span.end, end + 1)))
    return (span,) if line.kind is BlockKind.QUOTE and not page.plain and _is_said(page, span, end) else ()


def _is_said(page: _Page, span: Span, end: int) -> bool:
    """Is a quotation a sentence and no title: small words in it, and an end?"""
    words = page.text[span.start : span.end]
    ended = _ENDS.search(words) is not None or page.text[end : end + 1] == "."
    return ended and sum(word[:1].islower() for word in words.split()) >= _FEWEST
