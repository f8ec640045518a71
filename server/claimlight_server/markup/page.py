"""An HTML page to a document and back: where its text nodes are, and marks put around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from claimlight_engine.document import Document
from claimlight_engine.records import Annotations, Block, BlockKind, Link, Origin
from claimlight_server.marks import RunPieces, cut, marks_of
from claimlight_server.markup.runs import CATEGORIES, IDS, MARK_CLASS, categories_of, ids_of

# Elements that begin a block of their own. Everything else runs on inside the block around it.
KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dd", "dt"), BlockKind.LIST_ITEM),
    "blockquote": BlockKind.QUOTE,
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
}
PLAIN_BLOCKS = frozenset({
    "address", "article", "body", "br", "center", "details", "div", "dl", "fieldset", "figure", "header", "hgroup", "hr", "main",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
# What is no part of the article, or is not shown.
SKIPPED = frozenset({
    "aside", "audio", "button", "dialog", "embed", "footer", "form", "head", "iframe", "math", "menu", "nav", "noscript",
    "object", "script", "select", "style", "svg", "template", "textarea", "video",
})  # fmt: skip


UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a run lives in the tree: the text of an element, or its tail."""

    element: etree._Element
    is_tail: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page. `slots[b][r]` is where run `r` of block `b` lives."""

    tree: etree._Element
    document: Document
    slots: tuple[tuple[Slot, ...], ...]


def read_page(data: bytes) -> Page:
    """Parse a page and collect the text of its article. Any bytes are accepted."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    # The paragraph keeps the parser from refusing an empty page; what has no end, such as a comment, may still swallow it.
    parsed: etree._Element | None = etree.fromstring((_decode(data) + "<p></p>").encode("utf-8", "replace"), parser)
    tree = etree.fromstring(b"<p></p>", parser) if parsed is None else parsed
    _make_writable(tree)
    url = _base(tree)
    blocks: list[Block] = []
    slots: list[tuple[Slot, ...]] = []
    for kind, members in _blocks(_article(tree)):
        runs = tuple(_text(slot) for slot in members)
        if not "".join(runs).isspace():
            blocks.append(Block(len(blocks), runs, kind, tuple(_links(members, url))))
            slots.append(members)
    return Page(tree, Document.from_blocks(tuple(blocks), _origin(tree, url)), tuple(slots))


def put_marks(page: Page, found: Annotations) -> None:
    """Put flat marks into the tree."""
    for run in cut(page.document, marks_of(found)):
        slot = page.slots[run.block][run.run]
        text = _text(slot)
        marks = reversed(list(_marks(text, run)))
        lead = text[: run.pieces[0].start]
        # Each is put directly behind the same node, the last one first: to count siblings takes too long on pages of one element.
        if slot.is_tail:
            slot.element.tail = None
            for mark in marks:
                slot.element.addnext(mark)
            slot.element.tail = lead
        else:
            slot.element.text = None
            for mark in marks:
                slot.element.insert(0, mark)
            slot.element.text = lead


def _make_writable(tree: etree._Element) -> None:
    """Replace what lxml parses out of HTML ("&#1;") and then refuses to write by the sign for a character that is missing."""
    for element in tree.iter():
        if element.text and UNWRITABLE.search(element.text):
            element.text = writable(element.text)
        if element.tail and UNWRITABLE.search(element.tail):
            element.tail = writable(element.tail)


def writable(text: str) -> str:
    """`text`, code point for code point, without what no tree can hold."""
    return UNWRITABLE.sub("\ufffd", text)


def _marks(text: str, run: RunPieces) -> Iterator[etree._Element]:
    ends = [*(piece.start for piece in run.pieces[1:]), len(text)]
    for piece, end in zip(run.pieces, ends, strict=True):
        mark = html.Element("mark", {"class": MARK_CLASS, IDS: ids_of(piece), CATEGORIES: categories_of(piece)})
        mark.set("data-claimlight-role", " ".join(dict.fromkeys(each.role.value for each in piece.marks)))
        mark.text, mark.tail = text[piece.start : piece.end], text[piece.end : end]
        yield mark


def _decode(data: bytes) -> str:
    """The encoding that the page names, else UTF-8, else Windows-1252, as browsers do."""
    named = re.search(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{1,40})""", data[:4096], re.IGNORECASE)
    for encoding in ("utf-8-sig", named.group(1).decode() if named else "windows-1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("windows-1252", errors="replace")


def _article(tree: etree._Element) -> etree._Element:
    """The one article or main part of a page, else all of its body."""
    for name in ("article", "main", "body"):
        found = tree.findall(f".//{name}")
        if len(found) == 1:
            return found[0]
    return tree


def _blocks(root: etree._Element) -> Iterator[tuple[BlockKind, tuple[Slot, ...]]]:
    """Every block's kind and slots, in the order of the page."""
    kinds = [BlockKind.PARAGRAPH]
    slots: list[Slot] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and (name in SKIPPED or element.get("hidden") is not None):
            walk.skip_subtree()
        elif event == "start":
            if name in KINDS or name in PLAIN_BLOCKS:
                if slots:
                    yield kinds[-1], tuple(slots)
                slots = []
                kinds.append(KINDS.get(name, kinds[-1]))
            if element.text:
                slots.append(Slot(element, is_tail=False))
        if event != "start":
            if event == "end" and (name in KINDS or name in PLAIN_BLOCKS) and element.get("hidden") is None:
                if slots:
                    yield kinds[-1], tuple(slots)
                slots = []
                kinds.pop()
            if element.tail and element is not root:
                slots.append(Slot(element, is_tail=True))
    if slots:
        yield kinds[-1], tuple(slots)


def _text(slot: Slot) -> str:
    return (slot.element.tail if slot.is_tail else slot.element.text) or ""


def _links(slots: tuple[Slot, ...], base: str) -> Iterator[Link]:
    for run, slot in enumerate(slots):
        holder = slot.element.getparent() if slot.is_tail else slot.element
        while holder is not None and holder.tag != "a":
            holder = holder.getparent() if holder.tag in {"b", "i", "em", "strong", "span", "u", "mark", "cite"} else None
        if holder is not None and (url := _absolute(base, holder.get("href", ""))):
            yield Link(run, url)


def _absolute(base: str, href: str) -> str:
    """An http(s) address, or nothing."""
    try:
        url = urljoin(base, href.strip())
        return url if urlsplit(url).scheme in {"http", "https"} else ""
    except ValueError:  # such as an unclosed IPv6 bracket
        return ""


def _base(tree: etree._Element) -> str:
    for path in (".//link[@rel='canonical']", ".//base"):
        element = tree.find(path)
        if element is not None and (url := _absolute("", element.get("href", ""))):
            return url
    return _absolute("", _meta(tree, "og:url"))


def _meta(tree: etree._Element, name: str) -> str:
    for element in tree.iter("meta"):
        if name in {element.get("property"), element.get("name")}:
            return element.get("content", "")
    return ""


def _origin(tree: etree._Element, url: str) -> Origin:
    title = tree.findtext(".//title") or ""
    try:
        published = date.fromisoformat(_meta(tree, "article:published_time")[:10])
    except ValueError:
        published = None
    return Origin(url, title.strip(), tree.get("lang", ""), published)
