"""A marker anywhere on a frame, seen by an ideal model of each family, comes back where it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from droidground.geometry import Point, Rotation, Size
from droidground.grounding.location import Location
from droidground.grounding.models.grounder import ModelGrounder
from droidground.grounding.models.image import AS_PUBLISHED, ImageOptions
from droidground.grounding.models.profile import Fit
from droidground.screen import Display, Screenshot
from tests.unit.grounding.models.frames import CATALOGUE, profile_of
from tests.unit.grounding.models.ideal import FAMILIES, IdealModel, Published, picture_of

pytest.importorskip("transformers", reason="transformers is not installed")

SIGHT = 0.35
"""Pixels of the model's image by which a resized marker's middle may seem to move."""


@dataclass(frozen=True)
class Case:
    """A frame with a marker."""

    frame: Size
    at: tuple[float, float]
    """The marker's middle, as a share of the frame."""
    display: Size | None = None
    """What `input` takes, where it is another size than the frame (`wm size`)."""
    rotation: Rotation = Rotation.R0
    density: int = 420

    @property
    def side(self) -> int:
        """Pixels of the marker: five in the least image that a family sees."""
        return max(7, max(self.frame.width, self.frame.height) // 50) | 1

    @property
    def pixel(self) -> Point:
        """The middle pixel of the marker, which lies whole on the frame."""
        reach = self.side // 2
        across, down = self.frame.width - 2 * reach - 1, self.frame.height - 2 * reach - 1
        return Point(reach + int(self.at[0] * across), reach + int(self.at[1] * down))

    def screenshot(self) -> Screenshot:
        """The frame: grey, with a red square."""
        pixels = np.full((self.frame.height, self.frame.width, 3), 90, np.uint8)
        reach, at = self.side // 2, self.pixel
        rows, columns = slice(at.y - reach, at.y + reach + 1), slice(at.x - reach, at.x + reach + 1)
        pixels[rows, columns] = (255, 0, 0)
        display = Display(self.display or self.frame, self.rotation, self.density)
        return Screenshot(pixels, display)


def ground(
    name: str, case: Case, options: ImageOptions = AS_PUBLISHED, zoom: float | None = None
) -> tuple[Location, IdealModel]:
    """Ask an ideal model of a family where the marker is."""
    published = FAMILIES[name]
    model = IdealModel(published)
    profile = profile_of(name.partition(" ")[0], published.checkpoint)
    most = options.max_pixels or profile.image.min_pixels
    if profile.image.fit is not Fit.SMART or most < profile.image.min_pixels:
        options = AS_PUBLISHED
    grounder = ModelGrounder(model, profile, options, zoom=zoom)
    return grounder.locate(case.screenshot(), "the red square"), model


def assert_on_marker(case: Case, location: Location, model: IdealModel, family: Published) -> None:
    """Compare the place in the chain, before it is rounded to a pixel, with the marker's middle."""
    assert location.origin is not None
    assert location.transform is not None
    target = case.display or case.frame
    at = location.transform.apply(location.origin)
    seen = picture_of(model.requests[-1])
    units = location.transform.source
    x_step, y_step = unit_sides(location)
    for got, truth, step, unit, image in (
        (at.x, (case.pixel.x + 0.5) * target.width / case.frame.width,
         x_step, units.width, seen.shape[1]),
        (at.y, (case.pixel.y + 0.5) * target.height / case.frame.height,
         y_step, units.height, seen.shape[0]),
    ):  # fmt: skip
        written, looked = step * family.step / 2, SIGHT * step * unit / image
        assert abs(got - truth) <= written + looked, (got, truth, written, looked)
    assert location.input_point is not None
    assert target.contains(location.input_point)
    assert location.point is not None
    assert case.frame.contains(location.point)


def unit_sides(location: Location) -> tuple[float, float]:
    """Input pixels that one of the model's units covers, across and down."""
    assert location.transform
    one = location.transform.apply(location.transform.source.at(0, 0))
    two = location.transform.apply(location.transform.source.at(1, 1))
    return abs(two.x - one.x), abs(two.y - one.y)


@pytest.mark.parametrize("name", FAMILIES)
def test_corners_and_middle_of_phones(name: str) -> None:
    for frame, at in (
        (Size(1080, 2400), (1.0, 1.0)),
        (Size(720, 1280), (0.37, 0.81)),
        (Size(2400, 1080), (0.0, 0.0)),
    ):
        case = Case(frame, at)
        location, model = ground(name, case)
        assert_on_marker(case, location, model, FAMILIES[name])


cases = st.builds(
    Case,
    frame=st.builds(Size, st.integers(300, 1000), st.integers(300, 1000)),
    at=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    rotation=st.sampled_from(Rotation),
    density=st.sampled_from((160, 320, 420, 560)),
)
choices = st.one_of(
    st.just(AS_PUBLISHED),
    st.builds(ImageOptions, max_pixels=st.integers(802_620, 1_000_000)),
    st.builds(ImageOptions, px_per_dp=st.floats(1.0, 3.0)),
    st.builds(ImageOptions, size=st.builds(Size, st.integers(280, 900), st.integers(280, 900))),
)


@settings(max_examples=400)
@given(
    st.sampled_from(sorted(FAMILIES)),
    cases,
    choices,
    st.sampled_from((None, None, 2.0, 3.5)),
    st.sampled_from((None, 1.5, 0.75)),
)
def test_any_frame_any_place(
    name: str, case: Case, options: ImageOptions, zoom: float | None, override: float | None
) -> None:
    if override:
        size = Size(round(case.frame.width * override), round(case.frame.height * override))
        case = replace(case, display=size)
    location, model = ground(name, case, options, zoom)
    assert_on_marker(case, location, model, FAMILIES[name])


def test_every_family_is_tried() -> None:
    assert {name.partition(" ")[0] for name in FAMILIES} == {p.id for p in CATALOGUE.profiles}


@pytest.mark.parametrize("name", FAMILIES)
def test_an_engine_may_hold_a_model_to_the_pattern(name: str) -> None:
    """The published words obey the profile's pattern, so that it never changes a good answer."""
    family = FAMILIES[name]
    profile = profile_of(name.partition(" ")[0], family.checkpoint)
    written = family.write(7, 88, 9, 91)
    assert re.fullmatch(profile.prompt.pattern or ".*", written, re.DOTALL)


def test_the_comparison_can_fail() -> None:
    """A model that writes thousandths where pixels are meant is seen to be off."""
    case = Case(Size(1080, 2400), (0.9, 0.9))
    model = IdealModel(replace(FAMILIES["gta1"], units=1000))
    location = ModelGrounder(model, profile_of("gta1")).locate(case.screenshot(), "it")
    with pytest.raises(AssertionError):
        assert_on_marker(case, location, model, FAMILIES["gta1"])
