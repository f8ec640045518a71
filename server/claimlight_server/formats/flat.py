"""All annotations of a document as rows of one flat table: what CSV and Parquet for people hold."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from claimlight_engine import Annotations, Echo, Sentence, Span, Term
from claimlight_engine.terms.lexicon import Lexicon
from claimlight_server.formats.item import Item
from claimlight_server.wire.cards import cards

# Every column and what it holds. `start` and `end` are code points of the document's text.
FIELDS: dict[str, type] = {
    "document": str,
    "url": str,
    "outlet": str,
    "title": str,
    "published": date,
    "id": str,
    "category": str,
    "kind": str,
    "start": int,
    "end": int,
    "exact": str,
    "why": str,
    "score": float,
    "source": str,
    "cue": str,
    "stance": str,
    "type": str,
    "speaker": str,
    "status": str,
    "entry": str,
    "dispute": str,
    "side": str,
    "voice": str,
}
_SURROGATES = re.compile("[\ud800-\udfff]")


def flat_rows(item: Item, found: Annotations, lexicon: Lexicon) -> list[dict[str, Any]]:
    """One row an annotation that a reader would see marked, in order of the text. None where a column does not apply."""
    origin = item.document.origin
    document = {
        "document": item.place if item.id is None else str(item.id),
        "url": origin.url or None,
        "outlet": item.outlet or None,
        "title": origin.title or None,
        "published": origin.published,
    }
    names = {speaker.id: speaker.name for speaker in found.speakers}
    spans = {each.id: (each.content or each.cue or each.source)[0] for each in found.attributions}
    others: tuple[Sentence | Echo | Term, ...] = (*found.sentences, *found.echoes, *found.terms)
    spans |= {each.id: each.span for each in others}
    return [
        {name: _cell(value) for name, value in (document | _fields(card, names, spans[card["id"]])).items()}
        for card in cards(item.document, found, lexicon, {})
    ]


def _fields(card: dict[str, Any], names: dict[str, str], span: Span) -> dict[str, Any]:
    taken = {name: card.get(name) for name in FIELDS if name not in ("document", "url", "outlet", "title", "published")}
    return taken | {"start": span.start, "end": span.end, "speaker": names.get(card.get("speaker") or "")}


def _cell(value: Any) -> Any:
    """Plain text that every table can hold: lone surrogates become the sign for a character that is missing."""
    return _SURROGATES.sub("\ufffd", str(value)) if isinstance(value, str) else value
