"""Find passages between quotation marks."""

from __future__ import annotations

import regex

from claimlight_engine.document import Document
from claimlight_engine.reading import Quotation
from claimlight_engine.records import Span

_QUOTED = regex.compile(r"“[^“”]*+(?:”|$)|\"[^\"]*+\"|«[^«»]*+»|(?<!\w)‘[^‘]*?’(?!\w)")


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """Give the outermost quotations of each block, in text order."""
    found: list[Quotation] = []
    for block in document.spans:
        for match in _QUOTED.finditer(document.text, block.start, block.end):
            closed = match.group()[-1] != match.group()[0] or match.group()[0] == '"'
            inner = Span(match.start() + 1, match.end() - closed)
            found.append(Quotation(Span(*match.span()), inner, closed))
    return tuple(found)
