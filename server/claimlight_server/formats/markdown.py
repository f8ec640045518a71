"""Markdown in: its headings, paragraphs, list items and quotations as blocks, its links kept, its signs left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from claimlight_engine.document import Document
from claimlight_engine.records import Block, BlockKind, Link, Origin
from claimlight_server.formats.item import Bad, Item

if TYPE_CHECKING:
    from markdown_it.token import Token

_KINDS = {"heading_open": BlockKind.HEADING, "list_item_open": BlockKind.LIST_ITEM, "blockquote_open": BlockKind.QUOTE}
_BREAKS = {"softbreak": "\n", "hardbreak": "\n"}


def read(stream: BinaryIO, place: str) -> Iterator[Item | Bad]:
    """Read one text in CommonMark (with tables), UTF-8. Code and HTML in it are passed over."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - start-up time that only Markdown should cost

    try:
        text = stream.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Bad(place, f"is not UTF-8 text: byte {error.start}")
        return
    blocks = tuple(_blocks(MarkdownIt("commonmark").enable("table").parse(text)))
    title = next(("".join(block.runs) for block in blocks if block.kind is BlockKind.HEADING), "")
    yield Item(place, Document.from_blocks(blocks, Origin(title=title)))


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    kinds: list[BlockKind] = []
    number = 0
    for token in tokens:
        if token.type in _KINDS:
            kinds.append(_KINDS[token.type])
        elif token.type.replace("_close", "_open") in _KINDS:
            kinds.pop()
        elif token.type == "inline":
            runs, links = _runs(token.children or [])
            if "".join(runs).strip():
                yield Block(number, runs, kinds[-1] if kinds else BlockKind.PARAGRAPH, links)
                number += 1


def _runs(tokens: list[Token]) -> tuple[tuple[str, ...], tuple[Link, ...]]:
    runs: list[str] = []
    links: list[Link] = []
    url = ""
    for token in tokens:
        if token.type == "link_open":
            url = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            url = ""
        text = token.content if token.type in {"text", "code_inline"} else _BREAKS.get(token.type, "")
        if text:
            if url.startswith(("https://", "http://")):
                links.append(Link(len(runs), url))
            runs.append(text)
    return tuple(runs), tuple(links)
