"""A linear chain of two states (outside, inside a content) for each cue, with scores for entering and leaving at each piece.

The chain's partition function is reduced as a tree of 2x2 log-matrices, so that a window of 512 pieces takes 9 steps on a GPU
instead of 512 (parallel scan; Rush, "Torch-Struct", ACL 2020 demo, section 3).
"""

from __future__ import annotations

import torch
from torch import Tensor

NEG = -1e4


def log_partition(inside: Tensor, enter: Tensor, leave: Tensor, valid: Tensor) -> Tensor:
    """Log of the sum over all paths, shape (cues,).

    `inside`, `enter`, `leave`: (cues, pieces) scores of being inside at a piece, of entering at it, of leaving after it;
    `valid`: (cues, pieces), false on padding, which keeps the state as it is.
    """
    cues, pieces = inside.shape
    zero = torch.zeros_like(inside)
    left = torch.cat([torch.zeros_like(leave[:, :1]), leave[:, :-1]], dim=1)  # leaving after the piece before
    first = torch.stack([zero, enter + inside], dim=-1)
    second = torch.stack([left, inside], dim=-1)
    steps = torch.stack([first, second], dim=-2)  # (cues, pieces, from, to)
    identity = torch.tensor([[0.0, NEG], [NEG, 0.0]], device=inside.device, dtype=inside.dtype)
    steps = torch.where(valid[..., None, None], steps, identity)
    size = 1 << (pieces - 1).bit_length()
    if size > pieces:
        steps = torch.cat([steps, identity.expand(cues, size - pieces, 2, 2)], dim=1)
    while steps.shape[1] > 1:
        a, b = steps[:, ::2], steps[:, 1::2]
        steps = torch.logsumexp(a[..., :, :, None] + b[..., None, :, :], dim=-2)
    last = pieces - 1 - valid.long().flip(1).argmax(1)
    end = leave.gather(1, last[:, None]).squeeze(1)
    out = steps[:, 0, 0]
    return torch.logaddexp(out[:, 0], out[:, 1] + end)


def path_score(inside: Tensor, enter: Tensor, leave: Tensor, gold: Tensor) -> Tensor:
    """Score of the gold path, shape (cues,). `gold`: (cues, pieces) true inside the content, false on padding."""
    before = torch.cat([torch.zeros_like(gold[:, :1]), gold[:, :-1]], dim=1)
    after = torch.cat([gold[:, 1:], torch.zeros_like(gold[:, :1])], dim=1)
    total = torch.where(gold, inside, 0.0) + torch.where(gold & ~before, enter, 0.0) + torch.where(gold & ~after, leave, 0.0)
    return total.sum(1)
