"""What on the page backs an own-voice sentence: a link to an outside document, or a caption that names a source.

A sentence with evidence is linked, not unsourced, and is not shown as unverified; its card shows the host. Nothing is fetched:
that there is a link is all that is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from urllib.parse import urlsplit

import regex

from claimlight_engine.assertion.signs import assertions
from claimlight_engine.reading import Reading
from claimlight_engine.records import Block, BlockKind, Evidence, Sentence, Span, Status

_LABEL = regex.compile(r"\s*(\p{L}+(?: of)?)s?\s*[:/]\s*(\S[^\n]{1,120})", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A link and where it stands in the text."""

    span: Span
    host: str
    url: str


def evidence(reading: Reading) -> Reading:
    """Give own-voice sentences the evidence of their sentence, else of their paragraph, and stop showing those that have some."""
    blocks = reading.document.blocks
    if not any(block.links or block.kind is BlockKind.CAPTION for block in blocks):
        return reading
    home = _site(urlsplit(reading.document.origin.url).hostname or "")
    linked = [list(_links(block, span, home)) for block, span in zip(blocks, reading.document.spans, strict=True)]
    sentences, index = [], 0
    for sentence in reading.sentences:
        while index + 1 < len(blocks) and reading.document.spans[index + 1].start <= sentence.span.start:
            index += 1
        found: tuple[Evidence, ...] = ()
        if sentence.status in (Status.UNSOURCED, Status.INTERPRETATION):
            found = _of_sentence(sentence, linked[index]) or _of_caption(reading, index)
        sentences.append(replace(sentence, evidence=found, shown=sentence.shown and not found) if found else sentence)
    return replace(reading, sentences=tuple(sentences))


def _links(block: Block, span: Span, home: str) -> Iterator[_Placed]:
    """Links of a block that lead to a document outside the site `home`."""
    starts = list(accumulate(map(len, block.runs), initial=span.start))
    for link in block.links:
        host = _outside(link.url, home)
        if host and 0 <= link.run < len(block.runs):
            yield _Placed(Span(starts[link.run], starts[link.run + 1]), host, link.url)


def _outside(url: str, home: str) -> str:
    """The host of a link that counts, without "www."; empty for one that does not."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    path = [part for part in parts.path.lower().split("/") if part]
    if parts.scheme not in ("http", "https") or "." not in host or not home or _site(host) == home:
        return ""
    links = assertions().links
    if _site(host) in links.social or host in links.social or links.filing & set(path):
        return ""
    if _site(host) in links.posts and len(path) < 2:
        return ""  # an account, not a post
    return host if path or parts.query else ""


def _site(host: str) -> str:
    """The part of a host that one owner holds: "bbc.co.uk" of "news.bbc.co.uk". A plain rule, not the public suffix list."""
    labels = host.lower().removeprefix("www.").split(".")
    size = 3 if len(labels) > 2 and labels[-2] in assertions().links.second_level and len(labels[-1]) == 2 else 2
    return ".".join(labels[-size:])


def _of_sentence(sentence: Sentence, links: list[_Placed]) -> tuple[Evidence, ...]:
    inside = [link for link in links if link.span.start < sentence.span.end and sentence.span.start < link.span.end]
    return tuple(Evidence(link.span, link.host, link.url) for link in inside or links)


def _of_caption(reading: Reading, index: int) -> tuple[Evidence, ...]:
    """The "Source: …" caption right above or below a block."""
    for near in (index + 1, index - 1):
        if 0 <= near < len(reading.document.blocks) and reading.document.blocks[near].kind is BlockKind.CAPTION:
            span = reading.document.spans[near]
            label = _LABEL.match(reading.document.text, span.start, span.end)
            if label and label[1].lower() in assertions().captions:
                return (Evidence(Span(*label.span()), label[2].strip()),)
    return ()
