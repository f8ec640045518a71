"""A page with marks, switches and cards in one file that runs nothing else and asks nobody."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import Any

from lxml import etree, html

from claimlight_engine.document import Document
from claimlight_engine.records import BlockKind
from claimlight_server.markup.page import Page, Slot, writable
from claimlight_server.wire.answer import to_json

# Removed with all they hold: what runs, what embeds, what loads and what redirects.
REMOVED = frozenset({
    "applet", "base", "embed", "frame", "frameset", "iframe", "link", "meta", "noscript", "object", "portal", "script",
    "template",
})  # fmt: skip
ADDRESSES = frozenset({"action", "background", "data", "formaction", "href", "poster", "src", "xlink:href"})
LOADING = frozenset({"href", "src", "srcset", "xlink:href"})  # of pictures: nothing is fetched when the page is opened
HARMLESS = re.compile(r"(https?:|mailto:|tel:|#|data:image/(png|jpeg|gif|webp|avif)[;,]|[^:]*$)", re.IGNORECASE)
TAGS = {BlockKind.HEADING: "h2", BlockKind.QUOTE: "blockquote", BlockKind.CAPTION: "figcaption"}
BASE_STYLE = """
:where(body) { margin: 0 auto; padding: 1rem; max-width: 44rem; font: 1.06rem/1.65 Georgia, serif; }
:where(img, video, svg) { max-width: 100%; height: auto; }
:root { color-scheme: light dark; }
"""
START = """
claimlight.light(
  JSON.parse(document.getElementById("claimlight-data").textContent),
  document.getElementById("claimlight-bar"),
  () => undefined,
);
"""


def page_of(document: Document) -> Page:
    """A plain page for a text that came without one: an element a block, and one within it for each further run."""
    page = html.Element("html", {"lang": document.origin.lang or "en"})
    body = etree.SubElement(page, "body")
    slots = []
    for block in document.blocks:
        holder = etree.SubElement(body, TAGS.get(block.kind, "p"))
        elements = [holder, *(etree.SubElement(holder, "span") for _ in block.runs[1:])]
        for element, run in zip(elements, block.runs, strict=False):
            element.text = writable(run)
        slots.append(tuple(Slot(element, is_tail=False) for element in elements))
    return Page(page, document, tuple(slots))


def write_standalone(page: Page, answer: Mapping[str, Any], style: str, script: str) -> str:
    """Clean the page, and add the style, the cards' data, the switches and the script to it."""
    disarm(page.tree)
    script += START
    head = page.tree.find("head")
    if head is None:
        head = html.Element("head")
        page.tree.insert(0, head)
    body = page.tree.find("body")
    if body is None:
        body = etree.SubElement(page.tree, "body")
    title = page.document.origin.title
    if head.find("title") is None:
        etree.SubElement(head, "title").text = writable(title) or "Annotated by Claimlight"
    for position, element in enumerate(_head(style, script)):
        head.insert(position, element)
    body.insert(0, html.Element("div", {"id": "claimlight-bar", "role": "group", "aria-label": "What is marked"}))
    data = etree.SubElement(body, "script", {"type": "application/json", "id": "claimlight-data"})
    # "<" as an escape, so that no text of the page can end the element.
    data.text = to_json({"annotations": answer["annotations"], "sources": answer["sources"]}).decode().replace("<", "\\u003c")
    etree.SubElement(body, "script").text = script
    return etree.tostring(page.tree, method="html", encoding="unicode", doctype="<!doctype html>") + "\n"


def _head(style: str, script: str) -> list[etree._Element]:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    sheet = html.Element("style")
    sheet.text = BASE_STYLE + style
    return [
        html.Element("meta", {"charset": "utf-8"}),
        html.Element("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
        html.Element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        sheet,
    ]


def disarm(tree: etree._Element) -> None:
    """Take out scripts, event handlers, embedded documents, and addresses that run something."""
    for element in list(tree.iter()):
        name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if not name or name in REMOVED:
            if element is not tree:
                _drop(element)
            continue
        for attribute, value in list(element.attrib.items()):
            plain = re.sub(r"[\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202f\ufeff]", "", str(value))
            unsafe = str(attribute).lower() in ADDRESSES and not HARMLESS.match(plain)
            remote = (
                name in {"img", "image", "source", "input"}
                and str(attribute).lower() in LOADING
                and not plain.startswith("data:")
            )
            if (
                unsafe
                or remote
                or str(attribute).lower().startswith("on")
                or str(attribute).lower() in {"srcdoc", "ping", "http-equiv"}
            ):
                del element.attrib[attribute]


def _drop(element: etree._Element) -> None:
    """Remove an element, a comment or an instruction, but not the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
