"""The tagger as it is trained: one encoder, and heads for tags, contents, sources, statuses and kinds of source."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from claimlight_engine.tagger.features import CASES, QUOTES, STARTS
from claimlight_engine.tagger.heads import BLOCKS, DISTANCES, KINDS, RANK, SCORES, STATUSES, TAGS
from training.batches import IGNORE, MASK, Batch


@dataclass
class Output:
    """Heads' scores for one batch. C cues, T pieces, S sentences."""

    tags: Tensor  # (windows, T, TAGS)
    scores: Tensor  # (SCORES, C, T): inside, enter, leave, source start, source end
    none: Tensor  # (C,) score of a cue without a source
    status: Tensor  # (S, STATUSES)
    kind: Tensor  # (C, KINDS)


def span_mean(hidden: Tensor, rows: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
    """Mean of `hidden` (windows, T, d) over [start, end) of a row, for each of N spans; zero for an empty span."""
    sums = torch.cat([torch.zeros_like(hidden[:, :1]), hidden.cumsum(1)], dim=1)
    width = (ends - starts).clamp(min=1).unsqueeze(1)
    return (sums[rows, ends] - sums[rows, starts]) / width


class Tagger(nn.Module):
    """Encoder and heads. `base` is a folder with config.json and model.safetensors of a BERT or MPNet checkpoint.

    Attention drops out nothing: on processors it is fused only so (docs/engine.md).
    """

    def __init__(self, base: Path, dropout: float = 0.1) -> None:
        super().__init__()
        config = json.loads((base / "config.json").read_text())
        kind, settings = (MPNetModel, MPNetConfig) if config["model_type"] == "mpnet" else (BertModel, BertConfig)
        self.encoder = kind(settings(**config | {"attention_probs_dropout_prob": 0.0}), add_pooling_layer=False)
        state = {
            k: v.float()
            for k, v in load_file(base / "model.safetensors").items()
            if "pooler" not in k and "position_ids" not in k
        }
        self.encoder.load_state_dict(state)
        width = config["hidden_size"]
        self.case, self.quote, self.start = nn.Embedding(CASES, width), nn.Embedding(QUOTES, width), nn.Embedding(STARTS, width)
        for extra in (self.case, self.quote, self.start):
            nn.init.zeros_(extra.weight)
        self.drop = nn.Dropout(dropout)
        self.masked = 0.0  # share of the pieces that are hidden from the model while it trains
        self.tags = nn.Linear(width, TAGS)
        self.keys = nn.Linear(width, SCORES * RANK)
        self.unary = nn.Linear(width, SCORES)
        self.query = nn.Linear(width, SCORES * RANK)
        self.distance = nn.Embedding(DISTANCES, SCORES)
        self.blocks = nn.Embedding(BLOCKS, SCORES)
        self.none = nn.Linear(width, 1)
        self.attend = nn.Linear(width, 1)
        self.status_in, self.status_out = nn.Linear(2 * width + TAGS, 128), nn.Linear(128, STATUSES)
        self.kind_in, self.kind_out = nn.Linear(2 * width, 128), nn.Linear(128, KINDS)
        for table in (self.distance, self.blocks):
            nn.init.zeros_(table.weight)
        with torch.no_grad():  # begin by believing that a piece is in no content
            self.unary.bias.copy_(torch.tensor([-2.0, -3.0, -3.0, 0.0, 0.0]))

    def encode(self, ids: Tensor, mask: Tensor, case: Tensor, quote: Tensor, start: Tensor) -> Tensor:
        """Hidden states (windows, T, d)."""
        words = self.encoder.embeddings.word_embeddings(ids)
        words = words + self.case(case) + self.quote(quote) + self.start(start)
        return self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state

    def hidden(self, batch: Batch) -> Tensor:
        """Hidden states (windows, T, d) in full precision, as the heads read them."""
        ids = batch.ids
        if self.training and self.masked:
            real = batch.tags != IGNORE
            ids = torch.where(real & (torch.rand_like(ids, dtype=torch.float) < self.masked), MASK, ids)
        return self.drop(self.encode(ids, batch.mask, batch.case, batch.quote, batch.start).float())

    def forward(self, batch: Batch, hidden: Tensor | None = None) -> Output:
        """All heads on one batch, whose hidden states may be known."""
        hidden = self.hidden(batch) if hidden is None else hidden
        with torch.autocast(hidden.device.type, enabled=False):
            return self.heads(hidden, batch)

    def freeze(self, layers: int) -> None:
        """Keep the words and as many layers, from the words up, as they are; then no layer drops out anything. Nothing below 0.

        Random numbers take a good part of the time on processors.
        """
        if layers < 0:
            return
        for module in self.encoder.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0
        for module in (self.encoder.embeddings, self.case, self.quote, self.start, *self.encoder.encoder.layer[:layers]):
            module.requires_grad_(False)

    def heads(self, hidden: Tensor, batch: Batch) -> Output:
        """Heads in full precision on hidden states (windows, T, d)."""
        tags = self.tags(hidden)
        cue = span_mean(hidden, batch.cue_row, batch.cue_start, batch.cue_end)
        keys = self.keys(hidden).unflatten(-1, (SCORES, RANK))
        query = self.query(cue).unflatten(-1, (SCORES, RANK))
        scores = torch.einsum("ckr,ctkr->kct", query, keys[batch.cue_row]) / math.sqrt(RANK)
        scores = scores + self.unary(hidden)[batch.cue_row].permute(2, 0, 1)
        scores = scores + self.distance(batch.distance).permute(2, 0, 1) + self.blocks(batch.block_distance).permute(2, 0, 1)
        source = span_mean(hidden, batch.cue_row, batch.source_start, batch.source_end)
        kind = self.kind_out(torch.relu(self.kind_in(torch.cat([source, cue], -1))))
        return Output(tags, scores, self.none(cue).squeeze(-1), self.status(hidden, tags, batch), kind)

    def status(self, hidden: Tensor, tags: Tensor, batch: Batch) -> Tensor:
        """Status scores of each sentence (S, STATUSES): its pieces pooled by mean and by learned weights, and its mean tags."""
        weight = torch.exp(self.attend(hidden).clamp(-15, 15))
        pooled = span_mean(hidden * weight, batch.sent_row, batch.sent_start, batch.sent_end)
        total = span_mean(weight, batch.sent_row, batch.sent_start, batch.sent_end)
        mean = span_mean(hidden, batch.sent_row, batch.sent_start, batch.sent_end)
        seen = span_mean(torch.softmax(tags, -1), batch.sent_row, batch.sent_start, batch.sent_end)
        both = torch.cat([pooled / total.clamp(min=1e-6), mean, seen], -1)
        return self.status_out(self.drop(torch.relu(self.status_in(both))))
