"""W3C Web Annotation: one page of annotations a document and line, as JSON-LD (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from claimlight_engine import Annotations, Span
from claimlight_server.formats.item import Item, Look
from claimlight_server.marks import Mark, marks_of
from claimlight_server.wire.answer import to_json
from claimlight_server.wire.cards import cards

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after a quotation that tell it from the same words elsewhere
_MOTIVATION = {"attributed-claim": "identifying", "unverified-assertion": "assessing", "contested-term": "describing"}


def write(item: Item, found: Annotations, look: Look) -> str:
    """An AnnotationPage. The target is the page's address, or the document's id where it has none."""
    source = item.document.origin.url or f"urn:claimlight:{quote(str(item.place if item.id is None else item.id))}"
    marks: dict[str, list[Mark]] = {}
    for mark in marks_of(found):
        marks.setdefault(mark.id, []).append(mark)
    items = [
        _annotation(card, source, marks.get(card["id"], []), found.text) for card in cards(item.document, found, look.lexicon, {})
    ]
    page = {"@context": CONTEXT, "id": f"{source}#claimlight", "type": "AnnotationPage", "items": items}
    return to_json(page).decode() + "\n"


def _annotation(card: dict[str, Any], source: str, marks: list[Mark], text: str) -> dict[str, Any]:
    tags = [card["category"], card["kind"], card.get("stance"), card.get("voice")]
    return {
        "id": f"{source}#claimlight-{card['id']}",
        "type": "Annotation",
        "motivation": _MOTIVATION[card["category"]],
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": tag, "format": "text/plain"} for tag in tags if tag is not None
        ]
        + [{"type": "TextualBody", "purpose": "commenting", "value": card["why"], "format": "text/plain", "language": "en"}],
        "target": [_target(source, mark.span, text) for mark in marks],
    }


def _target(source: str, span: Span, text: str) -> dict[str, Any]:
    """Positions count code points, as the recommendation asks for."""
    return {
        "source": source,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[span.start : span.end],
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }
