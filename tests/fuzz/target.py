"""Coverage-guided fuzzing of segmentation and markup: `python tests/fuzz/target.py FOLDER -runs=100000`.

Any of libFuzzer's options will do. FOLDER keeps what has led to new ways through the code; it may be empty.
What fails is written to a file `crash-…`; give that file as the argument to try it again.
"""

from __future__ import annotations

import struct
import sys
from itertools import pairwise

import atheris

with atheris.instrument_imports(include=["claimlight_engine", "claimlight_server.marks", "claimlight_server.markup"]):
    from claimlight_engine.document import Document
    from claimlight_engine.records import Block, Category, Span
    from claimlight_engine.segment import segment
    from claimlight_server.marks import Mark, Role, cut
    from claimlight_server.markup.runs import mark_run, text_of

MARKS = 4  # each with two edges of two bytes, at the head of the data
BLOCK, RUN = "\x1e", "\x1f"  # what parts blocks and runs in the rest


def try_one(data: bytes) -> None:
    """Make a document and marks of any bytes; see that segments lie in order in their blocks, and that markup keeps the text."""
    head, body = data[: 4 * MARKS].ljust(4 * MARKS, b"\0"), data[4 * MARKS :].decode("utf-8", "surrogateescape")
    runs = [block.split(RUN) for block in body.split(BLOCK)]
    document = Document.from_blocks(tuple(Block(number, tuple(texts)) for number, texts in enumerate(runs)))
    segments = segment(document)
    for spans in (segments.sentences, segments.tokens, [quotation.span for quotation in segments.quotations]):
        assert all(any(block.start <= span.start < span.end <= block.end for block in document.spans) for span in spans)
    for spans in (segments.sentences, segments.tokens):
        assert all(one.end <= other.start for one, other in pairwise(spans))
    numbers = [number % (len(document.text) + 1) for number in struct.unpack(f">{2 * MARKS}H", head)]
    edges = [sorted(numbers[each : each + 2]) for each in range(0, 2 * MARKS, 2)]
    marks = tuple(
        Mark(Span(start, end), f"a{number}", category, role)
        for number, (start, end) in enumerate(edges)
        for category, role in [(list(Category)[number % 3], list(Role)[number])]
        if start < end
    )
    for run in cut(document, marks):
        text = runs[run.block][run.run]
        markup = mark_run(text, run.pieces)
        assert markup is None or text_of(markup) == text


if __name__ == "__main__":
    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()
