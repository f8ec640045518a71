"""Words that a page quotes without marks are credited as they are with them: what decision 088 says.

The paragraphs of the dev sets that are one quotation are given as quotes of the page, without their marks.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from claimlight_engine import Block, Document, annotate
from claimlight_engine.records import BlockKind

QUOTED = re.compile(r"\s*[\"“]([^\"“”]+ [^\"“”]+ [^\"“”]+ [^\"“”]+)[\"”]\s*")


def claims(blocks: list[tuple[str, BlockKind]]) -> Counter[tuple[str, ...]]:
    """Source, cue and content of every claim, without the marks at their ends."""
    document = Document.from_blocks(tuple(Block(i, (text,), kind) for i, (text, kind) in enumerate(blocks)))
    roles = ((item.source, item.cue, item.content) for item in annotate(document).attributions)
    return Counter(tuple(document.text[s.start : s.end].strip('“”"') for role in three for s in role) for three in roles)


def test_marks_are_not_missed(shared: Path) -> None:
    same = every = articles = 0
    for name in ("news-dev", "polnear-dev"):
        for line in (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            blocks = ["".join(block.runs) for block in Document.from_text(text).blocks]
            if not any(map(QUOTED.fullmatch, blocks)):
                continue
            quotes = [(m[1], BlockKind.QUOTE) if (m := QUOTED.fullmatch(b)) else (b, BlockKind.PARAGRAPH) for b in blocks]
            marked, bare = claims([(b, BlockKind.PARAGRAPH) for b in blocks]), claims(quotes)
            articles += 1
            same += 2 * (marked & bare).total()
            every += marked.total() + bare.total()
    assert articles >= 10
    assert same / every >= 0.97, same / every
