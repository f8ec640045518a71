"""Lines of a document, and what the words at their edges are: for words whose speaker merely stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import regex

from claimlight_engine.lexicon import load
from claimlight_engine.reading import Reading
from claimlight_engine.records import BlockKind, Span

MARKS = "\"“„«‘'"  # quotation marks that may open words
_TAIL = 20  # characters of a paragraph's end, blanks among them, in which a colon announces the next
_WORD = regex.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of plain text, or a block of a page, where the end of a line means nothing. `span` has no blanks at its ends."""

    span: Span
    kind: BlockKind
    block: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Words and the name beside them, and the dash or colon between. `whole`: credited whole or not, less what they credit."""

    source: Span
    mark: tuple[Span, ...]  # empty where there is none
    content: tuple[Span, ...]
    whole: bool = True


def lines_of(reading: Reading) -> list[Line]:
    """Every line with something in it, in order."""
    document = reading.document
    found = []
    block = 0
    for span in reading.segments.lines:
        while block + 1 < len(document.spans) and document.spans[block + 1].start <= span.start:
            block += 1
        bare = trimmed(document.text, span)
        if bare.start < bare.end:
            found.append(Line(bare, document.blocks[block].kind, block))
    return found


def trimmed(text: str, span: Span, before: str = "", after: str = "") -> Span:
    """A span without blanks at its ends, nor the characters of `before` at its start and of `after` at its end."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in before):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in after):
        end -= 1
    return Span(start, end)


def announces(text: str, line: Span, by: tuple[str, ...] = (":",)) -> bool:
    """Does a line or paragraph announce what follows on it, by a colon or something else at its end?"""
    return text[max(line.start, line.end - _TAIL) : line.end].rstrip().endswith(by)


def dash_of(signed: regex.Match[str]) -> tuple[Span, ...]:
    """The dash of a match with a group of that name; empty where it has none."""
    return (Span(*signed.span("dash")),) if signed["dash"] else ()


def words_of(text: str) -> list[str]:
    """The words of a short text, in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def is_keyword(label: str) -> bool:
    """Is what stands before a colon nobody: "Read more", "Update"?"""
    return " ".join(label.lower().split()) in lexicon()["labels"]


def has_word(text: str, section: str) -> bool:
    """Does a text hold one of the words of a section of `lexicons/beside.toml`?"""
    return not lexicon()[section].isdisjoint(words_of(text))


def is_machinery(text: str) -> bool:
    """Is a text the page's own: "Sign up for our newsletter"?"""
    lower = " ".join(text.lower().split())
    return any(phrase in lower for phrase in lexicon()["machinery"])


@cache
def lexicon() -> Mapping[str, frozenset[str]]:
    """`lexicons/beside.toml`, read once. Raises LexiconError."""
    data = load("beside.toml")
    sections = ("labels", "bylines", "verbs", "machinery", "relays", "reports", "said")
    return {name: frozenset(data.section(name).only("words").words("words")) for name in sections}
