from __future__ import annotations

import contextlib
import io
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.errors import InvalidImage
from droidground.geometry import Box, Point, Rotation, Size
from droidground.screen import (
    Display,
    Screenshot,
    compare,
    decode_image,
    draw_overlay,
    encode_png,
    load_screenshot,
)


def frame(width: int = 90, height: int = 160, value: int = 200) -> Screenshot:
    return Screenshot(np.full((height, width, 3), value, np.uint8))


def png(mode: str, colour: object, size: tuple[int, int] = (4, 3)) -> bytes:
    out = io.BytesIO()
    PIL.Image.new(mode, size, colour).save(out, "PNG")  # type: ignore[arg-type]
    return out.getvalue()


def test_alpha_is_dropped_not_composited() -> None:
    assert decode_image(png("RGBA", (10, 20, 30, 0)))[0, 0].tolist() == [10, 20, 30]


@pytest.mark.parametrize("mode", ["L", "P", "1", "RGB", "LA", "I;16"])
def test_every_kind_of_png_becomes_rgb(mode: str) -> None:
    assert decode_image(png(mode, 0)).shape == (3, 4, 3)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not an image",
        png("RGB", 0)[:40],
        png("RGB", 0, (400, 400))[:-30],
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_what_is_no_image_is_an_error_with_evidence(data: bytes) -> None:
    with pytest.raises(InvalidImage, match=f"{len(data)} bytes") as caught:
        decode_image(data, "shot.png")
    assert "shot.png" in caught.value.message
    assert caught.value.hint


@given(st.binary(max_size=300), st.integers(0, 80), st.integers(0, 80))
def test_damaged_images_never_raise_anything_else(junk: bytes, start: int, end: int) -> None:
    good = png("RGB", (1, 2, 3), (20, 20))
    for data in (junk, good[:start] + junk + good[end:]):
        with contextlib.suppress(InvalidImage):
            decode_image(data)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidImage, match="none.png: No such file"):
        load_screenshot(tmp_path / "none.png")


def test_a_frame_is_frozen_and_knows_its_size() -> None:
    shot = frame()
    assert shot.size == Size(90, 160)
    with pytest.raises(ValueError, match="read-only"):
        shot.pixels[0, 0] = 1


def test_an_image_file_has_no_way_to_input_and_a_device_frame_has() -> None:
    assert frame().to_input() is None
    display = Display(Size(180, 320), Rotation.R90, 420)
    chain = Screenshot(frame().pixels, display).to_input()
    assert chain is not None
    assert chain.apply(chain.source.center_of(Point(89, 159))).pixel() == Point(179, 319)


def test_equal_frames_do_not_differ() -> None:
    difference = compare(frame(), frame())
    assert difference.is_empty
    assert difference.share == 0


def test_a_change_is_boxed_and_small_noise_is_not_one() -> None:
    changed = frame().pixels.copy()
    changed[10:20, 30:50] = 0
    noisy = changed.copy()
    noisy[100:, :] += 5
    difference = compare(frame(), Screenshot(noisy))
    assert difference.box == Box(30, 10, 50, 20)
    assert difference.share == pytest.approx(200 / (90 * 160))


def test_ignored_boxes_do_not_count() -> None:
    changed = frame().pixels.copy()
    changed[0:10, :] = 0
    ignored = compare(frame(), Screenshot(changed), ignore=[Box(0, 0, 90, 10)])
    assert ignored.is_empty


def test_frames_of_other_sizes_have_changed_everywhere() -> None:
    difference = compare(frame(), frame(160, 90))
    assert (difference.share, difference.box) == (1.0, Box(0, 0, 160, 90))


def test_black_is_nearly_all_exactly_black() -> None:
    pixels = np.zeros((100, 100, 3), np.uint8)
    pixels[:9] = 255
    assert Screenshot(pixels).is_black()
    pixels[:11] = 255
    assert not Screenshot(pixels).is_black()
    assert not frame(value=1).is_black()


def test_the_overlay_marks_the_point_and_the_box() -> None:
    shot = frame(270, 480)
    drawn = np.asarray(draw_overlay(shot, point=Point(100, 100), box=Box(80, 90, 120, 110)))
    changed = compare(shot, Screenshot(drawn.copy()))
    assert changed.box is not None
    assert changed.box.contains(Point(100, 100))
    assert tuple(drawn[90, 80]) != (200, 200, 200)
    assert drawn.shape == shot.pixels.shape


def test_png_round_trip() -> None:
    pixels = np.random.default_rng(7).integers(0, 256, (30, 20, 3), np.uint8)
    assert np.array_equal(decode_image(encode_png(PIL.Image.fromarray(pixels))), pixels)
