"""HTML in; a self-contained annotated page out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from claimlight_engine import Annotations
from claimlight_engine.terms.lexicon import shipped
from claimlight_server import pages
from claimlight_server.formats.item import Bad, Item, Look
from claimlight_server.markup.page import put_marks, read_page
from claimlight_server.markup.standalone import page_of, write_standalone
from claimlight_server.wire.answer import build_answer


def read(stream: BinaryIO, place: str) -> Iterator[Item | Bad]:
    """Read one page."""
    page = read_page(stream.read())
    yield Item(place, page.document, page=page)


def write(item: Item, found: Annotations, _: Look) -> str:
    """One page with its marks, switches and cards, without its scripts. A text gets a plain page around it."""
    page = item.page or page_of(item.document)
    put_marks(page, found)
    return write_standalone(
        page, build_answer(page.document, found, shipped()), pages.FILES["marks.css"], pages.FILES["marks.js"]
    )
