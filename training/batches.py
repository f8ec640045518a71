"""Windows of examples laid side by side for the GPU."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor

from claimlight_engine.tagger.heads import B_CONTENT, B_CUE, B_SOURCE, STATUSES, block_bucket, distance_bucket
from training.data import Example, Labelled

CLS, SEP, MASK, PAD = 101, 102, 103, 0
IGNORE = -100


@dataclass
class Batch:
    """W windows of T pieces, C cues and S sentences in them. Pieces of a window stand one right of its CLS."""

    ids: Tensor  # (W, T)
    mask: Tensor
    case: Tensor
    quote: Tensor
    start: Tensor
    tags: Tensor  # (W, T) gold tags, IGNORE on padding and specials
    cue_row: Tensor  # (C,)
    cue_start: Tensor
    cue_end: Tensor
    cue_valid: Tensor  # (C, T) false on padding and specials
    own: Tensor  # (C, T) the cue's own pieces, which belong to no content or source
    distance: Tensor  # (C, T) buckets
    block_distance: Tensor
    content: Tensor  # (C, T) bool
    source_start: Tensor  # (C,) [start, end) of the gold source, 0, 0 if none or unseen
    source_end: Tensor
    source_label: Tensor  # (C,) 1 given, 0 none, IGNORE where it lies outside the window
    kind: Tensor  # (C,) IGNORE where unlabelled
    sent_row: Tensor  # (S,)
    sent_start: Tensor
    sent_end: Tensor
    status: Tensor  # (S, STATUSES) share of the readings that gave each status
    sent_labelled: Tensor  # (S,) bool

    def to(self, device: str) -> Batch:
        """The same batch on a device."""
        return Batch(*(getattr(self, f.name).to(device, non_blocking=True) for f in fields(self)))


def collate(items: list[tuple[Example, int, int]], negatives: list[list[tuple[int, int]]] | None = None) -> Batch:
    """Lay windows (example, first piece, last piece + 1) side by side; `negatives` are spans per window that are no cue."""
    width = max(end - start for _, start, end in items) + 2
    rows = len(items)
    grid = {name: np.zeros((rows, width), dtype=np.int64) for name in ("ids", "mask", "case", "quote", "start", "block")}
    tags = np.full((rows, width), IGNORE, dtype=np.int64)
    cues: list[tuple[int, int, int, list[tuple[int, int]], tuple[int, int], int]] = []
    sents: list[tuple[int, Labelled]] = []
    for row, (ex, a, b) in enumerate(items):
        n = b - a
        grid["ids"][row, 0], grid["ids"][row, 1 : n + 1], grid["ids"][row, n + 1] = CLS, ex.ids[a:b], SEP
        grid["mask"][row, : n + 2] = 1
        grid["block"][row, :] = -9
        for name in ("case", "quote", "start", "block"):
            grid[name][row, 1 : n + 1] = getattr(ex.features, name)[a:b]
        tags[row, 1 : n + 1] = _tags(ex)[a:b]
        for cue, source, content, kind in zip(ex.cues, ex.sources, ex.contents, ex.kinds, strict=True):
            if a <= cue[0] and cue[1] <= b:
                inner = [(max(s, a) - a + 1, min(e, b) - a + 1) for s, e in content if s < b and e > a]
                cues.append((row, cue[0] - a + 1, cue[1] - a + 1, inner, _source(source, a, b), kind))
        for s, e in negatives[row] if negatives else ():
            cues.append((row, s, e, [], (0, 0), -1))
        sents += [(row, (s - a + 1, e - a + 1, labels)) for s, e, labels in ex.sentences if a <= s and e <= b]
    return _batch(grid, tags, cues, sents)


def _source(source: tuple[int, int], a: int, b: int) -> tuple[int, int]:
    if source[0] < 0:
        return (0, 0)
    return (source[0] - a + 1, source[1] - a + 1) if a <= source[0] and source[1] <= b else (-1, -1)


def _tags(ex: Example) -> np.ndarray:
    out = np.zeros(len(ex.ids), dtype=np.int64)
    for begin, spans in ((B_CONTENT, [s for c in ex.contents for s in c]), (B_SOURCE, ex.sources), (B_CUE, ex.cues)):
        for s, e in spans:
            if s >= 0:
                out[s:e] = begin + 1
                out[s] = begin
    return out


def _batch(grid: dict, tags: np.ndarray, cues: list, sents: list) -> Batch:  # type: ignore[type-arg]
    count, width = len(cues), tags.shape[1]
    rows = np.array([c[0] for c in cues], dtype=np.int64)
    starts = np.array([c[1] for c in cues], dtype=np.int64)
    ends = np.array([c[2] for c in cues], dtype=np.int64)
    content = np.zeros((count, width), dtype=bool)
    for i, c in enumerate(cues):
        for s, e in c[3]:
            content[i, s:e] = True
    status = np.zeros((len(sents), STATUSES), dtype=np.float32)
    for i, (_, (_, _, labels)) in enumerate(sents):
        for label in labels:
            status[i, label] += 1 / len(labels)
    at = np.arange(width)[None, :]
    if count:
        valid = tags[rows] != IGNORE
        own = (at >= starts[:, None]) & (at < ends[:, None])
        blocks = block_bucket(grid["block"][rows] - grid["block"][rows, starts][:, None])
    else:
        valid, own, blocks = (
            np.zeros((0, width), dtype=bool),
            np.zeros((0, width), dtype=bool),
            np.zeros((0, width), dtype=np.int64),
        )
    content &= valid & ~own
    sources = [c[4] for c in cues]
    label = [IGNORE if s == (-1, -1) else int(s != (0, 0)) for s in sources]
    t = torch.as_tensor

    def long(values: list[int]) -> Tensor:
        return torch.tensor(values, dtype=torch.long)

    return Batch(
        *(t(grid[n]) for n in ("ids", "mask", "case", "quote", "start")),
        t(tags),
        t(rows),
        t(starts),
        t(ends),
        t(valid),
        t(own),
        t(distance_bucket(at - starts[:, None])),
        t(blocks),
        t(content),
        long([max(0, s[0]) for s in sources]),
        long([max(0, s[1]) for s in sources]),
        long(label),
        long([IGNORE if c[5] < 0 else c[5] for c in cues]),
        long([s[0] for s in sents]),
        long([s[1][0] for s in sents]),
        long([s[1][1] for s in sents]),
        t(status),
        t(status.any(1)),
    )
