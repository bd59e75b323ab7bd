"""Changed pictures of the same screen, and the way back to the original."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.screen import Screenshot
from droidground_tasks.comparing import compare, compare_arms
from droidground_tasks.dataset import open_dataset
from droidground_tasks.outcome import Outcome
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import protocols_of
from droidground_tasks.robustness import EDGES, KEPT, VARIANTS, offsets
from droidground_tasks.scoring import score
from tests.tasks.conftest import samples
from tests.tasks.small_suite import make

WIDTH, HEIGHT = 90, 160
MARK = (255, 0, 0)


def marked(x: int, y: int) -> Screenshot:
    """A grey screen with a red square of 9 x 9 around a pixel."""
    pixels = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    pixels[y - 4 : y + 5, x - 4 : x + 5] = MARK
    return Screenshot(pixels)


def reddest(frame: Screenshot, name: str) -> tuple[float, float]:
    """The middle of what was red."""
    pixels = frame.pixels.astype(int)
    if name == "inverted":
        pixels = 255 - pixels
    ys, xs = np.nonzero((pixels[:, :, 0] > 170) & (pixels[:, :, 1] < 90))
    return float(xs.mean()), float(ys.mean())


@pytest.mark.parametrize("name", VARIANTS)
@given(x=st.integers(8, WIDTH - 9), y=st.integers(12, HEIGHT - 9))
def test_a_mark_is_found_where_it_was(name: str, x: int, y: int) -> None:
    changed = VARIANTS[name].apply(marked(x, y))
    back = changed.back(*reddest(changed.screenshot, name))
    assert back == pytest.approx((x, y), abs=1.1)


def test_the_pictures_differ_as_they_say() -> None:
    frame = marked(20, 30)
    sizes = {name: variant.apply(frame).screenshot.size for name, variant in VARIANTS.items()}
    assert (sizes["scaled"].width, sizes["scaled"].height) == (45, 80)
    assert (sizes["padded"].width, sizes["padded"].height) == (108, 192)
    assert (sizes["rotated"].width, sizes["rotated"].height) == (160, 90)
    assert sizes["cropped"].height == -(-HEIGHT * KEPT // 1)
    assert sizes["jpeg"] == sizes["inverted"] == frame.size
    for variant in VARIANTS.values():
        once, twice = (variant.apply(frame).screenshot.pixels for _ in range(2))
        assert (once == twice).all()


def at(name: str, arm: str, point: tuple[float, float] | None) -> Prediction:
    outcome = Outcome.ANSWERED if point else Outcome.REFUSED
    return Prediction(0, name, arm, outcome, point=point)


def test_offsets() -> None:
    rows = [
        at("a", "pixels", (10, 10)),
        at("b", "pixels", (10, 10)),
        at("c", "pixels", (10, 10)),
        at("d", "pixels", None),
        at("a", "scaled", (10.5, 10)),
        at("b", "scaled", (20, 10)),
        at("c", "scaled", None),
        at("d", "scaled", None),
        at("a", "tree", (90, 90)),
        at("a", "jpeg", (900, 900)),
    ]
    scaled, jpeg = offsets(rows, "pixels")
    assert (scaled.arm, scaled.bins, scaled.only_one) == ("scaled", (1, 0, 1, 0, 0, 0), 1)
    assert jpeg.bins == (0,) * len(EDGES) + (1,)


def test_the_drop_is_a_paired_comparison(tmp_path: Path) -> None:
    dataset = open_dataset("screens", make(tmp_path / "data"))
    rows = []
    for n, sample in enumerate(samples(dataset)):
        rows.append(Prediction(n, sample.id, "pixels", point=(20, 20)))
        place = (20.0, 20.0) if n % 3 else (90.0, 190.0)
        rows.append(Prediction(n, sample.id, "scaled", point=place))
    scoring = score(dataset, rows, protocols_of("screens"))
    (found,) = compare_arms(scoring, "pixels", ["scaled"])
    assert (found.n, found.both, found.only_first, found.only_second) == (60, 40, 20, 0)
    assert found.difference == pytest.approx(-1 / 3)
    assert found.mcnemar_p == pytest.approx(2 / 2**20)
    assert found.permutation_p == found.holm_p < 0.01
    assert len(found.discordant) == 20
    same = compare(scoring, scoring)
    assert {each.arms for each in same} == {("pixels", "pixels"), ("scaled", "scaled")}
    assert all(each.permutation_p == 1 and not each.discordant for each in same)
