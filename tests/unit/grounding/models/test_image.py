"""The image path: sizes as published and as the library has them, pixels as Pillow 12 made them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from droidground.errors import InvalidInput
from droidground.geometry import Box, Point, Size
from droidground.grounding.models.engine import Rgb
from droidground.grounding.models.grounder import around
from droidground.grounding.models.image import (
    ImageOptions,
    fitted_size,
    frame_image,
    frame_key,
    prepare_image,
    render,
)
from droidground.grounding.models.profile import Fit, ImageRule
from droidground.screen import Screenshot
from tests.unit.grounding.models.frames import CATALOGUE, blank, profile_of
from tests.unit.grounding.models.ideal import FAMILIES

SCREENS = (Size(1080, 2400), Size(1440, 3120), Size(720, 1280), Size(1600, 2560), Size(2400, 1080))

PUBLISHED = {
    # The size table of the families' fact sheet, for the screens above.
    "uground": "896x1988 896x1960 728x1288 1036x1680 1988x896",
    "qwen2-vl": "1092x2408 1428x3108 728x1288 1596x2548 2408x1092",
    "qwen2.5-vl": "1092x2408 1428x3108 728x1288 1596x2548 2408x1092",
    "os-atlas-7b": "672x1512 672x1484 728x1288 784x1288 1512x672",
    "showui": "672x1512 672x1484 728x1288 784x1288 1512x672",
    "ui-tars": "952x2156 980x2128 728x1288 1148x1820 2156x952",
    "jedi": "952x2156 980x2128 728x1288 1148x1820 2156x952",
    "ui-tars-1.5": "1092x2408 1428x3108 728x1288 1596x2548 2408x1092",
    "gta1": "1092x2408 1428x3108 728x1288 1596x2548 2408x1092",
    "se-gui": "1092x2408 1260x2744 728x1288 1456x2352 2408x1092",
    "infigui-g1": "1092x2408 1400x3080 728x1288 1596x2548 2408x1092",
    "holo1": "672x1484 672x1456 728x1288 784x1260 1484x672",
    "holo1.5": "1092x2408 1288x2800 728x1288 1512x2408 2408x1092",
    "gui-owl": "1092x2408 1428x3108 728x1288 1596x2548 2408x1092",
    "ui-venus": "1092x2408 1428x3108 1064x1904 1596x2548 2408x1092",
    "qwen3-vl": "1088x2400 1440x3136 704x1280 1600x2560 2400x1088",
    "gui-owl-1.5": "1088x2400 1440x3136 704x1280 1600x2560 2400x1088",
    "mai-ui": "1088x2400 1440x3136 704x1280 1600x2560 2400x1088",
    # Padded: the picture, and the tiles or the canvas that it lies on.
    "uground-llava": "672x1568 672x1568 672x1344 672x1120 1344x672",
    "phi-ground": "1008x672 1008x672 1008x672 1008x672 1008x672",
    "qwen-vl": "448x448 448x448 448x448 448x448 448x448",
}
PICTURES = {
    "uground-llava": "672x1493 672x1456 672x1195 672x1075 1344x605",
    "phi-ground": "302x672 310x672 378x672 420x672 1008x453",
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_sizes(name: str) -> None:
    rule = profile_of(name).image
    sizes = [fitted_size(screen, rule) for screen in SCREENS]
    assert " ".join(str(image) for _, image in sizes) == PUBLISHED[name]
    if name in PICTURES:
        assert " ".join(str(picture) for picture, _ in sizes) == PICTURES[name]


def test_published_sizes_of_single_checkpoints() -> None:
    big = profile_of("ui-venus", "inclusionAI/UI-Venus-Ground-72B").image
    assert str(fitted_size(Size(720, 1280), big)[1]) == "1344x2352"
    small = profile_of("uground", "osunlp/UGround-V1-2B").image
    assert (small.min_pixels, small.max_pixels) == (802_620, 1_806_336)


SIDES = st.integers(30, 4000)


@settings(max_examples=1500)
@given(SIDES, SIDES)
def test_sizes_equal_the_library_s_for_every_family(width: int, height: int) -> None:
    library = pytest.importorskip("transformers.models.qwen2_vl.image_processing_pil_qwen2_vl")
    for name, family in FAMILIES.items():
        if family.processor is None:
            continue
        rule = profile_of(name.partition(" ")[0], family.checkpoint).image
        ours = fitted_size(Size(width, height), rule)[1]
        assert (ours.height, ours.width) == library.smart_resize(height, width, *family.processor)
        # What is fed is left alone by the processor, so that nothing is resized twice.
        again = library.smart_resize(ours.height, ours.width, *family.processor)
        assert again == (ours.height, ours.width)


@settings(max_examples=1500)
@given(SIDES, SIDES)
def test_sizes_equal_the_library_s_for_glm(width: int, height: int) -> None:
    library = pytest.importorskip("transformers.models.glm4v.image_processing_pil_glm4v")
    ours = fitted_size(Size(width, height), profile_of("autoglm-phone").image)[1]
    limits = {"min_pixels": 112**2, "max_pixels": 28**2 * 15_000}
    assert library.smart_resize(2, height, width, **limits) == (ours.height, ours.width)


@pytest.mark.parametrize("name", [name for name in FAMILIES if FAMILIES[name].processor])
def test_the_real_processor_s_grid(name: str) -> None:
    """Its grid of the picture that is fed is that of the frame: one resize, ours."""
    library = pytest.importorskip("transformers.models.qwen2_vl.image_processing_pil_qwen2_vl")
    family = FAMILIES[name]
    assert family.processor
    factor, least, most = family.processor
    limits = {"shortest_edge": least, "longest_edge": most}
    processor = library.Qwen2VLImageProcessorPil(size=limits, patch_size=factor // 2)
    frame = Screenshot(np.full((700, 333, 3), 7, np.uint8))
    image = prepare_image(frame, profile_of(name.partition(" ")[0], family.checkpoint).image)
    grids = [
        processor(images=[pixels], return_tensors="np")["image_grid_thw"].tolist()
        for pixels in (frame.pixels, image.part.pixels)
    ]
    patch = factor // 2
    assert grids == [[[1, image.size.height // patch, image.size.width // patch]]] * 2


def reference(pixels: Rgb, size: Size) -> Rgb:
    """Pillow's 8-bit bicubic, written again from its Resample.c: 22-bit taps, horizontal first."""
    across = _one_axis(pixels.transpose(1, 0, 2), size.width).transpose(1, 0, 2)
    return _one_axis(across, size.height)


def _one_axis(pixels: Rgb, length: int) -> Rgb:
    old = pixels.shape[0]
    if old == length:
        return pixels
    scale = old / length
    stretch = max(scale, 1.0)
    support = 2.0 * stretch
    out = np.empty((length, *pixels.shape[1:]), np.uint8)
    for place in range(length):
        center = (place + 0.5) * scale
        first = max(0, int(center - support + 0.5))
        last = min(old, int(center + support + 0.5))
        taps = np.array([_bicubic((at - center + 0.5) / stretch) for at in range(first, last)])
        fixed = np.trunc(taps / taps.sum() * 2**22 + np.where(taps < 0, -0.5, 0.5)).astype(np.int64)
        total = np.tensordot(fixed, pixels[first:last].astype(np.int64), axes=(0, 0)) + 2**21
        out[place] = np.clip(total >> 22, 0, 255)
    return out


def _bicubic(x: float) -> float:
    x = abs(x)
    if x < 1:
        return (1.5 * x - 2.5) * x * x + 1
    return ((-0.5 * x + 2.5) * x - 4) * x + 2 if x < 2 else 0.0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Size(108, 240), Size(112, 252)),
        (Size(108, 240), Size(56, 140)),  # Pillow 13 alone would go vertical first here
        (Size(300, 70), Size(84, 84)),
        (Size(64, 333), Size(56, 28)),
        (Size(50, 50), Size(50, 84)),
    ],
    ids=str,
)
def test_the_resize_is_pillow_s_old_one_bit_for_bit(old: Size, new: Size) -> None:
    noise = np.random.default_rng(3).choice(
        np.array([0, 255], np.uint8), (old.height, old.width, 3)
    )
    rule = ImageRule(fit=Fit.EXACT, size=new)
    ours = prepare_image(Screenshot(noise), rule).part.pixels
    assert np.array_equal(ours, reference(noise, new))


def test_a_frame_of_the_right_size_is_fed_untouched() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (560, 280, 3), np.uint8)
    image = prepare_image(Screenshot(noise), profile_of("gta1").image)
    assert np.array_equal(image.part.pixels, noise)


def test_padding() -> None:
    light = Screenshot(np.full((2400, 1080, 3), 200, np.uint8))
    canvas = prepare_image(light, profile_of("phi-ground").image).part.pixels
    assert (canvas[:, 302:] == 255).all()
    assert (canvas[:, :302] == 200).all()
    tiles = prepare_image(light, profile_of("uground-llava").image).part.pixels
    assert tiles.shape == (1568, 672, 3)
    assert (tiles[1493:] == 0).all()
    assert (tiles[:1493] == 200).all()


def test_px_per_dp_makes_densities_cost_the_same() -> None:
    rule = profile_of("qwen2.5-vl").image
    costs = []
    for density, width, height in ((560, 1440, 3120), (280, 720, 1560)):
        framing = frame_image(blank(width, height, density), rule, ImageOptions(px_per_dp=1.5))
        costs.append(framing.image.width * framing.image.height)
    assert abs(costs[0] / costs[1] - 1) < 0.1
    with pytest.raises(InvalidInput, match="density"):
        frame_image(blank(300, 300), rule, ImageOptions(px_per_dp=1.5))


def test_exact_size_is_rounded_to_what_the_model_takes() -> None:
    options = ImageOptions(size=Size(500, 1000))
    framing = frame_image(blank(1080, 2400), profile_of("qwen3-vl").image, options)
    assert framing.image == Size(512, 992)


@settings(max_examples=500)
@given(
    st.sampled_from([name for name in FAMILIES if FAMILIES[name].processor]),
    st.integers(100, 2000),
    st.integers(100, 2000),
    st.floats(0.5, 4),
)
def test_a_processor_leaves_alone_what_options_made(
    name: str, width: int, height: int, px_per_dp: float
) -> None:
    library = pytest.importorskip("transformers.models.qwen2_vl.image_processing_pil_qwen2_vl")
    family = FAMILIES[name]
    assert family.processor
    rule = profile_of(name.partition(" ")[0], family.checkpoint).image
    for options in (
        ImageOptions(px_per_dp=px_per_dp),
        ImageOptions(max_pixels=rule.min_pixels),
        ImageOptions(size=Size(height, width)),
    ):
        fed = frame_image(blank(width, height, 420), rule, options).image
        again = library.smart_resize(fed.height, fed.width, *family.processor)
        assert again == (fed.height, fed.width)


@pytest.mark.parametrize("most", [1_000, 20_000_000])
def test_limits_beyond_the_model_s_own_are_refused(most: int) -> None:
    with pytest.raises(InvalidInput, match="limits"):
        frame_image(blank(300, 300), profile_of("qwen2.5-vl").image, ImageOptions(max_pixels=most))


def test_options_do_not_go_with_a_fixed_image() -> None:
    with pytest.raises(InvalidInput, match="one way only"):
        frame_image(blank(300, 300), profile_of("qwen-vl").image, ImageOptions(max_pixels=200_000))


def test_an_impossible_aspect_is_an_error_with_a_hint() -> None:
    with pytest.raises(InvalidInput, match="aspect"):
        frame_image(blank(3000, 10), profile_of("gta1").image)


def test_keys_tell_pixels_apart() -> None:
    one, same, other = blank(60, 90), blank(60, 90), blank(90, 60)
    assert frame_key(one) == frame_key(same) != frame_key(other)
    rule = profile_of("gta1").image
    whole = frame_image(one, rule)
    part = frame_image(one, rule, part=Box(0, 0, 56, 56))
    assert render(one, whole, "k").key != render(one, part, "k").key
    assert render(one, whole).key == ""


@given(
    st.integers(1, 3000), st.integers(1, 3000), st.floats(0, 1), st.floats(0, 1), st.floats(1.1, 20)
)
def test_a_second_look_holds_the_point(
    width: int, height: int, x: float, y: float, zoom: float
) -> None:
    frame = Size(width, height)
    point = Point(int(x * (width - 1)), int(y * (height - 1)))
    box = around(point, frame, zoom)
    assert Box.of(frame).intersection(box) == box
    assert box.contains(point)


def test_all_families_are_shown_something() -> None:
    for profile in CATALOGUE.profiles:
        assert frame_image(blank(1080, 2400), profile.image).image.width >= 28
