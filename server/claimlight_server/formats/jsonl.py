"""One document a line, by the scoring contract: `{"id", "text"}` in, spans in code points out, in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from claimlight_engine import Annotations, Span
from claimlight_server.formats.item import Bad, Item, Look
from claimlight_server.formats.record import Columns, item_of
from claimlight_server.wire.answer import to_json
from claimlight_server.wire.fields import as_object
from claimlight_server.wire.problem import Problem, Type
from claimlight_server.wire.request import parse_json


def read(stream: BinaryIO, place: str) -> Iterator[Item | Bad]:
    """Read lines of `{"id": …, "text": …}` and what else `Columns` names; blank lines are passed over."""
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield parse_line(line, f"{place}:{number}", Columns())


def parse_line(line: bytes, where: str, columns: Columns) -> Item | Bad:
    """Read one line."""
    try:
        fields = as_object(parse_json(line), "line")
        if fields.get(columns.id) is None:
            raise Problem(Type.WRONG_TYPE, "must be a string or a whole number", columns.id)
        return item_of(fields, where, columns)
    except Problem as problem:
        return Bad(where, str(problem))


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
