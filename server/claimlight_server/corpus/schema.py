"""The tables that a job writes, and the version by which readers know them. `docs/schema.md` explains each column."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

# Readers accept every version up to their own. A new column at the end of a table, which may be null, keeps the number; anything
# else raises it. tests/corpus/golden holds files of each version.
VERSION = 1
_VERSION_KEY = b"claimlight.schema"

_SPAN = pa.struct([pa.field("start", pa.int32(), nullable=False), pa.field("end", pa.int32(), nullable=False)])
_ECHO = pa.struct([
    pa.field("id", pa.string(), nullable=False),
    pa.field("kind", pa.string(), nullable=False),
    pa.field("start", pa.int32(), nullable=False),
    pa.field("end", pa.int32(), nullable=False),
    pa.field("claim", pa.string(), nullable=False),
    pa.field("against", pa.string()),
])  # fmt: skip
_EVIDENCE = pa.struct([pa.field("host", pa.string(), nullable=False), pa.field("url", pa.string())])
_TEXT, _INT, _SCORE, _YES = pa.string(), pa.int32(), pa.float32(), pa.bool_()


def _table(required: dict[str, Any], optional: dict[str, Any]) -> Any:
    return pa.schema(
        [
            *(pa.field(name, kind, nullable=False) for name, kind in required.items()),
            *(pa.field(name, kind) for name, kind in optional.items()),
        ]
    )


TABLES: dict[str, Any] = {
    "documents": _table(
        {
            "document": _TEXT, "place": _TEXT, "characters": _INT, "words": _INT, "sentences": _INT, "attributed": _INT,
            "vague": _INT, "unsourced": _INT, "interpretation": _INT, "none": _INT, "attributions": _INT, "terms": _INT,
        },
        {
            "id": _TEXT, "url": _TEXT, "outlet": _TEXT, "title": _TEXT, "lang": _TEXT, "published": pa.date32(), "text": _TEXT,
        },
    ),
    "sentences": _table(
        {
            "document": _TEXT, "sentence": _TEXT, "start": _INT, "end": _INT, "words": _INT, "status": _TEXT, "score": _SCORE,
            "shown": _YES,
        },
        {
            "kind": _TEXT, "details": pa.list_(_TEXT), "sign": _SPAN, "evidence": pa.list_(_EVIDENCE), "attribution": _TEXT,
            "echoes": pa.list_(_ECHO),
        },
    ),
    "attributions": _table(
        {
            "document": _TEXT, "attribution": _TEXT, "kind": _TEXT, "type": _TEXT, "stance": _TEXT, "score": _SCORE,
            "source_text": _TEXT, "cue_text": _TEXT, "content_text": _TEXT, "content_words": _INT, "source": pa.list_(_SPAN),
            "cue": pa.list_(_SPAN), "content": pa.list_(_SPAN),
        },
        {"source_id": _TEXT, "sentence": _TEXT},
    ),
    "terms": _table(
        {
            "document": _TEXT, "term": _TEXT, "start": _INT, "end": _INT, "exact": _TEXT, "entry": _TEXT, "dispute": _TEXT,
            "form": _TEXT, "voice": _TEXT, "first": _YES, "counterparts": pa.list_(_TEXT),
        },
        {"side": _TEXT, "side_name": _TEXT, "sentence": _TEXT},
    ),
    "sources": _table(
        {
            "document": _TEXT, "source_id": _TEXT, "name": _TEXT, "description": _TEXT, "kind": _TEXT, "type": _TEXT,
            "words": _INT, "attributions": pa.list_(_TEXT),
        },
        {},
    ),
    "rejects": _table({"place": _TEXT, "kind": _TEXT, "error": _TEXT}, {"id": _TEXT}),
}  # fmt: skip


class SchemaError(Exception):
    """A file that this version of Claimlight can't read; the message says which and why."""


def stamped(table: str, engine: dict[str, str]) -> Any:
    """The schema of a table with the version and the engine's versions in its metadata."""
    about = {f"claimlight.{name}": version for name, version in engine.items()}
    return TABLES[table].with_metadata({_VERSION_KEY: str(VERSION), "claimlight.table": table} | about)


def check_version(schema: Any, name: str) -> None:
    """Raise SchemaError unless a file was written by this version or an earlier one."""
    version = (schema.metadata or {}).get(_VERSION_KEY, b"").decode()
    if not version.isdigit():
        raise SchemaError(f"{name}: not written by claimlight batch")
    if int(version) > VERSION:
        raise SchemaError(f"{name}: written by a later Claimlight (schema {version}; this one reads up to {VERSION})")
