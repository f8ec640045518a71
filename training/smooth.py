"""Scales that move the outliers of activations into the weights before both become int8 (SmoothQuant, Xiao et al. 2023).

An activation of the feed-forward layers is up to 28 where its median channel is 2, and int8 has one scale for all of a window:
without this, quantisation moves hidden states by 8%, with it by 5%, of which the weights alone are 2.4.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from claimlight_engine.tagger.windows import SIZE
from training.batches import collate
from training.data import Article, Example
from training.model import Tagger

SHARE = 0.85  # of the outliers' size that the weights take; 0.7 and 0.8 do as well, 0.6 worse
ARTICLES = 20  # of one window each, so that no padding is measured


def scales(model: Tagger, articles: list[tuple[Article, Example]]) -> dict[str, NDArray[np.float32]]:
    """What each input channel of a feed-forward matrix is divided by, and its weights multiplied with; by the matrix's name."""
    layers = {
        name: module
        for name, module in model.named_modules()
        if name.endswith(("intermediate.dense", "output.dense")) and "attention" not in name
    }
    largest: dict[str, Tensor] = {}

    def watch(name: str, module: nn.Module) -> torch.utils.hooks.RemovableHandle:
        def see(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            seen = inputs[0].abs().flatten(0, -2).amax(0)
            largest[name] = torch.maximum(largest.get(name, seen), seen)

        return module.register_forward_pre_hook(see)

    hooks = [watch(name, module) for name, module in layers.items()]
    model.eval()
    for _, example in [each for each in articles if len(each[1].ids) <= SIZE][:ARTICLES]:
        with torch.inference_mode():
            model.hidden(collate([(example, 0, len(example.ids))]))
    for hook in hooks:
        hook.remove()
    found = {}
    for name, module in layers.items():
        weight = module.weight.detach().abs().amax(0).clamp(min=1e-4)  # type: ignore[operator, union-attr]
        scale = largest[name].clamp(min=1e-4) ** SHARE / weight ** (1 - SHARE)
        found[f"{name}.scale"] = (scale / scale.mean()).numpy()
    return found
