"""Batches of windows, cut and altered anew each epoch."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from tokenizers import Tokenizer

from training import augment
from training.data import Article, Example, example, windows

Items = list[tuple[Example, int, int]]


@dataclass
class Stream:
    """Windows of at most `size` pieces, `rows` a batch; the share `altered` of the articles is altered in each epoch.

    Articles that were read twice have the relations of the second reading in the share `guided` of the epochs.
    """

    articles: list[Article]
    tokenizer: Tokenizer
    seed: int
    size: int = 510
    rows: int = 16
    altered: float = 0.3
    guided: float = 0.0
    plain: list[Example] = field(init=False)
    second: list[tuple[Article, Example] | None] = field(init=False)

    def __post_init__(self) -> None:
        self.plain = [example(a, self.tokenizer) for a in self.articles]
        again = [None if a.second is None else replace(a, relations=a.second) for a in self.articles]
        self.second = [None if a is None else (a, example(a, self.tokenizer)) for a in again]

    def epoch(self, number: int) -> Iterator[Items]:
        """Windows of one pass; the same number gives the same windows, so that a run goes on as if it had not stopped."""
        rng = np.random.default_rng((self.seed, number))
        items: Items = []
        for *first, second in zip(self.articles, self.plain, self.second, strict=True):
            article, plain = first
            if article.share < 1 and rng.random() >= article.share:
                continue
            if second is not None and rng.random() < self.guided:
                article, plain = second
            ex = example(augment.alter(article, rng), self.tokenizer) if rng.random() < self.altered else plain
            items += [(ex, a, b) for a, b in windows(len(ex.ids), self.size, rng) if b - a > 8]
        order = rng.permutation(len(items))
        for i in range(0, len(items), self.rows):
            yield [items[j] for j in order[i : i + self.rows]]

    def steps(self) -> int:
        """Batches of an epoch, about."""
        counts = (math.ceil((len(e.ids) + self.size // 2) / (self.size - 64)) for e in self.plain)
        return math.ceil(sum(n * a.share for n, a in zip(counts, self.articles, strict=True)) / self.rows)
