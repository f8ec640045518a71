"""Errors that the engine raises.

EngineError
├── LexiconError   a lexicon file or a term pack breaks its schema: the message names file, entry and field
└── ModelError     the trained weights are missing or of another version
"""


class EngineError(Exception):
    """Something that the engine needs is wrong; the message says what and where."""


class LexiconError(EngineError):
    """A lexicon file or a term pack breaks its schema."""


class ModelError(EngineError):
    """The trained weights are missing, damaged or of another version."""
