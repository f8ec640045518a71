"""One run of text to markup with flat marks, such that taking the marks away gives the run back."""

from __future__ import annotations

from lxml import etree, html

from claimlight_server.marks import Piece

MARK_CLASS = "claimlight"
IDS = "data-claimlight"
CATEGORIES = "data-claimlight-category"


def mark_run(run: str, pieces: tuple[Piece, ...]) -> str | None:
    """Markup of `run` with one flat `<mark>` a piece, or None where HTML can't carry the text.

    HTML has no way to write a null, most control characters, lone surrogates and noncharacters. They are not listed here:
    whatever an HTML parser does not give back code point for code point is left unmarked.
    """
    holder = etree.Element("div")
    try:
        _fill(holder, run, pieces)
        # As XML: only &amp; &lt; &gt; &quot; and &#13; are escaped, which every HTML parser reads the same way.
        markup = etree.tostring(holder, encoding="unicode", method="xml").removeprefix("<div>").removesuffix("</div>")
    except ValueError:
        return None
    return markup if text_of(markup) == run else None


def _fill(holder: etree._Element, run: str, pieces: tuple[Piece, ...]) -> None:
    holder.text = run[: pieces[0].start]
    for piece, following in zip(pieces, [*(p.start for p in pieces[1:]), len(run)], strict=True):
        mark = etree.SubElement(holder, "mark", {"class": MARK_CLASS, IDS: ids_of(piece), CATEGORIES: categories_of(piece)})
        mark.text = run[piece.start : piece.end]
        mark.tail = run[piece.end : following]


def ids_of(piece: Piece) -> str:
    """Annotation ids of a piece, parted by spaces, each once."""
    return " ".join(dict.fromkeys(mark.id for mark in piece.marks))


def categories_of(piece: Piece) -> str:
    """Categories of a piece, parted by spaces, each once."""
    return " ".join(dict.fromkeys(mark.category.value for mark in piece.marks))


def text_of(markup: str) -> str:
    """The text that an HTML parser reads from the markup of one run."""
    # Without a whole document around it, lxml drops leading white space.
    page = html.document_fromstring(f"<html><body><div>{markup}</div></body></html>")
    holder = page.find("body/div")
    return "" if holder is None else "".join(holder.itertext())
