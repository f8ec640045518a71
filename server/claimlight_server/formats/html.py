"""HTML in; a self-contained annotated page out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from claimlight_engine import Annotations, Origin
from claimlight_server import pages
from claimlight_server.extras import has
from claimlight_server.formats.item import Bad, Item, Look
from claimlight_server.formats.record import host_of
from claimlight_server.markup.page import put_marks, read_page
from claimlight_server.markup.standalone import page_of, write_standalone
from claimlight_server.wire.answer import build_answer


def read(stream: BinaryIO, place: str) -> Iterator[Item | Bad]:
    """Read one page: its article where Trafilatura is installed and finds one, else all of its text."""
    data = stream.read()
    found = article(data, place, Origin()) if has("trafilatura") else None
    if isinstance(found, Item):
        yield found
    else:
        page = read_page(data)
        yield Item(place, page.document, page=page, outlet=host_of(page.document.origin.url))


def article(data: bytes, place: str, known: Origin) -> Item | Bad:
    """The article of a page, without what stands around it. `known` goes before what the page says about itself."""
    from claimlight_server.formats.article import only_article  # noqa: PLC0415 - an extra

    try:
        page = only_article(read_page(data), data, known)
    except Exception as error:  # a page that a parser chokes on must cost no other page
        return Bad(place, f"the page can't be read: {type(error).__name__}: {error}", "failed")
    if page is None:
        return Bad(place, "no article was found on the page", "no-article")
    return Item(place, page.document, page=page, outlet=host_of(page.document.origin.url))


def write(item: Item, found: Annotations, look: Look) -> str:
    """One page with its marks, switches and cards, without its scripts. A text gets a plain page around it."""
    page = item.page or page_of(item.document)
    put_marks(page, found)
    answer = build_answer(page.document, found, look.lexicon)
    return write_standalone(page, answer, pages.FILES["marks.css"], pages.FILES["marks.js"])
