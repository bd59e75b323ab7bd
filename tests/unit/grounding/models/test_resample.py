"""The one resize, in strips, is Pillow's in two passes."""

import numpy as np
import PIL.Image
import pytest

from droidground.geometry import Size
from droidground.grounding.models.resample import FILTERS, resample

NOISE = np.random.default_rng(0).integers(0, 256, (211, 97, 3), dtype=np.uint8)


@pytest.mark.parametrize("method", FILTERS)
@pytest.mark.parametrize(
    "size", [Size(112, 224), Size(28, 56), Size(3, 300), Size(97, 28), Size(1, 1), Size(97, 211)]
)
def test_equal_to_two_passes_of_pillow(size: Size, method: str) -> None:
    across = PIL.Image.fromarray(NOISE).resize((size.width, 211), FILTERS[method])
    expected = across.resize((size.width, size.height), FILTERS[method])
    assert np.array_equal(resample(NOISE, size, method), np.asarray(expected))


def test_fewer_lines_than_threads() -> None:
    tiny = NOISE[:1, :1]
    assert resample(tiny, Size(3, 2)).tolist() == [[tiny[0, 0].tolist()] * 3] * 2
