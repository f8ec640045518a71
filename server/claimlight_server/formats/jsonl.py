"""One document a line, by the scoring contract: `{"id", "text"}` in, spans in code points out, in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from claimlight_engine import Annotations, Document, Span
from claimlight_server.formats.item import Bad, Item, Look
from claimlight_server.wire.answer import to_json
from claimlight_server.wire.fields import as_object, as_text
from claimlight_server.wire.problem import Problem, Type
from claimlight_server.wire.request import parse_json


def read(stream: BinaryIO, place: str) -> Iterator[Item | Bad]:
    """Read `{"id": …, "text": …}` lines; other keys are ignored, and so are blank lines."""
    for number, line in enumerate(stream, 1):
        if line.strip():
            where = f"{place}:{number}"
            try:
                yield _item(line, where)
            except Problem as problem:
                yield Bad(where, str(problem))


def _item(line: bytes, where: str) -> Item:
    fields = as_object(parse_json(line), "line")
    id_ = fields.get("id")
    if isinstance(id_, bool) or not isinstance(id_, str | int):
        raise Problem(Type.WRONG_TYPE, "must be a string or a whole number", "id")
    return Item(where, Document.from_text(as_text(fields.get("text"), "text")), id_)


def write(item: Item, found: Annotations, _: Look) -> str:
    """One line. A document that came without an id is called by its place."""
    return to_json({"id": item.place if item.id is None else item.id} | spans_of(found)).decode() + "\n"


def spans_of(found: Annotations) -> dict[str, Any]:
    """Everything that is scored, with offsets in code points of the text."""
    return {
        "sentences": [
            {"start": s.span.start, "end": s.span.end, "status": s.status, "score": round(s.score, 4)} for s in found.sentences
        ],
        "attributions": [
            {
                "source": _pairs(a.source),
                "cue": _pairs(a.cue),
                "content": _pairs(a.content),
                "kind": a.kind,
                "stance": a.stance,
                "speaker": a.speaker,
            }
            for a in found.attributions
        ],
        "terms": [{"start": t.span.start, "end": t.span.end, "entry": t.entry, "voice": t.voice} for t in found.terms],
        "sources": [{"id": s.id, "name": s.name, "kind": s.kind} for s in found.speakers],
    }


def _pairs(spans: Sequence[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]
