import numpy as np

from droidground.geometry import Box
from droidground.grounding.elements.line_split import split_at_odd_gaps, split_at_wide_gaps
from droidground.screen import Pixels


def line(*runs: tuple[int, int], height: int = 50, width: int = 600) -> Pixels:
    pixels = np.full((height, width, 3), 250, np.uint8)
    for start, end in runs:
        pixels[10:40, start:end] = 20
    return pixels


def test_labels_far_apart_are_split() -> None:
    parts = split_at_wide_gaps(line((20, 120), (300, 420)), Box(1000, 70, 1600, 120))
    assert parts == (Box(1013, 70, 1127, 120), Box(1293, 70, 1427, 120))


def test_words_stay_together() -> None:
    box = Box(0, 0, 600, 50)
    assert split_at_wide_gaps(line((20, 120), (132, 200), (212, 300)), box) == (box,)
    assert split_at_odd_gaps(line((20, 120), (132, 200), (212, 300)), box) == ()


def test_an_icon_before_words_may_be_apart() -> None:
    parts = split_at_odd_gaps(line((5, 40), (62, 120), (130, 200)), Box(0, 0, 600, 50))
    assert [part.left for part in parts] == [0, 55]


def test_a_blank_crop_is_left_alone() -> None:
    box = Box(0, 0, 600, 50)
    assert split_at_wide_gaps(line(), box) == (box,)
    assert split_at_odd_gaps(line(), box) == ()
