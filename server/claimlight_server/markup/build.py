"""HTML built as a tree, so that no text of a pack or of a reader can become markup."""

from __future__ import annotations

from lxml import etree, html

from claimlight_server.markup.page import writable

Node = html.HtmlElement


def tag(name: str, /, *children: Node | str, **attributes: str) -> Node:
    """An element with its children; `class_` and `for_` are the attributes of those names, `aria_label` is "aria-label"."""
    element: Node = html.Element(name, {_attribute(key): writable(value) for key, value in attributes.items()})
    for child in children:
        if isinstance(child, str):
            _append(element, writable(child))
        else:
            element.append(child)
    return element


def _attribute(name: str) -> str:
    return name.removesuffix("_").replace("_", "-")


def _append(element: Node, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def link(text: str, url: str, **attributes: str) -> Node:
    """A link; to an address elsewhere it says nothing of where the reader comes from."""
    elsewhere = {} if url.startswith(("/", "#")) else {"rel": "noopener noreferrer"}
    return tag("a", text, href=url, **elsewhere, **attributes)


def page(title: str, *body: Node) -> str:
    """A whole page of the server."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{title} – Claimlight"),
        tag("link", rel="icon", href="/pages/icon.svg", type="image/svg+xml"),
        tag("link", rel="stylesheet", href="/pages/page.css"),
        tag("link", rel="stylesheet", href="/pages/lexicon.css"),
    )
    tree = tag("html", head, tag("body", *body), lang="en")
    return etree.tostring(tree, method="html", encoding="unicode", doctype="<!doctype html>") + "\n"
