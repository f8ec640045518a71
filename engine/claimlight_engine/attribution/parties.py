"""Parties that the narrator describes and does not name: where their noun phrases stand.

There is no parser here. A phrase runs back from its noun to a determiner, or to a word that no noun phrase runs across.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from claimlight_engine.attribution.source_lexicon import sources
from claimlight_engine.records import SourceType, Span

_BACKWARDS = regex.compile(r"(?r)[\w ’'-]+")  # matched from the end of a stretch towards its start
_OF = regex.compile(
    r" (?:of|by|from|in|for) [^,.;:()\n]{2,60}?"
    r"(?=[,.;:()\n]| (?:that|which|is|are|was|were|has|have|says?|said|shows?|showed|found|finds|suggests?|references?)\b)"
)
_REACH, _LONGEST = 40, 6  # characters and words of a noun phrase in front of its head
_VAGUE_SINGULAR = frozenset(("publics", "camps"))


def party_nouns(text: str, tokens: Sequence[Span]) -> Iterator[tuple[int, str]]:
    """Index and word of every noun that may be what "they", "it" or "she" means later: "residents", "the ministry", "a woman"."""
    nouns = sources().nouns
    for index, token in enumerate(tokens):
        word = text[token.start : token.end]
        known = nouns.get(word)
        if known is not None and (known[1] or known[0].id not in _VAGUE_SINGULAR):
            yield index, word


def party_span(text: str, noun: Span) -> Span:
    """The noun phrase around a noun; a document's takes in what follows: "a recent Reuters survey of voter lists"."""
    group = sources().nouns[text[noun.start : noun.end]][0]
    more = _OF.match(text, noun.end) if group.type is SourceType.DOCUMENT else None
    return Span(phrase_start(text, noun.end), more.end() if more else noun.end)


def phrase_start(text: str, end: int) -> int:
    """Start of the noun phrase that ends at a position; `end` itself where none does."""
    before = _BACKWARDS.match(text, max(0, end - _REACH), end)
    if before is None:
        return end
    lexicon = sources()
    words = before.group().split(" ")
    start = len(words) - 1
    while start and len(words) - start < _LONGEST and words[start - 1] and words[start - 1].lower() not in lexicon.stops:
        start -= 1
        if words[start].lower() in lexicon.determiners:
            break
    return end - len(" ".join(words[start:]))
