"""Train one tagger: gold labels, and where teachers are given, what they make of the same pieces."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from claimlight_engine.tagger.heads import B_CUE, I_CUE
from training.batches import IGNORE, Batch, collate
from training.checkpoints import every_second
from training.losses import WEIGHTS, distance, losses
from training.model import Tagger
from training.stream import Stream

AVERAGED = 0.6  # share of the epochs after which weights are averaged
HARD_FROM = 2  # epochs of a fresh model before spans that only look like cues are shown to it


@dataclass(frozen=True)
class Run:
    """One training. `base` names a checkpoint, `init` and `teachers` earlier runs; rates are of AdamW."""

    name: str
    base: str
    epochs: int
    rate: float
    seed: int
    head_rate: float = 5e-4
    rows: int = 16  # windows a step
    masked: float = 0.0  # share of the pieces that the student, and not its teachers, does not see
    frozen: int = -1  # layers, from the words up, that stay as `init` has them; below 0 not even the words
    labelled: bool = False  # whether PolNeAR has the statuses of `statuses.jsonl` and the kinds of `kinds.jsonl`
    share: float = 1.0  # of those articles in an epoch
    guided: float = 0.0  # share of the epochs in which an article has the relations of `attributions.jsonl`, not PolNeAR's own
    # runs whose weights are mixed into the result, each by its share (Wortsman et al. 2022)
    others: tuple[tuple[str, float], ...] = ()
    init: str = ""
    teachers: tuple[str, ...] = ()


@dataclass
class Trainer:
    """Trains one run in `folder`, where it finds its state again after an interruption."""

    run: Run
    stream: Stream
    model: Tagger
    teachers: list[Tagger]
    folder: Path
    device: str
    average: dict[str, Tensor] = field(default_factory=dict)

    def train(self) -> Tagger:
        """Train to the end, or read the model of a run that has ended."""
        done = self.folder / "model.safetensors"
        if done.exists():
            return load(self.model, done)
        self.folder.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(self.run.seed)
        self.model.freeze(self.run.frozen)
        self.model.masked = self.run.masked
        optimizer = torch.optim.AdamW(self._groups(), weight_decay=0.01, fused=self.device == "cuda")
        total = self.stream.steps() * self.run.epochs

        def pace(step: int) -> float:
            return min((step + 1) / (0.1 * total), max(0.02, (total - step) / (0.9 * total)))

        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
        for epoch in range(self._resume(optimizer, schedule), self.run.epochs):
            self._epoch(epoch, optimizer, schedule)
            state = {"epoch": epoch + 1, "model": self.model.state_dict(), "average": self.average}
            torch.save(
                state | {"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}, self.folder / "state.part"
            )
            (self.folder / "state.part").replace(self.folder / "state.pt")
        mixed = self._mixed()
        self.model.load_state_dict({k: v.to(self.device) for k, v in mixed.items()})
        save_file({k: v.half().contiguous() for k, v in self.model.state_dict().items()}, done)
        (self.folder / "state.pt").unlink()
        return self.model.eval()

    def _mixed(self) -> dict[str, Tensor]:
        """The mean of the last weights, mixed with those of other runs."""
        own = 1 - sum(share for _, share in self.run.others)
        mixed = {k: v * own for k, v in self.average.items() if k != "count"}
        for name, share in self.run.others:
            for k, v in load_file(self.folder.parent / name / "model.safetensors").items():
                mixed[k] += share * v.to(mixed[k])
        return mixed

    def _epoch(self, epoch: int, optimizer: torch.optim.Optimizer, schedule: torch.optim.lr_scheduler.LRScheduler) -> None:
        started, sums, count = time.monotonic(), dict.fromkeys(WEIGHTS, 0.0), 0
        rng = np.random.default_rng((self.run.seed, epoch, 1))
        for number, items in enumerate(self.stream.epoch(epoch)):
            self.model.train()
            hard = (epoch >= HARD_FROM or bool(self.run.init)) and number % 2 == 0
            batch = collate(items).to(self.device)
            with torch.autocast(self.device, dtype=torch.bfloat16, enabled=has_bfloat16(self.device)):
                hidden = self.model.hidden(batch)
                if hard:
                    batch = collate(items, self._decoys(hidden, batch, rng)).to(self.device)
                out = self.model(batch, hidden)
                with torch.no_grad():
                    soft = [teacher(batch) for teacher in self.teachers]
            parts = losses(out, batch)
            loss = sum((weight * parts[name] for name, weight in WEIGHTS.items()), torch.zeros((), device=self.device))
            if soft:
                loss = loss + distance(out, soft, batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if epoch >= min(self.run.epochs * AVERAGED, self.run.epochs - 1):
                self._average()
            if number % 20 == 0:
                sums, count = {k: v + parts[k].item() for k, v in sums.items()}, count + 1
        shown = " ".join(f"{k} {v / max(1, count):.3f}" for k, v in sums.items())
        print(f"{self.run.name} epoch {epoch + 1}/{self.run.epochs} {time.monotonic() - started:.0f}s {shown}", flush=True)

    def _decoys(self, hidden: Tensor, batch: Batch, rng: np.random.Generator, share: float = 0.3) -> list[list[tuple[int, int]]]:
        """Spans that look like a cue to the model and are none: such a "cue" has no content."""
        with torch.no_grad():
            chance = self.model.tags(hidden.detach()).float().softmax(-1)[..., [B_CUE, I_CUE]].sum(-1)
        near = (batch.tags == B_CUE) | (batch.tags == I_CUE) | (batch.tags == IGNORE)
        out = []
        for row in ((chance > 0.15) & ~near).cpu().numpy():
            edges = np.flatnonzero(np.diff(np.concatenate([[False], row, [False]]).astype(np.int8)))
            spans = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
            out.append([s for s in spans if s[1] - s[0] < 8 and rng.random() < share])
        return out

    def _average(self) -> None:
        """Running mean of the weights over the last epochs (Izmailov et al. 2018)."""
        count = int(self.average.get("count", torch.tensor(0))) + 1
        self.average["count"] = torch.tensor(count)
        for k, v in self.model.state_dict().items():
            if k in self.average:
                self.average[k].lerp_(v.detach().float(), 1 / count)
            else:
                self.average[k] = v.detach().float().clone()

    def _groups(self) -> list[dict[str, object]]:
        named = list(self.model.named_parameters())
        body = [p for n, p in named if n.startswith("encoder.") and p.requires_grad]
        heads = [p for n, p in named if not n.startswith("encoder.") and p.requires_grad]
        return [{"params": body, "lr": self.run.rate}, {"params": heads, "lr": self.run.head_rate}]

    def _resume(self, optimizer: torch.optim.Optimizer, schedule: torch.optim.lr_scheduler.LRScheduler) -> int:
        path = self.folder / "state.pt"
        if not path.exists():
            return 0
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        self.average = state["average"]
        return int(state["epoch"])


def has_bfloat16(device: str) -> bool:
    """Does a device multiply bfloat16 by itself? A processor that does not takes longer for it than for full precision."""
    return device == "cuda" or any(has for name, has in torch.cpu.get_capabilities().items() if name.endswith("bf16"))


def load(model: Tagger, path: Path) -> Tagger:
    """Read weights that a run has left, be it one of a model with twice the layers."""
    state = {k: v.float() for k, v in load_file(path).items()}
    model.load_state_dict(every_second(state) if len(state) > len(model.state_dict()) else state)
    return model.eval()
