"""Annotations as plain values."""

from __future__ import annotations

from dataclasses import asdict
from enum import Enum
from typing import Any

from claimlight_engine.records import Annotations

# Table names as users know them -> fields of Annotations.
TABLES = {"sentences": "sentences", "attributions": "attributions", "terms": "terms", "sources": "speakers", "echoes": "echoes"}


def to_dict(found: Annotations) -> dict[str, Any]:
    """See `Annotations.to_dict`."""
    tables = {name: [plain(asdict(record)) for record in getattr(found, field)] for name, field in TABLES.items()}
    return {"text": found.text, **tables, "summary": asdict(found.summary)}


def plain(value: Any) -> Any:
    """Lists for tuples and strings for enumerations, all the way down."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value
