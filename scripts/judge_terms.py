"""Show hits of the term packs on the gold texts and saved pages that nobody has judged yet, and keep the answers.

Needs the folder ../shared, which is not part of the repository. Judge by its guidelines, section 3: is the marked span, here, a
word whose choice takes a side in the dispute of that entry? Gold labels leave out many, so a hit outside them may well be right.
`tests/quality/terms.jsonl` holds ids, offsets and answers, and no text; judgements of hits that are gone are dropped.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from lxml import html

from claimlight_engine.terms.lexicon import shipped
from claimlight_engine.terms.match import find

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
JUDGED = ROOT / "tests" / "quality" / "terms.jsonl"
GOLD = ("news-dev", "news-train")
AROUND = 200  # code points of context that are shown


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A marked span: `text` is a gold set and document, or a page."""

    text: str
    start: int
    end: int
    entry: str


def texts() -> Iterator[tuple[str, str]]:
    """Name and text of every gold document and every saved page."""
    for name in GOLD:
        for line in (SHARED / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            yield f"{name}/{document['id']}", document["text"]
    for path in sorted((SHARED / "pages").iterdir()):
        if path.suffix == ".html":
            yield f"pages/{path.name}", page_text(path.read_bytes())
        elif path.suffix == ".txt":
            yield f"pages/{path.name}", path.read_text(encoding="utf-8")


def page_text(page: bytes) -> str:
    """Paragraphs, headings, quotes and captions of a page, in a plain way that won't change with the product's."""
    tree = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    blocks = tree.iter("p", "h1", "h2", "h3", "blockquote", "figcaption")
    return "\n\n".join(" ".join(block.text_content().split()) for block in blocks)


def hits(name: str, text: str) -> list[Hit]:
    """What the shipped packs mark in a text."""
    return [Hit(name, each.span.start, each.span.end, each.entry.id) for each in find(text, shipped().index)]


def judged() -> dict[Hit, bool]:
    """Read the answers so far."""
    lines = JUDGED.read_text(encoding="utf-8").splitlines() if JUDGED.exists() else []
    rows = [json.loads(line) for line in lines]
    return {Hit(row["text"], row["start"], row["end"], row["entry"]): row["right"] for row in rows}


def save(answers: dict[Hit, bool]) -> None:
    """Write the answers in order of text and place."""
    rows = [json.dumps(asdict(hit) | {"right": right}) for hit, right in sorted(answers.items())]
    JUDGED.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def main() -> int:
    """Ask about every hit that has no answer: y right, n wrong, q stop."""
    answers, kept = judged(), {}
    for name, text in texts():
        for hit in hits(name, text):
            if hit not in answers:
                before, after = text[max(0, hit.start - AROUND) : hit.start], text[hit.end : hit.end + AROUND]
                print(f"\n{hit.entry} in {name}\n…{before}[{text[hit.start : hit.end]}]{after}…")
                answer = input("right? y, n or q: ").strip().lower()
                if answer not in ("y", "n"):
                    save(answers | kept)
                    return 1
                answers[hit] = answer == "y"
            kept[hit] = answers[hit]
    save(kept)
    return 0


if __name__ == "__main__":
    sys.exit(main())
