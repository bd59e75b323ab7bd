"""Boxes as data sets write them, and where a point is right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.geometry import Size
from droidground_tasks.areas import Area, BoxFormat, Corners, Polygon, Rect, Unit

FRAME = Size(200, 100)


@pytest.mark.parametrize(
    ("corners", "rect"),
    [
        (Corners.XYXY, Rect(1, 2, 30, 40)),
        (Corners.XYWH, Rect(1, 2, 31, 42)),
        (Corners.YXHW, Rect(2, 1, 42, 31)),
    ],
)
def test_the_order_is_declared(corners: Corners, rect: Rect) -> None:
    assert BoxFormat(corners, Unit.PIXELS).read([1, 2, 30, 40]) == rect


@pytest.mark.parametrize(
    "numbers", [[1, 2, 3], [5, 5, 1, 1], ["1", 2, 3, 4], "1234", None, [1] * 5]
)
def test_what_is_no_box(numbers: object) -> None:
    with pytest.raises(ValueError, match="box|number|inside out"):
        BoxFormat(Corners.XYXY, Unit.PIXELS).read(numbers)


def test_edges_are_inside() -> None:
    area = Area((Rect(10, 10, 20, 20),))
    assert area.contains(10, 10, FRAME)
    assert area.contains(20, 20, FRAME)
    assert not area.contains(20.01, 20, FRAME)


def test_shares_are_of_the_picture() -> None:
    area = Area((Rect(0.5, 0.5, 0.6, 0.6),), Unit.SHARES)
    assert area.contains(110, 55, FRAME)
    assert not area.contains(0.55, 0.55, FRAME)
    assert area.middle(FRAME) == pytest.approx((110, 55))


def test_a_polygon_with_a_notch() -> None:
    notched = Polygon(((0, 0), (10, 0), (10, 10), (5, 5), (0, 10)))
    assert notched.contains(1, 1)
    assert notched.contains(5, 4.9)
    assert not notched.contains(5, 6)
    assert not notched.contains(11, 5)
    assert notched.bounds() == Rect(0, 0, 10, 10)


@given(st.floats(-5, 15), st.floats(-5, 15))
def test_a_square_polygon_is_its_box(x: float, y: float) -> None:
    square = Polygon(((0, 0), (10, 0), (10, 10), (0, 10)))
    if x not in (0, 10) and y not in (0, 10):
        assert square.contains(x, y) == Rect(0, 0, 10, 10).contains(x, y)


def test_enlarging_and_iou() -> None:
    assert Rect(0, 0, 10, 20).enlarged(1.2) == Rect(-1, -2, 11, 22)
    assert Rect(0, 0, 10, 10).iou(Rect(5, 0, 15, 10)) == pytest.approx(1 / 3)
    assert Rect(0, 0, 10, 10).iou(Rect(20, 0, 30, 10)) == 0
    assert Rect(0, 0, 0, 0).iou(Rect(0, 0, 0, 0)) == 0
