"""Alterations of an article that keep its gold labels: quotation-mark styles, letter case, names of other regions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import regex

from training.data import Article, Relation, Spans

_STYLES = ("‘’", "«»", "„“", '""', "„”", "»«", "“”", "‹›", "『』")
_NAMES = [n for n in Path(__file__).with_name("names.txt").read_text(encoding="utf-8").split("\n") if n and not n.startswith("#")]
_FULL_NAME = regex.compile(r"\b(?:[A-Z][a-z]+) (?:[A-Z]\. )?([A-Z][a-z]{3,})\b")
_STRAIGHT = regex.compile(r'"')


def alter(article: Article, rng: np.random.Generator) -> Article:
    """One altered copy of an article, by chance of what kind; offsets follow the text."""
    out = article
    if rng.random() < 0.5:
        out = _marks(out, _STYLES[rng.integers(len(_STYLES))])
    if rng.random() < 0.5:
        out = _names(out, rng)
    chance = rng.random()
    if chance < 0.12:
        out = replace(out, text=_same_length(out.text, str.lower))
    elif chance < 0.17:
        out = replace(out, text=_same_length(out.text, str.upper))
    return out


def _same_length(text: str, change: object) -> str:
    return "".join(c if len(d := change(c)) != 1 else d for c in text)  # type: ignore[operator]


def _marks(article: Article, style: str) -> Article:
    """Swap the double quotation marks for another style; every mark is one code point, so offsets stay."""
    text = article.text
    if "“" not in text:
        parts = _STRAIGHT.split(text)
        text = "".join(p + ("" if i == len(parts) - 1 else "“”"[i % 2]) for i, p in enumerate(parts)) if len(parts) % 2 else text
    return replace(article, text=text.translate({ord("“"): style[0], ord("”"): style[1]}))


def _names(article: Article, rng: np.random.Generator) -> Article:
    """Give the people of full names other surnames, the same one wherever the old one stands."""
    found = sorted({m.group(1) for m in _FULL_NAME.finditer(article.text)})
    chosen = {n: _NAMES[rng.integers(len(_NAMES))] for n in found if rng.random() < 0.5}
    if not chosen:
        return article
    pattern = regex.compile(r"\b(?:" + "|".join(map(regex.escape, chosen)) + r")\b")
    pieces, edges, moved, at = [], [], [], 0
    for match in pattern.finditer(article.text):
        new = chosen[match.group()]
        pieces += [article.text[at : match.start()], new]
        at = match.end()
        edges.append((match.start(), match.end()))
        moved.append(len(new) - len(match.group()))
    pieces.append(article.text[at:])
    starts, ends, shift = (
        np.array([e[0] for e in edges]),
        np.array([e[1] for e in edges]),
        np.concatenate([[0], np.cumsum(moved)]),
    )

    def begin(x: int) -> int:
        i = int(np.searchsorted(starts, x, side="left"))  # names that start before x
        return int(starts[i - 1] + shift[i - 1]) if i and x < ends[i - 1] else x + int(shift[i])

    def end(x: int) -> int:
        i = int(np.searchsorted(starts, x, side="left"))
        return x + int(shift[i]) if not (i and x < ends[i - 1]) else int(ends[i - 1] + shift[i])

    def spans(old: Spans) -> Spans:
        return [[begin(a), end(b)] for a, b in old]

    relations = [Relation(spans(r.source), spans(r.cue), spans(r.content), r.kind) for r in article.relations]
    return Article(article.id, "".join(pieces), relations, [(begin(a), end(b), s) for a, b, s in article.sentences])
