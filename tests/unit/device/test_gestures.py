import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.device.gestures import DIRECTIONS, safe_area, swipe_duration_ms, swipe_path
from droidground.geometry import Box, Point, Size, dp_to_px

SIZE = Size(1080, 2400)
SIZES = st.builds(Size, st.integers(100, 4000), st.integers(100, 4000))
DENSITIES = st.sampled_from([None, 120, 160, 320, 420, 560, 640])


@pytest.mark.parametrize(("direction", "sign"), DIRECTIONS.items())
def test_the_finger_moves_the_way_it_is_told(direction: str, sign: tuple[int, int]) -> None:
    start, end = swipe_path(direction, SIZE, 420)
    assert ((end.x > start.x) - (end.x < start.x), (end.y > start.y) - (end.y < start.y)) == sign


@given(SIZES, DENSITIES, st.sampled_from(sorted(DIRECTIONS)), st.floats(0.05, 1))
def test_paths_start_where_the_system_does_not_listen(
    size: Size, density: int | None, direction: str, share: float
) -> None:
    start, end = swipe_path(direction, size, density, share=share)
    assert safe_area(size, density).contains(start)
    assert Box.of(size).contains(end)
    assert start != end


@given(SIZES, DENSITIES, st.sampled_from(sorted(DIRECTIONS)), st.data())
def test_a_given_start_is_moved_no_further_than_out_of_the_zones(
    size: Size, density: int | None, direction: str, data: st.DataObject
) -> None:
    x = data.draw(st.integers(0, size.width - 1))
    y = data.draw(st.integers(0, size.height - 1))
    start, end = swipe_path(direction, size, density, start=Point(x, y))
    area = safe_area(size, density)
    assert area.contains(start)
    assert Box.of(size).contains(end)
    if area.contains(Point(x, y)):
        assert start == Point(x, y)


def test_zones_are_given_in_dp() -> None:
    area = safe_area(SIZE, 420)
    assert (area.left, SIZE.width - area.right) == (dp_to_px(24, 420), dp_to_px(24, 420))
    assert (area.top, SIZE.height - area.bottom) == (dp_to_px(24, 420), dp_to_px(32, 420))


def test_within_keeps_the_path_inside_a_box() -> None:
    box = Box(200, 800, 900, 1200)
    start, end = swipe_path("up", SIZE, 420, within=box)
    assert box.contains(start)
    assert box.contains(end)


def test_velocity_decides_the_duration() -> None:
    start, end = Point(540, 1800), Point(540, 600)
    assert swipe_duration_ms(start, end, 420, 1524) == 300
    assert swipe_duration_ms(start, start, 420, 1000) == 1


@pytest.mark.parametrize(("direction", "share"), [("sideways", 0.5), ("up", 0), ("up", 1.5)])
def test_impossible_swipes_are_refused(direction: str, share: float) -> None:
    with pytest.raises(ValueError, match=r"direction|share"):
        swipe_path(direction, SIZE, 420, share=share)
