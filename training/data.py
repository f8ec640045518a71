"""Gold documents as word pieces with features and labels."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import regex
from numpy.typing import NDArray
from tokenizers import Tokenizer

from claimlight_engine.tagger.features import Features, features

TRAIN = ("news-train", "polnear-train")  # gold files that are trained on
STATUS = {"A": 0, "V": 1, "U": 2, "I": 3, "N": 4}
KIND = {"named": 0, "unnamed": 1, "vague": 2}
_GAP = regex.compile(r"\n[^\S\n]*\n\s*")
Spans = list[list[int]]
Labelled = tuple[int, int, tuple[int, ...]]  # a sentence's span, and its status in each reading of it; none where unlabelled


@dataclass
class Relation:
    """A gold relation in code points; `kind` is -1 where it is not labelled."""

    source: Spans
    cue: Spans
    content: Spans
    kind: int


@dataclass
class Article:
    """A gold document in code points; `sentences` is empty where statuses are not labelled."""

    id: str
    text: str
    relations: list[Relation]
    sentences: list[Labelled]
    share: float = 1.0  # of the epochs, in which it is read
    second: list[Relation] | None = None  # its relations by a second reading, where there is one


@dataclass
class Example:
    """An article in word pieces. Spans of `cues` and `sources` are [start, end) in pieces, a source of (-1, -1) is none given."""

    ids: NDArray[np.int64]
    offsets: list[tuple[int, int]]
    features: Features
    cues: list[tuple[int, int]]
    sources: list[tuple[int, int]]
    contents: list[list[tuple[int, int]]]
    kinds: list[int]
    sentences: list[Labelled]


def read(path: Path) -> list[Article]:
    """Gold articles of a JSONL file by the scoring contract."""
    return [_article(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _article(row: dict) -> Article:  # type: ignore[type-arg]  # JSON as it comes
    relations = [
        Relation(a["source"], a["cue"], a["content"], KIND.get(a.get("kind"), -1)) for a in row["attributions"] if a["cue"]
    ]
    sentences = [(s["start"], s["end"], (STATUS[s["status"]],)) for s in row.get("sentences", [])]
    return Article(row["id"], row["text"], relations, sentences)


def label_sentences(articles: list[Article], path: Path, share: float) -> None:
    """Give articles the statuses of `path`: lines of id, SHA-256 of the text, and sentences as [start, end, letters].

    One letter for each reading of the sentence. Those articles are read in the `share` of the epochs. Raises ValueError where the
    text is not the one that was labelled.
    """
    for article, row in _labelled(articles, path):
        article.share = share
        article.sentences = [(a, b, tuple(STATUS[letter] for letter in letters)) for a, b, letters in row["sentences"]]


def label_kinds(articles: list[Article], path: Path) -> None:
    """Give sources the kinds of `path`: lines of id, SHA-256 of the text, and a letter for each attribution with a cue.

    Raises ValueError where the text is not the one that was labelled.
    """
    for article, row in _labelled(articles, path):
        for relation, letter in zip(article.relations, row["kinds"], strict=True):
            relation.kind = next(number for name, number in KIND.items() if name[0] == letter)


def second_readings(articles: list[Article], path: Path) -> None:
    """Give articles the relations of `path`: lines of id, SHA-256 of the text, and relations.

    A relation is [source or none, cue, contents, letter of the kind], where a source, a cue and a content are [start, end).
    Raises ValueError where the text is not the one that was labelled.
    """
    kinds = {name[0]: number for name, number in KIND.items()}
    for article, row in _labelled(articles, path):
        article.second = [
            Relation([source] if source else [], [cue], content, kinds[letter])
            for source, cue, content, letter in row["relations"]
        ]


def _labelled(articles: list[Article], path: Path) -> Iterator[tuple[Article, dict]]:  # type: ignore[type-arg]  # JSON as it comes
    labels = {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    for article in articles:
        if row := labels.get(article.id):
            if hashlib.sha256(article.text.encode()).hexdigest() != row["sha256"]:
                raise ValueError(f"{path.name}, {article.id}: labels are of another text")
            yield article, row


def blocks_of(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs of a gold text, as `Document.from_text` cuts them."""
    edges = [0, *(x for gap in _GAP.finditer(text) for x in gap.span()), len(text)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def example(article: Article, tokenizer: Tokenizer) -> Example:
    """Tokenise an article and lay its gold spans on the pieces."""
    encoding = tokenizer.encode(article.text, add_special_tokens=False)
    offsets = encoding.offsets
    starts, ends = [a for a, _ in offsets], [b for _, b in offsets]

    def pieces(span: list[int] | tuple[int, int]) -> tuple[int, int]:
        return bisect_right(ends, span[0]), bisect_left(starts, span[1])

    cues, sources, contents, kinds = [], [], [], []
    for relation in article.relations:
        cue = pieces(relation.cue[0])
        spans = [s for s in (pieces(c) for c in relation.content) if s[0] < s[1]]
        if cue[0] >= cue[1] or not spans:
            continue
        cues.append(cue)
        sources.append(pieces(relation.source[0]) if relation.source else (-1, -1))
        contents.append(spans)
        kinds.append(relation.kind)
    found = features(article.text, blocks_of(article.text), offsets)
    sentences = [(*pieces((a, b)), s) for a, b, s in article.sentences]
    return Example(np.array(encoding.ids), offsets, found, cues, sources, contents, kinds, [s for s in sentences if s[0] < s[1]])


def windows(length: int, size: int, rng: np.random.Generator) -> Iterator[tuple[int, int]]:
    """Windows of at most `size` pieces over an article, cut anew each time so that no edge is always an edge."""
    start = -int(rng.integers(0, size // 2)) if length > size else 0
    while start < length:
        yield max(0, start), min(length, start + size)
        start += size - 64


_SENTENCE = regex.compile(r"[^\n]+?(?:[.!?]+[\"”’»)\]]*(?=\s+[\"“‘«(A-Z0-9])|$|(?=\n))", regex.MULTILINE)


def sentences_for(text: str) -> list[Labelled]:
    """Sentences without a label for an article that has none, so that teachers can say what they make of them."""
    found: list[Labelled] = []
    for match in _SENTENCE.finditer(text):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        if start < match.end():
            found.append((start, match.end(), ()))
    return found
