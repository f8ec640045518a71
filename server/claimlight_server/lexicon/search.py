"""Which entries somebody means who names words, a kind, a dispute or a region."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimlight_engine.terms.entry import Entry, Pack
from claimlight_engine.terms.lexicon import Lexicon

_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-"})


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; what is empty leaves everything in. `words` must all occur, in any order, as parts of words too."""

    words: str = ""
    kind: str = ""
    dispute: str = ""
    region: str = ""


def find_entries(lexicon: Lexicon, query: Query) -> Iterator[tuple[Pack, tuple[Entry, ...]]]:
    """Packs with those of their entries that fit, in the lexicon's order; packs without any are left out."""
    words = _plain(query.words).split()
    for pack in lexicon.packs:
        if query.dispute in ("", pack.dispute) and query.region in ("", pack.region):
            fitting = tuple(entry for entry in pack.entries if query.kind in ("", entry.kind) and _holds(pack, entry, words))
            if fitting:
                yield pack, fitting


def _holds(pack: Pack, entry: Entry, words: list[str]) -> bool:
    if not words:
        return True
    text = _plain(
        "\n".join(
            (
                *(entry.id, entry.kind, entry.note, pack.dispute, pack.title, pack.region),
                *(form.text for form in entry.forms),
                *(wording.text for wording in entry.wordings),
                *(word for why in entry.why for word in why.words),
                *(side.name for side in pack.sides),
            )
        )
    )
    return all(word in text for word in words)


def _plain(text: str) -> str:
    return text.translate(_PLAIN).casefold()
