"""Document -> Segments: sentences, word tokens and quotations, each in order and inside one block."""

from __future__ import annotations

import regex

from claimlight_engine.document import Document
from claimlight_engine.reading import Segments
from claimlight_engine.records import Span
from claimlight_engine.segment.block_quotes import with_block_quotes
from claimlight_engine.segment.lines import find_lines
from claimlight_engine.segment.quotations import find_quotations
from claimlight_engine.segment.sentences import find_sentences

_TOKEN = regex.compile(r"\w+|[^\w\s]")


def segment(document: Document) -> Segments:
    """Split a document. Takes time linear in its length, whatever it holds; every string is accepted."""
    text = document.text
    lines = find_lines(document)
    tokens = tuple(Span(*match.span()) for block in document.spans for match in _TOKEN.finditer(text, block.start, block.end))
    quotations = with_block_quotes(document, find_quotations(text, lines))
    return Segments(find_sentences(text, lines), tokens, quotations, lines)
