"""What is known of a document so far: the one record that every rule takes and gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from claimlight_engine.document import Document
from claimlight_engine.records import Attribution, BlockKind, Echo, Sentence, Span, Speaker, Term
from claimlight_engine.terms.lexicon import Lexicon

SILENT = (BlockKind.HEADING, BlockKind.CAPTION)  # blocks that claim nothing on their own


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage between quotation marks, or a page's own quote.

    `span` holds the marks, `inner` what they enclose. `closed` is false where the paragraph ends without a closing mark, as when
    a quotation runs on: then the quotation that opens the next paragraph has `continues` set. `marked` is false of a page's own.
    """

    span: Span
    inner: Span
    closed: bool = True
    continues: bool = False
    marked: bool = True


@dataclass(frozen=True, slots=True)
class Segments:
    """Sentences, word tokens, quotations and lines of a document, each in order and inside one block.

    `lines` are the stretches that no sentence crosses (`segment.lines`).
    """

    sentences: tuple[Span, ...]
    tokens: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    lines: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class StatusScores:
    """Calibrated probabilities of the five statuses of one sentence; they sum to 1."""

    attributed: float
    vague: float
    unsourced: float
    interpretation: float
    none: float


@dataclass(frozen=True, slots=True)
class Weight:
    """A word of a sentence, and how much it speaks for the sentence's status: what the status loses without it, in nats."""

    span: Span
    nats: float


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose.

    `threshold`: least score (0 to 1) at which an unverified sentence is shown; lower shows more.
    `lexicon`: the term packs to use, such as the shipped ones with a reader's own; None for those that come with Claimlight.
    `day`: when a text counts as published that gives no date itself, for terms that are contested since some day; None for today.
    `threads`: cores that one text may use at a time; None for all. It changes no result.
    """

    threshold: float = 0.8
    lexicon: Lexicon | None = None
    day: date | None = None
    threads: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with all that has been found in it. Rules replace fields; the tuples stay in text order."""

    document: Document
    segments: Segments
    options: Options = field(default_factory=Options)
    status_scores: tuple[StatusScores, ...] = ()  # one a sentence of `segments`
    weights: tuple[tuple[Weight, ...], ...] = ()  # one a sentence: its words, where it is more an interpretation than a fact
    attributions: tuple[Attribution, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    terms: tuple[Term, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    echoes: tuple[Echo, ...] = ()


Rule = Callable[[Reading], Reading]
