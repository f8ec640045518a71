"""The engine's records to the answer of `POST /v1/annotate`: marked runs, cards, sources and a summary."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from typing import Any

import claimlight_engine
from claimlight_engine import Annotations, Document
from claimlight_engine.terms.lexicon import Lexicon
from claimlight_server import versions, wire
from claimlight_server.marks import cut, marks_of
from claimlight_server.markup.runs import mark_run
from claimlight_server.wire.cards import cards

Part = tuple[int, int, int, str]  # block id, run index, nth mark within that run from 0, role
Json = dict[str, Any]


def build_answer(document: Document, found: Annotations, lexicon: Lexicon) -> Json:
    """Everything the browser needs to light the page up, as JSON values. Offsets never leave the server."""
    blocks, parts = mark_blocks(document, found)
    return {
        "version": wire.VERSION,
        "engine": {
            "version": claimlight_engine.__version__,
            "model": versions.model(),
            "lexicon": versions.lexicon(lexicon.mark),
        },
        "blocks": blocks,
        "annotations": cards(document, found, lexicon, parts),
        "sources": [
            {
                "id": speaker.id,
                "name": speaker.name,
                "description": speaker.description,
                "kind": speaker.kind,
                "type": speaker.type,
                "words": speaker.words,
                "claims": speaker.claims,
            }
            for speaker in found.speakers
        ],
        "summary": asdict(found.summary),
    }


def mark_blocks(document: Document, found: Annotations) -> tuple[list[Json], dict[str, list[Part]]]:
    """The blocks with markup for each marked run and null for the others, and where each annotation's marks are."""
    blocks: list[Json] = [{"id": block.id, "runs": [None] * len(block.runs)} for block in document.blocks]
    parts: dict[str, list[Part]] = defaultdict(list)
    for run in cut(document, marks_of(found)):
        block = document.blocks[run.block]
        markup = mark_run(block.runs[run.run], run.pieces)
        if markup is None:
            continue
        blocks[run.block]["runs"][run.run] = markup
        for nth, piece in enumerate(run.pieces):
            for mark in piece.marks:
                parts[mark.id].append((block.id, run.run, nth, mark.role.value))
    return blocks, parts


def to_json(value: Any) -> bytes:
    """JSON in ASCII: lone surrogates, which JavaScript strings may hold and UTF-8 may not, stay what they are as escapes."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False).encode("ascii")
