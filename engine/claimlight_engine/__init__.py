"""Claimlight's engine: text in, records out. No HTML, no HTTP, no storage."""

from claimlight_engine.annotate import annotate
from claimlight_engine.document import Document
from claimlight_engine.errors import EngineError
from claimlight_engine.reading import Options
from claimlight_engine.records import (
    Annotations,
    Attribution,
    Block,
    Category,
    Echo,
    Origin,
    Sentence,
    Span,
    Speaker,
    Term,
)

__version__ = "0.1.0"

__all__ = [
    "Annotations",
    "Attribution",
    "Block",
    "Category",
    "Document",
    "Echo",
    "EngineError",
    "Options",
    "Origin",
    "Sentence",
    "Span",
    "Speaker",
    "Term",
    "annotate",
]
