"""From the engine's records to what is lit up: which span, whose id, which category, in which role.

What is marked for the reader (the engine says more than is shown):
attributed claims in all their spans; unverified assertions that reach the threshold; the source or cue that is too weak to vouch;
passages that repeat or dispute a claim; contested terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from claimlight_engine.document import Document
from claimlight_engine.records import Annotations, Attribution, Category, Sentence, Span, Status


class Role(StrEnum):
    """What part of its annotation a mark shows."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"
    ASSERTION = "assertion"
    TERM = "term"
    ECHO = "echo"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be lit up, for the annotation `id`. Offsets are code points of the document's text."""

    span: Span
    id: str
    category: Category
    role: Role


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one run that the same marks cover; `start` and `end` are code points of the run."""

    start: int
    end: int
    marks: tuple[Mark, ...]  # never empty


@dataclass(frozen=True, slots=True)
class RunPieces:
    """The pieces of one run, in order and without overlap; `block` and `run` are positions in the document, from 0."""

    block: int
    run: int
    pieces: tuple[Piece, ...]


def marks_of(found: Annotations) -> tuple[Mark, ...]:
    """Everything that is lit up, in order of its first code point."""
    attributions = {attribution.id: attribution for attribution in found.attributions}
    marks = [mark for attribution in found.attributions for mark in _attribution_marks(attribution)]
    for sentence in found.sentences:
        if sentence.shown:
            spans = _assertion_spans(sentence, attributions.get(sentence.attribution or ""))
            marks += [Mark(span, sentence.id, Category.UNVERIFIED_ASSERTION, Role.ASSERTION) for span in spans]
    marks += [Mark(echo.span, echo.id, Category.UNVERIFIED_ASSERTION, Role.ECHO) for echo in found.echoes]
    marks += [Mark(term.span, term.id, Category.CONTESTED_TERM, Role.TERM) for term in found.terms]
    return tuple(sorted(marks, key=lambda mark: mark.span))


def _attribution_marks(attribution: Attribution) -> Iterator[Mark]:
    for role, spans in (
        (Role.SOURCE, attribution.source),
        (Role.CUE, attribution.cue),
        (Role.CONTENT, attribution.content),
    ):
        for span in spans:
            yield Mark(span, attribution.id, Category.ATTRIBUTED_CLAIM, role)


def _assertion_spans(sentence: Sentence, attribution: Attribution | None) -> tuple[Span, ...]:
    """The words that are too weak to vouch, where a vague source is what is wrong; else the whole sentence."""
    if sentence.status is Status.VAGUE and attribution is not None:
        return attribution.source or attribution.cue or (sentence.span,)
    return (sentence.span,)


def cut(document: Document, marks: Iterable[Mark]) -> Iterator[RunPieces]:
    """Cut every run at every edge of a mark, so that marks come out flat; runs without marks are left out.

    Runs of white space alone are left out too: they often stand between elements where a mark has no place.
    """
    waiting = sorted(marks, key=lambda mark: mark.span, reverse=True)
    active: list[Mark] = []
    for number, (block, span) in enumerate(zip(document.blocks, document.spans, strict=True)):
        start = span.start
        for index, run in enumerate(block.runs):
            end = start + len(run)
            while waiting and waiting[-1].span.start < end:
                active.append(waiting.pop())
            active = [mark for mark in active if mark.span.end > start]
            if active and not run.isspace():
                pieces = tuple(_pieces(Span(start, end), active))
                if pieces:
                    yield RunPieces(number, index, pieces)
            start = end


def _pieces(run: Span, marks: list[Mark]) -> Iterator[Piece]:
    """Sweep over the edges in one run; `marks` are in order of their start."""
    edges = {run.start, run.end}
    for mark in marks:
        edges.update(edge for edge in (mark.span.start, mark.span.end) if run.start < edge < run.end)
    active: list[Mark] = []
    index = 0
    for start, end in pairwise(sorted(edges)):
        while index < len(marks) and marks[index].span.start <= start:
            active.append(marks[index])
            index += 1
        active = [mark for mark in active if mark.span.end > start]
        if active:
            yield Piece(start - run.start, end - run.start, tuple(active))
