from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.geometry import (
    Box,
    OutOfDomain,
    Point,
    Rotation,
    Size,
    Space,
    dp_to_px,
    px_to_dp,
)

sides = st.integers(1, 4000)


@given(sides, sides)
def test_domain_ends_are_the_first_and_the_last_pixel(width: int, height: int) -> None:
    space = Space("frame", width, height)
    assert space.at(0, 0).pixel() == Point(0, 0)
    assert space.at(width, height).pixel() == Point(width - 1, height - 1)


@pytest.mark.parametrize(("x", "y"), [(1001, 5), (-1, 5), (5, 1001), (5, -1), (math.nan, 5)])
def test_one_unit_beyond_the_domain_is_an_error_not_a_clamp(x: float, y: float) -> None:
    with pytest.raises(OutOfDomain, match="outside model 1000x1000"):
        Space("model", 1000, 1000).at(x, y).pixel()


@given(sides, sides, st.data())
def test_a_pixel_s_centre_is_in_that_pixel(width: int, height: int, data: st.DataObject) -> None:
    space = Space("frame", width, height)
    pixel = Point(
        data.draw(st.integers(0, width - 1)),
        data.draw(st.integers(0, height - 1)),
    )
    centre = space.center_of(pixel)
    assert (centre.x, centre.y) == (pixel.x + 0.5, pixel.y + 0.5)
    assert centre.pixel() == pixel


def test_float_rounding_at_an_edge_is_no_error() -> None:
    assert Space("frame", 1080, 2400).at(1080 + 1e-9, -1e-9).pixel() == Point(1079, 0)


def test_box_is_half_open() -> None:
    box = Box(10, 20, 30, 60)
    assert (box.width, box.height, box.area) == (20, 40, 800)
    assert box.contains(Point(10, 20))
    assert not box.contains(Point(30, 20))
    assert not box.contains(Point(10, 60))
    assert box.contains(box.center)


def test_boxes_share_pixels_or_nothing() -> None:
    assert Box(0, 0, 10, 10).intersection(Box(5, 5, 20, 20)) == Box(5, 5, 10, 10)
    assert Box(0, 0, 10, 10).intersection(Box(10, 0, 20, 10)) is None
    assert Box(0, 0, 10, 10).iou(Box(0, 0, 10, 10)) == 1.0
    assert Box(0, 0, 10, 10).iou(Box(0, 0, 10, 20)) == 0.5


def test_box_refuses_edges_out_of_order() -> None:
    with pytest.raises(ValueError, match="out of order"):
        Box(10, 0, 5, 10)


@pytest.mark.parametrize(("surface", "degrees"), [(0, 0), (1, 90), (2, 180), (3, 270)])
def test_surface_rotation(surface: int, degrees: int) -> None:
    assert Rotation.from_surface(surface) == degrees


def test_surface_rotation_out_of_range() -> None:
    with pytest.raises(ValueError, match="0 to 3"):
        Rotation.from_surface(4)


def test_rotated_size_swaps_only_sideways() -> None:
    size = Size(1080, 2400)
    assert size.rotated(Rotation.R90) == Size(2400, 1080) == size.rotated(Rotation.R270)
    assert size.rotated(Rotation.R180) == size
    assert str(size) == "1080x2400"


def test_dp_of_common_densities() -> None:
    # Android's own numbers: 24 dp at 420 dpi is 63 px, 48 dp is 126 px, 32 dp is 84 px.
    assert [dp_to_px(dp, 420) for dp in (24, 32, 48)] == [63, 84, 126]
    assert dp_to_px(1, 160) == 1
    assert px_to_dp(1080, 420) == pytest.approx(411.43, abs=0.01)
