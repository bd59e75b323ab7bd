"""Property tests of chains: the promise that a tap lands where the model pointed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.geometry import (
    Axis,
    Box,
    Point,
    Rotation,
    Size,
    Space,
    Step,
    Transform,
    crop,
    letterbox,
    normalise,
    override,
    pad,
    resize,
    rotate,
    smart_resize,
    to_dp,
)

sizes = st.builds(Size, st.integers(200, 3200), st.integers(200, 3200))
rotations = st.sampled_from(list(Rotation))


@st.composite
def steps_from(draw: st.DrawFn, source: Space) -> Step:
    """Any step that can follow a space of whole pixels, ending in whole pixels or units."""
    width, height = math.ceil(source.width), math.ceil(source.height)
    kind = draw(
        st.sampled_from(["crop", "resize", "letterbox", "pad", "rotate", "smart", "model", "dp"])
    )
    if kind == "crop":
        left, top = draw(st.integers(0, width // 2)), draw(st.integers(0, height // 2))
        right = draw(st.integers(min(width, left + 100), width))
        bottom = draw(st.integers(min(height, top + 100), height))
        return crop(source, Box(left, top, right, bottom))
    if kind == "rotate":
        return rotate(source, draw(rotations))
    if kind == "pad":
        more = Space("padded", width + draw(st.integers(0, 99)), height + draw(st.integers(0, 99)))
        return pad(source, more)
    if kind == "letterbox":
        return letterbox(source, Space.of("boxed", draw(sizes)))
    if kind == "smart":
        factor = draw(st.sampled_from([28, 32]))
        size = Size(width, height)
        limits = draw(st.sampled_from([(3136, 1_003_520), (3136, 12_845_056), (65_536, 602_112)]))
        to = smart_resize(size, factor=factor, min_pixels=limits[0], max_pixels=limits[1])
        return resize(source, Space.of("model image", to), "smart_resize")
    if kind == "model":
        return normalise(source, draw(st.sampled_from([100, 999, 1000])))
    if kind == "dp":
        return to_dp(source, draw(st.sampled_from([160, 320, 420, 560])))
    return resize(source, Space.of("resized", draw(sizes)))


@st.composite
def chains(draw: st.DrawFn, least: int = 0) -> Transform:
    chain = Transform(Space.of("frame", draw(sizes)))
    for _ in range(draw(st.integers(least, 5))):
        chain = chain.then(draw(steps_from(chain.target)))
    return chain


@st.composite
def chains_with_a_pixel(draw: st.DrawFn) -> tuple[Transform, Point]:
    """A chain and a pixel of its first space whose image is inside every later one."""
    chain = draw(chains())
    back = chain.inverse()
    x = draw(st.floats(0.01, 0.99)) * chain.target.width
    y = draw(st.floats(0.01, 0.99)) * chain.target.height
    start = back.apply(chain.target.at(x, y))
    if not start.is_inside:  # The margin of a letterbox: take the middle of the image instead.
        return chain, _middle(chain)
    return chain, start.pixel()


def _middle(chain: Transform) -> Point:
    return Point(int(chain.source.width // 2), int(chain.source.height // 2))


@given(chains(), st.floats(0, 1), st.floats(0, 1))
def test_a_chain_and_back_is_where_it_began(chain: Transform, u: float, v: float) -> None:
    at = chain.source.at(u * chain.source.width, v * chain.source.height)
    back = chain.inverse().apply(chain.apply(at))
    assert back.space == chain.source
    assert (back.x, back.y) == pytest.approx((at.x, at.y), abs=1e-6)


@given(chains_with_a_pixel())
def test_whole_units_in_every_space_cost_at_most_one_pixel_of_the_coarsest(
    case: tuple[Transform, Point],
) -> None:
    """A model writes whole units; mapped back they are within one of them, in frame pixels."""
    chain, pixel = case
    there = chain.apply(chain.source.center_of(pixel))
    written = chain.target.at(round(there.x), round(there.y))
    back = chain.inverse().apply(written)
    coarse_x, coarse_y = _coarsest(chain)
    assert abs(back.x - (pixel.x + 0.5)) <= 0.5 * coarse_x + 1e-6
    assert abs(back.y - (pixel.y + 0.5)) <= 0.5 * coarse_y + 1e-6


def _coarsest(chain: Transform) -> tuple[float, float]:
    """How many first-space pixels one unit of the last space spans, along the first axes."""
    back = chain.inverse()
    origin = back.apply(back.source.at(0, 0))
    along_x, along_y = back.apply(back.source.at(1, 0)), back.apply(back.source.at(0, 1))
    x = max(abs(along_x.x - origin.x), abs(along_y.x - origin.x))
    y = max(abs(along_x.y - origin.y), abs(along_y.y - origin.y))
    return max(1.0, x), max(1.0, y)


@given(st.data())
def test_composition_is_associative(data: st.DataObject) -> None:
    one = data.draw(chains())
    two = Transform(one.target, (data.draw(steps_from(one.target)),))
    three = Transform(two.target, (data.draw(steps_from(two.target)),))
    left, right = one.then(two).then(three), one.then(two.then(three))
    assert left == right
    at = one.source.at(3, 5)
    assert left.apply(at) == right.apply(at)


@given(chains())
def test_the_identity_is_neutral(chain: Transform) -> None:
    assert Transform(chain.source).then(chain) == chain == chain.then(Transform(chain.target))


@given(chains())
def test_domain_ends_map_to_domain_ends_unless_cropped_or_boxed(chain: Transform) -> None:
    names = {step.name for step in chain.steps}
    if names & {"crop", "letterbox", "pad"}:
        return
    ends = {(0.0, 0.0), (chain.target.width, chain.target.height)}
    ends |= {(0.0, chain.target.height), (chain.target.width, 0.0)}
    for corner in ((0.0, 0.0), (chain.source.width, chain.source.height)):
        at = chain.apply(chain.source.at(*corner))
        assert any((at.x, at.y) == pytest.approx(end, abs=1e-6) for end in ends)


@given(chains(least=1))
def test_a_chain_prints_every_step_with_its_spaces(chain: Transform) -> None:
    lines = str(chain).splitlines()
    assert len(lines) == len(chain.steps)
    for line, step in zip(lines, chain.steps, strict=True):
        assert str(step.source) in line
        assert str(step.target) in line
        assert step.name in line


def test_a_chain_prints_its_numbers() -> None:
    frame = Space("frame", 1080, 2400)
    chain = Transform(frame).then(
        resize(frame, Space("model image", 1092, 2408)),
        normalise(Space("model image", 1092, 2408), 1000),
    )
    assert str(chain).splitlines() == [
        "frame 1080x2400 -> model image 1092x2408  resize: "
        "x' = x * 1.011111111, y' = y * 1.003333333",
        "model image 1092x2408 -> model 1000x1000  normalise: "
        "x' = x * 0.9157509158, y' = y * 0.415282392",
    ]
    assert str(Transform(frame)) == "frame 1080x2400 (unchanged)"


@pytest.mark.parametrize("rotation", list(Rotation))
def test_rotation_agrees_with_the_emulator_s_touch_screen(rotation: Rotation) -> None:
    """The formulas of android_world's m3a_utils, for a display without override."""
    panel = Size(1080, 2400)
    shown = panel.rotated(rotation)
    pw, ph, lw, lh = panel.width, panel.height, shown.width, shown.height
    x, y = 300.0, 200.0
    expected = {
        Rotation.R0: (x, y),
        Rotation.R90: (pw - y * pw / lh, x * ph / lw),
        Rotation.R180: (pw - x, ph - y),
        Rotation.R270: (y * pw / lh, ph - x * ph / lw),
    }[rotation]
    at = rotate(Space.of("display", shown), rotation).apply(Space.of("display", shown).at(x, y))
    assert (at.x, at.y) == pytest.approx(expected)
    assert (at.space.width, at.space.height) == (pw, ph)


@given(sizes, rotations)
def test_four_quarter_turns_are_none(size: Size, rotation: Rotation) -> None:
    chain = Transform(Space.of("display", size))
    for _ in range(4):
        chain = chain.then(rotate(chain.target, rotation, "display"))
    at = chain.apply(chain.source.at(12, 34))
    assert (at.x, at.y) == pytest.approx((12, 34))


def test_letterbox_of_an_override_on_a_panel() -> None:
    """720x1280 shown on 1080x2400: scale 1.5 and bars of 240 px, as the system draws it."""
    step = letterbox(Space("input", 720, 1280), Space("panel", 1080, 2400))
    assert (step.x, step.y) == (Axis(1.5, 0.0), Axis(1.5, 240.0))


@given(sizes, sizes, st.data())
def test_override_keeps_the_factors_of_x_and_y_apart(
    frame: Size, logical: Size, data: st.DataObject
) -> None:
    chain = override(Space.of("frame", frame), logical)
    pixel = Point(
        data.draw(st.integers(0, frame.width - 1)), data.draw(st.integers(0, frame.height - 1))
    )
    there = chain.apply(chain.source.center_of(pixel)).pixel()
    assert logical.contains(there)
    if frame == logical:
        assert there == pixel


@given(sizes, st.data())
def test_a_box_maps_to_a_box_that_holds_its_pixels(size: Size, data: st.DataObject) -> None:
    chain = Transform(Space.of("frame", size)).then(
        data.draw(steps_from(Space.of("frame", size)).filter(lambda step: step.name != "crop"))
    )
    box = Box(size.width // 4, size.height // 4, size.width // 2, size.height // 2)
    mapped = chain.map_box(box)
    assert mapped.contains(chain.apply(chain.source.center_of(box.center)).pixel())


def test_a_chain_with_a_gap_is_refused() -> None:
    frame, other = Space("frame", 100, 100), Space("other", 50, 50)
    with pytest.raises(ValueError, match="starts in other"):
        Transform(frame, (resize(other, frame),))
    with pytest.raises(ValueError, match="does not follow"):
        Transform(frame).then(resize(other, frame))


def test_a_coordinate_of_another_space_is_refused() -> None:
    frame = Space("frame", 100, 100)
    with pytest.raises(ValueError, match="starts in frame"):
        Transform(frame).apply(Space("frame", 100, 101).at(1, 1))


def test_what_cannot_be_undone_is_refused() -> None:
    with pytest.raises(ValueError, match="invertible"):
        Axis(0.0)
    with pytest.raises(ValueError, match="cannot crop"):
        crop(Space("frame", 100, 100), Box(50, 50, 101, 60))
    with pytest.raises(ValueError, match="smaller"):
        pad(Space("frame", 100, 100), Space("padded", 99, 100))
