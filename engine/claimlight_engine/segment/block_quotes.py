"""A page's own quotes (`blockquote`) are quotations, too: they need no marks."""

from __future__ import annotations

from itertools import pairwise

import regex

from claimlight_engine.document import Document
from claimlight_engine.reading import Quotation
from claimlight_engine.records import BlockKind, Span
from claimlight_engine.segment.signed import LONGEST_SIGNATURE, POSTED, SIGNED, signed_at_end

_FEWEST = 3  # words; less is a heading, a number or a link
_WORD = regex.compile(r"\w+")


def with_block_quotes(document: Document, quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    """Take quotes of the page in among the quotations of a text, in order, in place of what stands in marks within them.

    One that opens with a mark is left as it is. Those in a row are one quotation that runs on, up to one that somebody signs; a
    signature is no part of it.
    """
    marked = {quotation.span.start for quotation in quotations}
    chosen: list[tuple[int, Span, bool]] = []  # index of the block, what is quoted, whether somebody signs it there
    for index, (block, span) in enumerate(zip(document.blocks, document.spans, strict=True)):
        if block.kind is BlockKind.QUOTE:
            end = _signature(document.text, span)
            words = document.text[span.start : span.end if end is None else end]
            start = span.start + len(words) - len(words.lstrip())
            if start not in marked and len(_WORD.findall(words)) >= _FEWEST:
                chosen.append((index, Span(start, span.start + len(words.rstrip())), end is not None))
    if not chosen:
        return quotations
    taken = [document.spans[index] for index, _, _ in chosen]
    return tuple(sorted([*_outside(quotations, taken), *_running(chosen)], key=lambda quotation: quotation.span))


def _signature(text: str, span: Span) -> int | None:
    """Where the signature at the end of a quote starts. A single word is none: it may as well be the sentence's own."""
    start = max(span.start, span.end - LONGEST_SIGNATURE)
    end = span.start + len(text[span.start : span.end].rstrip())
    signed = signed_at_end(POSTED, text, start, end) or signed_at_end(SIGNED, text, start, end)
    return signed.start() if signed and " " in signed["who"] else None


def _running(chosen: list[tuple[int, Span, bool]]) -> list[Quotation]:
    """Quotations of what is quoted, block by block."""
    goes_on = [after[0] == index + 1 and not signed for (index, _, signed), after in pairwise([*chosen, (-1, Span(0, 0), True)])]
    return [
        Quotation(span, span, closed=not on, continues=before, marked=False)
        for (_, span, _), on, before in zip(chosen, goes_on, [False, *goes_on], strict=False)
    ]


def _outside(quotations: tuple[Quotation, ...], taken: list[Span]) -> list[Quotation]:
    """The quotations that lie in none of some spans, both in order."""
    kept, at = [], 0
    for quotation in quotations:
        while at < len(taken) and taken[at].end <= quotation.span.start:
            at += 1
        if at == len(taken) or quotation.span.end <= taken[at].start:
            kept.append(quotation)
    return kept
