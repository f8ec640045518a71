"""A page as one text: all its blocks joined, so that a source may stand a paragraph before its content."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

import regex

from claimlight_engine.records import Block, BlockKind, Origin, Span

SEPARATOR = "\n\n"
_BLANK_LINE = regex.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks of a page and the text that they make together.

    `text` is every block's runs concatenated, blocks joined by a blank line. `spans[i]` is where `blocks[i]` lies in it.
    Build one with `from_blocks` or `from_text`. `plain` tells that it was plain text: there the end of a line means something,
    while on a web page it is mere space.
    """

    blocks: tuple[Block, ...]
    text: str
    spans: tuple[Span, ...]
    origin: Origin = field(default_factory=Origin)
    plain: bool = False

    @classmethod
    def from_blocks(cls, blocks: tuple[Block, ...], origin: Origin | None = None) -> Document:
        """Join blocks into one text; empty blocks keep their place."""
        texts = ["".join(block.runs) for block in blocks]
        starts = accumulate((len(text) + len(SEPARATOR) for text in texts), initial=0)
        spans = tuple(Span(start, start + len(text)) for start, text in zip(starts, texts, strict=False))
        return cls(blocks, SEPARATOR.join(texts), spans, origin or Origin())

    @classmethod
    def from_text(cls, text: str, origin: Origin | None = None) -> Document:
        """Take plain text as it is: blank lines part its paragraphs, and `text` stays the same to the code point."""
        edges = [0]
        for gap in _BLANK_LINE.finditer(text):
            edges += [gap.start(), gap.end()]
        edges.append(len(text))
        spans = tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))
        blocks = tuple(Block(i, (text[s.start : s.end],), BlockKind.PARAGRAPH) for i, s in enumerate(spans))
        return cls(blocks, text, spans, origin or Origin(), plain=True)
