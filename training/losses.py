"""What the model is trained to lessen: each head's loss against gold, and its distance from its teachers."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from claimlight_engine.tagger.heads import ENTER, INSIDE, LEAVE, SOURCE_END, SOURCE_START
from training import crf
from training.batches import IGNORE, Batch
from training.model import Output

STATUS_WEIGHT = torch.tensor([1.0, 1.5, 1.6, 1.2, 1.0])  # by the share of each label in news-train, dampened
WEIGHTS = {"tags": 3.0, "content": 0.3, "source": 1.0, "kind": 0.3, "status": 0.6}


def losses(out: Output, batch: Batch) -> dict[str, Tensor]:
    """Loss of each head against gold, each a mean over its items."""
    tags = F.cross_entropy(out.tags.flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORE)
    zero = tags * 0
    result = {"tags": tags, "content": zero, "source": zero, "kind": zero, "status": zero}
    if len(batch.cue_row):
        inside, enter, leave = out.scores[INSIDE].masked_fill(batch.own, crf.NEG), out.scores[ENTER], out.scores[LEAVE]
        total = crf.log_partition(inside, enter, leave, batch.cue_valid)
        result["content"] = (total - crf.path_score(inside, enter, leave, batch.content)).mean()
        result["source"] = _source_loss(out, batch)
        if (batch.kind != IGNORE).any():
            result["kind"] = F.cross_entropy(out.kind, batch.kind, ignore_index=IGNORE)
    if batch.sent_labelled.any():
        weighed = batch.status * STATUS_WEIGHT.to(out.status.device)
        result["status"] = -(weighed * out.status.log_softmax(-1)).sum() / weighed.sum()
    return result


def _source_logits(out: Output, batch: Batch) -> tuple[Tensor, Tensor]:
    """Log-probabilities of where a source starts, or of none at index T: (C, T + 1); and of where it ends: (C, T)."""
    outside = ~batch.cue_valid | batch.own
    start = out.scores[SOURCE_START].masked_fill(outside, crf.NEG)
    end = out.scores[SOURCE_END].masked_fill(outside, crf.NEG)
    return torch.cat([start, out.none[:, None]], 1).log_softmax(1), end.log_softmax(1)


def _source_loss(out: Output, batch: Batch) -> Tensor:
    start, end = _source_logits(out, batch)
    none = torch.full_like(batch.source_start, start.shape[1] - 1)
    final = (batch.source_end - 1).clamp(min=0)
    on_cue = batch.own.gather(1, batch.source_start[:, None]) | batch.own.gather(1, final[:, None])
    unseen = (batch.source_label == IGNORE) | on_cue.squeeze(1)
    gold = torch.where(batch.source_label == 1, batch.source_start, none).masked_fill(unseen, IGNORE)
    last = torch.where(batch.source_label == 1, final, IGNORE).masked_fill(unseen, IGNORE)
    first = F.nll_loss(start, gold, ignore_index=IGNORE, reduction="sum")
    second = F.nll_loss(end, last, ignore_index=IGNORE, reduction="sum")
    return (first + second) / max(1, int((gold != IGNORE).sum()))


def distance(out: Output, soft: list[Output], batch: Batch) -> Tensor:
    """How far the student is from the mean of its teachers (Hinton et al. 2015), summed over the heads."""
    real = batch.tags != IGNORE
    total = _kl(out.tags[real], [t.tags[real] for t in soft])
    total = total + _kl(out.status, [t.status for t in soft]) if len(batch.sent_row) else total
    if len(batch.cue_row):
        total = total + 0.5 * _kl(out.kind, [t.kind for t in soft])
        mine, theirs = _source_logits(out, batch), [_source_logits(t, batch) for t in soft]
        total = total + 0.5 * sum(_kl(mine[i], [t[i] for t in theirs]) for i in (0, 1))
        pieces = batch.cue_valid & ~batch.own
        for k in (INSIDE, ENTER, LEAVE):
            want = torch.stack([t.scores[k] for t in soft]).mean(0)[pieces]
            total = total + 0.1 * F.smooth_l1_loss(out.scores[k][pieces], want)
    return total


def _kl(mine: Tensor, theirs: list[Tensor]) -> Tensor:
    want = torch.stack([t.softmax(-1) for t in theirs]).mean(0)
    return F.kl_div(mine.log_softmax(-1), want, reduction="batchmean")
