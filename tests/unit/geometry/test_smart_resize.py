"""smart_resize against the library's own function."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from droidground.geometry import Size, smart_resize

library = pytest.importorskip(
    "transformers.models.qwen2_vl.image_processing_pil_qwen2_vl",
    reason="transformers is not installed",
)

LIMITS = [(3136, 1_003_520), (3136, 12_845_056), (65_536, 16_777_216), (200_704, 1_003_520)]


@settings(max_examples=2000)
@given(
    st.integers(1, 6000),
    st.integers(1, 6000),
    st.sampled_from([28, 32]),
    st.sampled_from(LIMITS),
)
def test_equal_to_transformers(
    width: int, height: int, factor: int, limits: tuple[int, int]
) -> None:
    low, high = limits
    try:
        expected = library.smart_resize(height, width, factor, low, high)
    except ValueError:
        with pytest.raises(ValueError, match="aspect"):
            smart_resize(Size(width, height), factor=factor, min_pixels=low, max_pixels=high)
        return
    ours = smart_resize(Size(width, height), factor=factor, min_pixels=low, max_pixels=high)
    assert (ours.height, ours.width) == expected


def test_halves_round_to_even_as_python_does() -> None:
    # 1022 / 28 = 36.5: half-even gives 36 * 28; rounding up would give 1036.
    size = smart_resize(Size(1022, 1522), factor=28, min_pixels=3136, max_pixels=12_845_056)
    assert size == Size(1008, 1512)


@pytest.mark.parametrize(
    ("size", "expected"), [(Size(1080, 2400), Size(1092, 2408)), (Size(1440, 3120), None)]
)
def test_a_phone_s_screen(size: Size, expected: Size | None) -> None:
    ours = smart_resize(size, factor=28, min_pixels=3136, max_pixels=12_845_056)
    assert ours == (expected or Size(1428, 3108))
