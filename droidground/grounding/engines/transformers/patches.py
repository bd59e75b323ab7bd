"""From a resized picture to the numbers the vision tower reads, as the processor would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from droidground.grounding.models.engine import Rgb


@dataclass(frozen=True, slots=True)
class PatchRule:
    """How a family cuts and normalises, from the checkpoint's preprocessor config."""

    patch: int
    """Pixels of a patch's side."""
    merge: int
    """Patches of a token's side."""
    frames: int
    """A picture counts as so many equal frames."""
    mean: Sequence[float]
    std: Sequence[float]
    rescale: float

    @property
    def factor(self) -> int:
        """Pixels of a token's side; both sides of a picture are multiples of it."""
        return self.patch * self.merge


def patch_rule(image_processor: Any) -> PatchRule:
    """Read the rule off the checkpoint's image processor."""
    return PatchRule(
        patch=image_processor.patch_size,
        merge=image_processor.merge_size,
        frames=image_processor.temporal_patch_size,
        mean=image_processor.image_mean,
        std=image_processor.image_std,
        rescale=image_processor.rescale_factor,
    )


class Patcher:
    """Cuts pictures into patches; what the last one filled is filled again.

    New memory of this size costs a CPU more than the arithmetic does, since each page of it is
    touched for the first time. So patches are good until the next picture.
    """

    def __init__(self, rule: PatchRule, torch_device: torch.device) -> None:
        self.rule = rule
        self._room = torch.empty(0, device=torch_device)
        self._mean, self._std = (
            (torch.tensor(values, device=torch_device) * (1.0 / rule.rescale)).view(3, 1, 1)
            for values in (rule.mean, rule.std)
        )

    def patches(self, pixels: Rgb) -> torch.Tensor:
        """Return float32 patches, (height / patch * width / patch) x 3 x frames x patch x patch.

        Equal bit for bit to transformers' `Qwen2VLImageProcessor` with `do_resize=False`, whose
        rows are these, flattened. Bytes are put in order and sent to the device before they become
        floats, and the equal frames are one in memory: an eighth of the traffic.
        """
        rule = self.rule
        height, width, _ = pixels.shape
        rows, columns = height // rule.factor, width // rule.factor
        grid = torch.from_numpy(np.require(pixels, requirements=["C", "W"])).view(
            rows, rule.merge, rule.patch, columns, rule.merge, rule.patch, 3
        )
        ordered = grid.permute(0, 3, 1, 4, 6, 2, 5).contiguous().to(self._room.device)
        if self._room.numel() != ordered.numel():
            self._room = torch.empty(ordered.numel(), device=self._room.device)
        frame = self._room.view(-1, 3, rule.patch, rule.patch)
        torch.sub(ordered.view_as(frame), self._mean, out=frame).div_(self._std)
        return frame.unsqueeze(2).expand(-1, -1, rule.frames, -1, -1)
