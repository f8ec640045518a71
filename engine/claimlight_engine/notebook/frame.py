"""One table of annotations as a data frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from importlib import import_module
from typing import Any

from claimlight_engine.notebook.tables import TABLES, plain
from claimlight_engine.records import Annotations, Attribution, Echo, Sentence, Span, Speaker, Term

_RECORDS: dict[str, type] = {
    "sentences": Sentence,
    "attributions": Attribution,
    "terms": Term,
    "sources": Speaker,
    "echoes": Echo,
}


def to_frame(found: Annotations, table: str, library: str) -> Any:
    """See `Annotations.to_frame`."""
    if table not in TABLES:
        raise ValueError(f"there is no table {table!r}; there are {', '.join(TABLES)}")
    if library not in {"pandas", "polars"}:
        raise ValueError(f"data frames are made by pandas or polars, not by {library!r}")
    try:
        frames = import_module(library)
    except ImportError:
        raise ImportError(f"{library} is not installed: pip install {library}") from None
    rows = [_row(record, found.text) for record in getattr(found, TABLES[table])]
    columns = _columns(_RECORDS[table])
    return frames.DataFrame({column: [row[column] for row in rows] for column in columns})


def _columns(record: type) -> list[str]:
    names: list[str] = []
    for field in fields(record):
        if field.name == "span":
            names += ["start", "end", "exact"]
        else:
            names.append(field.name)
    return names + (["source_text", "cue_text", "content_text"] if record is Attribution else [])


def _row(record: Any, text: str) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name == "span":
            row |= {"start": value.start, "end": value.end, "exact": text[value.start : value.end]}
        elif isinstance(value, Span):
            row[field.name] = (value.start, value.end)
        elif isinstance(value, tuple) and value and isinstance(value[0], Span):
            row[field.name] = [(span.start, span.end) for span in value]
        else:
            row[field.name] = _cell(value)
    if isinstance(record, Attribution):
        parts = {"source": record.source, "cue": record.cue, "content": record.content}
        row |= {f"{name}_text": _words(spans, text) for name, spans in parts.items()}
    return row


def _words(spans: Iterable[Span], text: str) -> str:
    return " … ".join(text[span.start : span.end] for span in spans)


def _cell(value: Any) -> Any:
    """Evidence as its hosts; everything else as a plain value."""
    if isinstance(value, tuple):
        return [item.host if hasattr(item, "host") else plain(item) for item in value]
    return plain(value)
