"""One annotated document to its rows in the five tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claimlight_engine import Annotations, Attribution, Echo, Sentence, Span, Speaker, Term
from claimlight_engine.terms.lexicon import Lexicon
from claimlight_server.formats.item import Bad, Item

Row = dict[str, Any]
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Code point for code point what UTF-8 can hold: lone surrogates become the sign for a character that is missing."""
    return _SURROGATES.sub("\ufffd", text)


def rows_of(document: str, item: Item, found: Annotations, lexicon: Lexicon, *, with_text: bool) -> dict[str, list[Row]]:
    """Rows by table. `document` is the key by which they join; `lexicon` has the terms that were found."""
    page = _Page(document, clean(found.text), [sentence.span.start for sentence in found.sentences], found)
    echoes: dict[str | None, list[Echo]] = defaultdict(list)
    for echo in found.echoes:
        echoes[page.sentence(echo.span)].append(echo)
    return {
        "documents": [_document(page, item, with_text)],
        "sentences": [_sentence(page, sentence, echoes[sentence.id]) for sentence in found.sentences],
        "attributions": [_attribution(page, attribution) for attribution in found.attributions],
        "terms": [_term(page, term, lexicon) for term in found.terms],
        "sources": [_source(page, speaker) for speaker in found.speakers],
    }


def reject(bad: Bad, id_: str | int | None = None) -> Row:
    """A row of the table of what could not be annotated."""
    return {"place": clean(bad.place), "kind": bad.kind, "error": clean(bad.why), "id": None if id_ is None else clean(str(id_))}


@dataclass(frozen=True, slots=True)
class _Page:
    document: str
    text: str
    starts: list[int]
    found: Annotations

    def exact(self, spans: Sequence[Span]) -> str:
        """The text of some spans; an ellipsis where text lies between them."""
        return " … ".join(self.text[span.start : span.end] for span in spans)

    def sentence(self, span: Span) -> str | None:
        """The id of the sentence that a span starts in."""
        index = bisect_right(self.starts, span.start) - 1
        inside = index >= 0 and span.start < self.found.sentences[index].span.end
        return self.found.sentences[index].id if inside else None


def _document(page: _Page, item: Item, with_text: bool) -> Row:
    origin, summary = item.document.origin, page.found.summary
    known = {"url": origin.url, "outlet": item.outlet, "title": origin.title, "lang": origin.lang}
    return {
        "document": page.document,
        "place": clean(item.place),
        "characters": len(page.text),
        "words": len(page.text.split()),
        "sentences": summary.sentences,
        "attributed": summary.attributed,
        "vague": summary.vague,
        "unsourced": summary.unsourced,
        "interpretation": summary.interpretation,
        "none": summary.none,
        "attributions": len(page.found.attributions),
        "terms": summary.terms,
        "id": None if item.id is None else clean(str(item.id)),
        "published": origin.published,
        "text": page.text if with_text else None,
    } | {name: clean(value) or None for name, value in known.items()}


def _sentence(page: _Page, sentence: Sentence, echoes: list[Echo]) -> Row:
    return {
        "document": page.document,
        "sentence": sentence.id,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "words": len(page.text[sentence.span.start : sentence.span.end].split()),
        "status": sentence.status.value,
        "score": round(sentence.score, 4),
        "shown": sentence.shown,
        "kind": sentence.kind.value if sentence.kind else None,
        "details": [detail.value for detail in sentence.details],
        "sign": _span(sentence.sign) if sentence.sign else None,
        "evidence": [{"host": clean(each.host), "url": clean(each.url) if each.url else None} for each in sentence.evidence],
        "attribution": sentence.attribution,
        "echoes": [
            {"id": echo.id, "kind": echo.kind.value, **_span(echo.span), "claim": echo.claim, "against": echo.against}
            for echo in echoes
        ],
    }


def _attribution(page: _Page, attribution: Attribution) -> Row:
    content = page.exact(attribution.content)
    about = (attribution.cue or attribution.content or attribution.source)[0]
    return {
        "document": page.document,
        "attribution": attribution.id,
        "kind": attribution.kind.value,
        "type": attribution.type.value,
        "stance": attribution.stance.value,
        "score": round(attribution.score, 4),
        "source_text": page.exact(attribution.source),
        "cue_text": page.exact(attribution.cue),
        "content_text": content,
        "content_words": sum(len(page.text[span.start : span.end].split()) for span in attribution.content),
        "source": [_span(span) for span in attribution.source],
        "cue": [_span(span) for span in attribution.cue],
        "content": [_span(span) for span in attribution.content],
        "source_id": attribution.speaker,
        "sentence": page.sentence(about),
    }


def _term(page: _Page, term: Term, lexicon: Lexicon) -> Row:
    pack, _ = lexicon.entry(term.entry)
    return {
        "document": page.document,
        "term": term.id,
        "start": term.span.start,
        "end": term.span.end,
        "exact": page.exact([term.span]),
        "entry": term.entry,
        "dispute": pack.dispute,
        "form": term.form,
        "voice": term.voice.value,
        "first": term.first,
        "counterparts": list(term.counterparts),
        "side": term.side,
        "side_name": next((side.name for side in pack.sides if side.id == term.side), None),
        "sentence": page.sentence(term.span),
    }


def _source(page: _Page, speaker: Speaker) -> Row:
    return {
        "document": page.document,
        "source_id": speaker.id,
        "name": clean(speaker.name),
        "description": clean(speaker.description),
        "kind": speaker.kind.value,
        "type": speaker.type.value,
        "words": speaker.words,
        "attributions": list(speaker.claims),
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
