"""Which text of a web page is its article: Trafilatura tells, and the page's own text nodes stay what is annotated."""

from __future__ import annotations

import logging
from typing import Any

import trafilatura

from claimlight_engine.document import Document
from claimlight_engine.records import Block, Origin
from claimlight_server.formats.record import day_of
from claimlight_server.markup.page import Page

# A shorter block must be a whole line of the article: "Share" or "By Ann Roe" may well occur in the middle of a sentence.
LONG = 40  # characters

# It reports every page without an article as an error; here that goes into the answer instead.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def only_article(page: Page, data: bytes, known: Origin) -> Page | None:
    """`page` with the blocks that Trafilatura counts as the article; None where it finds none.

    Trafilatura's own text has lost links and the places of its text nodes, so it serves only to choose among the blocks.
    """
    found: Any = trafilatura.bare_extraction(data, include_comments=False, with_metadata=True)
    lines = {_plain(line.lstrip("- ")) for line in found.text.splitlines()} if found and found.text else set()
    whole = _plain(found.text) if lines else ""
    kept = [index for index, block in enumerate(page.document.blocks) if _belongs(block, lines, whole)]
    if not kept:
        return None
    blocks = tuple(page.document.blocks[index] for index in kept)
    origin = _origin(page.document.origin, found, known)
    return Page(page.tree, Document.from_blocks(blocks, origin), tuple(page.slots[index] for index in kept))


def _belongs(block: Block, lines: set[str], whole: str) -> bool:
    text = _plain("".join(block.runs))
    return bool(text) and (text in lines or (len(text) >= LONG and text in whole))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _origin(page: Origin, found: Any, known: Origin) -> Origin:
    """What is known beforehand, else what the page says, else what Trafilatura reads out of it."""
    return Origin(
        url=known.url or page.url or found.url or "",
        title=known.title or found.title or page.title,
        lang=known.lang or page.lang,
        published=known.published or page.published or day_of(found.date),
    )
