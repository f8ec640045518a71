"""What the card of each annotation says. All of it is text and numbers: the browser builds the card."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from claimlight_engine import Annotations, Attribution, Document, Echo, Sentence, Span
from claimlight_engine.records import Category
from claimlight_engine.terms.lexicon import Lexicon
from claimlight_engine.why import explain
from claimlight_server.wire.term_card import term_card

Json = dict[str, Any]
Parts = Mapping[str, Sequence[tuple[int, int, int, str]]]


def cards(document: Document, found: Annotations, lexicon: Lexicon, parts: Parts) -> list[Json]:
    """A card for everything that is marked, in order of the text."""
    return [card for _, card in sorted(_cards(_Page(document), found, lexicon, parts), key=lambda pair: pair[0])]


class _Page:
    """Answers where in the page a span is, and what it says."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.starts = [span.start for span in document.spans]

    def block(self, span: Span) -> int:
        """The id of the block that a span starts in."""
        return self.document.blocks[max(bisect_right(self.starts, span.start) - 1, 0)].id

    def words(self, spans: Sequence[Span]) -> str:
        """The text of some spans; an ellipsis where text lies between them."""
        return " … ".join(self.document.text[span.start : span.end] for span in spans)


def _cards(page: _Page, found: Annotations, lexicon: Lexicon, parts: Parts) -> Iterator[tuple[Span, Json]]:
    reasons = explain(found, lexicon)

    def card(id_: str, category: Category, about: Span, more: Json) -> tuple[Span, Json]:
        base = {"id": id_, "category": category, "block": page.block(about), "exact": page.words([about]), "why": reasons[id_]}
        return about, base | more | {"parts": parts.get(id_, [])}

    for attribution in found.attributions:
        about = (attribution.content or attribution.cue or attribution.source)[0]
        yield card(attribution.id, Category.ATTRIBUTED_CLAIM, about, _attribution(page, attribution))
    for sentence in found.sentences:
        if sentence.shown:
            yield card(sentence.id, Category.UNVERIFIED_ASSERTION, sentence.span, _sentence(page, sentence))
    for echo in found.echoes:
        yield card(echo.id, Category.UNVERIFIED_ASSERTION, echo.span, _echo(echo))
    for term in found.terms:
        yield card(term.id, Category.CONTESTED_TERM, term.span, term_card(term, lexicon))


def _attribution(page: _Page, attribution: Attribution) -> Json:
    return {
        "kind": attribution.kind,
        "type": attribution.type,
        "stance": attribution.stance,
        "source": page.words(attribution.source),
        "cue": page.words(attribution.cue),
        "content": page.words(attribution.content),
        "speaker": attribution.speaker,
        "score": round(attribution.score, 4),
    }


def _sentence(page: _Page, sentence: Sentence) -> Json:
    return {
        "kind": sentence.kind,
        "status": sentence.status,
        "score": round(sentence.score, 4),
        "details": sentence.details,
        "sign": page.words([sentence.sign]) if sentence.sign else None,
        "attribution": sentence.attribution,
        "evidence": [{"host": evidence.host, "url": evidence.url} for evidence in sentence.evidence],
    }


def _echo(echo: Echo) -> Json:
    return {"kind": echo.kind, "claim": echo.claim, "against": echo.against}
