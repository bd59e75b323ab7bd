"""Our patches are those of the real processor, bit for bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engines.transformers.questions import picture

torch = pytest.importorskip("torch", reason="torch is not installed")


@pytest.mark.parametrize(("patch", "mean", "std"), [(14, None, None), (16, [0.5] * 3, [0.5] * 3)])
@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (2, 7), (9, 3), (86, 39)])
def test_equal_to_the_processor(
    patch: int, mean: list[float] | None, std: list[float] | None, rows: int, columns: int
) -> None:
    from transformers import Qwen2VLImageProcessor

    from droidground.grounding.engines.transformers.patches import Patcher, patch_rule

    given: dict[str, Any] = {"patch_size": patch, "image_mean": mean, "image_std": std}
    processor = Qwen2VLImageProcessor(**{key: value for key, value in given.items() if value})
    pixels = picture(rows, columns, 2 * patch, seed=rows)
    expected = processor(images=[pixels], do_resize=False, return_tensors="pt")
    found = Patcher(patch_rule(processor), torch.device("cpu")).patches(pixels)
    assert torch.equal(found.flatten(1), expected["pixel_values"])
    assert expected["image_grid_thw"].tolist() == [[1, 2 * rows, 2 * columns]]


def test_a_read_only_view_of_rgba() -> None:
    """What a raw frame gives: another stride, and nobody may write."""
    from transformers import Qwen2VLImageProcessor

    from droidground.grounding.engines.transformers.patches import Patcher, patch_rule

    processor = Qwen2VLImageProcessor()
    pixels = picture(3, 2)
    rgba = np.dstack([pixels, np.full(pixels.shape[:2], 255, np.uint8)])
    rgba.flags.writeable = False
    patcher = Patcher(patch_rule(processor), torch.device("cpu"))
    expected = patcher.patches(pixels).clone()
    patcher.patches(255 - pixels)
    assert torch.equal(patcher.patches(rgba[..., :3]), expected)
