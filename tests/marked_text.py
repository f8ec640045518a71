"""The notation of the case files: input and expectation in one text.

    [content1|“We won,”] [source1|she] [cue1|said].

says that in the text “We won,” she said. three spans are expected, labelled content1, source1 and cue1. A label may stand several
times (a content in two pieces), and spans may nest. Brackets without a label and a bar, as in [sic], are part of the text.

A case file holds cases: a line that begins with "## " is a title, what follows it up to the next title is the marked text, and
lines before the first title are remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_PIECE = re.compile(r"\[(?P<label>[\w-]+)\||(?P<open>\[)|(?P<close>\])")


@dataclass(frozen=True, order=True)
class Labelled:
    """A span of the text, half-open, in code points."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Case:
    """One case of a file. `text` is without the marks."""

    title: str
    text: str
    spans: tuple[Labelled, ...]

    def __str__(self) -> str:
        return self.title


def parse(marked: str) -> tuple[str, tuple[Labelled, ...]]:
    """Take the marks out: the bare text, and the spans in order. Raises ValueError where a label is never closed."""
    text = ""
    spans: list[Labelled] = []
    opened: list[tuple[int, str | None]] = []  # bare brackets have no label
    last = 0
    for piece in _PIECE.finditer(marked):
        text += marked[last : piece.start()]
        last = piece.end()
        if piece["label"]:
            opened.append((len(text), piece["label"]))
            continue
        start, label = opened.pop() if piece["close"] and opened else (0, None)
        if piece["open"]:
            opened.append((len(text), None))
        if label:
            spans.append(Labelled(start, len(text), label))
        else:
            text += piece.group()
    if any(label for _, label in opened):
        raise ValueError(f"a label is not closed: {marked}")
    return text + marked[last:], tuple(sorted(spans))


def render(text: str, spans: Iterable[Labelled]) -> str:
    """Put the marks in: what `parse` takes apart, for messages that can be read. Spans that cross are shown as they fall."""
    pieces = []
    ordered = sorted(set(spans), key=lambda span: (span.start, -span.end, span.label))
    for i in range(len(text) + 1):
        pieces += ["]" for span in ordered if span.end == i]
        pieces += [f"[{span.label}|" for span in ordered if span.start == i]
        pieces.append(text[i : i + 1])
    return "".join(pieces)


def read_cases(path: Path) -> list[Case]:
    """Read a case file."""
    _, *cases = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [Case(title.strip(), *parse(body.strip("\n"))) for title, _, body in (case.partition("\n") for case in cases)]
