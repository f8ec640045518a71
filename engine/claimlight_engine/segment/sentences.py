"""Split lines into sentences at full stops, question marks, exclamation marks and ellipses that end one."""

from __future__ import annotations

import regex

from claimlight_engine.records import Span
from claimlight_engine.segment.abbreviations import Abbreviations, abbreviations

# Both are possessive and cannot fail after their first character, so the search is linear on any text.
_STOP = regex.compile(
    r"""(?P<mark>\.(?:\s\.){2,3}+|[.!?…]++(?:\s(?:\.\.\.|…)(?!\w))?+|[。！？]++)(?P<close>(?:''|\s?[”)]|[’»›"'\]}」』]|[“‘«](?!\S)|\[\d{1,3}\])*+)"""
)
_NEXT = regex.compile(
    r"""(?P<open>[\s“"‘'«‹„‚`(\[{「『¿¡*•–—-]{0,9}+)(?P<word>[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}’']{0,30}+)?(?P<dot>\.)?"""
)
_DOTTED = regex.compile(r"(?:\p{L}\.&?)+\p{L}{1,2}|\p{Lu}")
_LIST_MARKER = regex.compile(r"\s*[(\[]?(?:\d{1,3}|\p{L}|[ivx]{1,5})[)\]]?")
_NAMES_THEN_VERB = regex.compile(r"\s+(?:\p{Lu}[\w.’'-]{0,30}+\s+){1,4}(?P<verb>\p{Ll}+)")
_OPENED_LATER = regex.compile(r"""\s["“'‘«]\w""")
_OPENING = frozenset("“‘«‹„‚「『¿¡")
_DASHES = frozenset("-–—")
_REACH = 40  # characters looked at on either side of a stop: longer than an abbreviation, or a name and its verb's first letters


def find_sentences(text: str, lines: tuple[Span, ...]) -> tuple[Span, ...]:
    """Give every sentence of every line in text order, without the space around it; a piece without letters or digits is none."""
    words = abbreviations()
    return tuple(sentence for line in lines for sentence in _split(text, line, words))


def _split(text: str, line: Span, words: Abbreviations) -> list[Span]:
    ends: list[int] = []
    start = line.start
    for stop in _STOP.finditer(text, line.start, line.end):
        if _ends_sentence(text, Span(start, line.end), stop, words):
            start = stop.end()
            ends.append(start)
    pieces = (Span(a, b) for a, b in zip([line.start, *ends], [*ends, line.end], strict=True))
    return [trimmed for piece in pieces if (trimmed := _trim(text, piece))]


def _ends_sentence(text: str, rest: Span, stop: regex.Match[str], words: Abbreviations) -> bool:
    """Decide about one stop; `rest` runs from where the sentence begins to the end of its line."""
    end, mark, close = stop.end(), stop["mark"], stop["close"]
    if mark[0] in "。！？" or end == rest.end:
        return True
    following = _NEXT.match(text, end, min(rest.end, end + _REACH))
    assert following is not None  # every part of the pattern is optional
    word = following["word"] or ""
    if not text[end].isspace():
        return _ends_without_space(text, stop, word, words)
    if word[:1].islower() and not word[1:2].isupper():  # but iPhone may begin a sentence
        return False
    if "?" in mark or "!" in mark:
        return not close or (_DASHES.isdisjoint(following["open"]) and not _goes_on(text, rest.start, stop, words))
    if len(mark) > 1 or mark == "…" or (close and close[0] not in ")]"):
        return True
    return _ends_after_word(text, rest.start, stop, following, words)


def _ends_without_space(text: str, stop: regex.Match[str], word: str, words: Abbreviations) -> bool:
    """“He left.”She stayed. He left.“We stayed.” The war ended.The city fell."""
    after_quotation = stop["close"][-1:] in ("”", "»") and word[:1].isupper()
    before_quotation = not stop["close"] and text[stop.end()] in _OPENING
    left_out = not stop["close"] and text[stop.start() - 2 : stop.start()].islower() and text[stop.end()].isupper()
    return after_quotation or before_quotation or (left_out and word in words.openers)


def _ends_after_word(text: str, start: int, stop: regex.Match[str], following: regex.Match[str], words: Abbreviations) -> bool:
    """Tell a full stop that ends a sentence from one that ends an abbreviation or a list's number."""
    before = text[max(start, stop.start() - _REACH) : stop.start()]
    if len(before) < _REACH and _LIST_MARKER.fullmatch(before):
        return False
    word = following["word"] or ""
    opens = word in words.openers and not (len(word) == 1 and following["dot"]) and _DASHES.isdisjoint(following["open"])
    return opens or not _OPENING.isdisjoint(following["open"]) or _is_word(before, word, words)


def _is_word(before: str, following: str, words: Abbreviations) -> bool:
    """Tell a word that ends a sentence from an abbreviation. `before` ends where the full stop is."""
    token = (before.split() or [""])[-1].lstrip("([{“‘\"'—–")
    lead = before[: len(before) - len(token)].rstrip()
    if "-" in token and token not in words.never:
        lead, token = "-", token.rpartition("-")[2]
    if len(token) > 1 and token.isupper() and token.isalpha():
        token = token.title()  # ST. LOUIS
    if token in words.never or (token in words.before_number and following[:1].isdigit()):
        return False
    return not (token in words.unsure or (token in words.states and lead[-1:] in (",", "-")) or _DOTTED.fullmatch(token))


def _goes_on(text: str, start: int, stop: regex.Match[str], words: Abbreviations) -> bool:
    """“Why?” Smith asked. But not: He asked “Why?” Smith said nothing."""
    verb = _NAMES_THEN_VERB.match(text, stop.end(), stop.end() + 3 * _REACH)
    lead = text[max(start, stop.start() - 20 * _REACH) : stop.start()].strip()
    return verb is not None and verb["verb"] in words.reporting and not _OPENED_LATER.search(lead)


def _trim(text: str, span: Span) -> Span | None:
    piece = text[span.start : span.end]
    if not regex.search(r"\w", piece):
        return None
    return Span(span.start + len(piece) - len(piece.lstrip()), span.start + len(piece.rstrip()))
