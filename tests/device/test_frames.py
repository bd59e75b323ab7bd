"""Frames: whole, upright, of the display they say they are of, or an error that says why not."""

import time

import numpy as np
import pytest

from droidground.device import FrameKind
from droidground.device.events import KeyPress, TapAt
from droidground.errors import ScreenLocked, ScreenProtected, ScreenshotFailed
from droidground.geometry import Point, Rotation, Size
from tests.device.conftest import Handset, StartPhones


def test_raw_and_png_are_the_same_picture(phone: Handset) -> None:
    raw = phone.device(frames=FrameKind.RAW).capture()
    png = phone.device(frames=FrameKind.PNG).capture()
    assert raw.size == Size(1080, 2400)
    assert np.array_equal(raw.pixels[100:], png.pixels[100:])
    assert raw.pixels[100:].any()
    assert (raw.serial, raw.density) == (phone.serial, 420)


@pytest.mark.parametrize("kind", [FrameKind.RAW, FrameKind.PNG])
def test_a_warning_never_gets_into_the_picture(phone: Handset, kind: FrameKind) -> None:
    device = phone.device(frames=kind)
    clean = device.capture()
    phone.fault("display_warning")
    assert np.array_equal(device.capture().pixels[100:], clean.pixels[100:])


@pytest.mark.parametrize(
    ("size", "density"), [("720x1600", 280), ("1440x3200", 560), ("1000x1000", 420)]
)
@pytest.mark.parametrize("rotation", [0, 1])
def test_an_override_smaller_and_larger_than_the_panel(
    phone: Handset, size: str, density: int, rotation: int
) -> None:
    phone.adb_shell(
        f"wm size {size}; wm density {density}; settings put system user_rotation {rotation}"
    )
    width, height = (int(side) for side in size.split("x"))
    device = phone.device()
    shot, facts = device.capture(), device.display_facts()
    assert shot.display is not None
    assert shot.size == shot.display.size == Size(width, height).rotated(Rotation(90 * rotation))
    assert facts.override_size == Size(width, height)
    assert shot.display.physical_size == Size(1080, 2400)
    assert shot.density == density
    assert shot.rotation is Rotation(90 * rotation)
    corner = Point(shot.size.width - 1, shot.size.height - 1)
    device.act(TapAt(corner))
    assert phone.touches()[-1]["points"] == [[corner.x, corner.y]]


@pytest.mark.parametrize("rotation", [0, 1, 2, 3])
def test_every_rotation(phone: Handset, rotation: int) -> None:
    phone.adb_shell(f"settings put system user_rotation {rotation}")
    shot = phone.device().capture()
    assert shot.rotation is Rotation(90 * rotation)
    assert shot.size == Size(1080, 2400).rotated(shot.rotation)


@pytest.mark.parametrize("kind", [FrameKind.RAW, FrameKind.PNG])
def test_a_cut_frame_is_taken_again(phone: Handset, kind: FrameKind) -> None:
    device = phone.device(frames=kind)
    phone.fault("drop:match=screencap,times=1,bytes=5000")
    assert device.capture().size == Size(1080, 2400)


@pytest.mark.parametrize("kind", [FrameKind.RAW, FrameKind.PNG])
def test_a_frame_that_is_always_cut_is_named(phone: Handset, kind: FrameKind) -> None:
    device = phone.device(frames=kind, timeout_s=5)
    phone.fault("truncate:match=screencap,bytes=5000")
    with pytest.raises(ScreenshotFailed, match=r"frame of 1080x2400 .* bytes of output") as caught:
        device.capture()
    assert caught.value.serial == phone.serial


def test_a_black_frame_is_returned_as_it_is(phone: Handset) -> None:
    phone.fault("black_frame")
    assert phone.device().capture().is_black()


def test_a_secure_window_is_named(phone: Handset) -> None:
    phone.fault("secure")
    with pytest.raises(ScreenProtected, match="FLAG_SECURE") as caught:
        phone.device().capture()
    assert caught.value.hint
    assert isinstance(caught.value, ScreenshotFailed)


def test_a_sleeping_screen_is_woken(phone: Handset) -> None:
    device = phone.device()
    clean = device.capture()
    phone.adb_shell("input keyevent KEYCODE_SLEEP")
    assert not device.power().is_awake
    assert np.array_equal(device.capture().pixels[100:], clean.pixels[100:])
    assert device.power().is_awake


def test_a_keyguard_that_asks_for_nothing_is_dismissed(phone: Handset) -> None:
    phone.fault("locked")
    device = phone.device()
    device.act(TapAt(Point(540, 1200)))
    assert not device.power().is_locked
    assert len(phone.touches()) == 1


def test_a_locked_screen_is_named(phone: Handset) -> None:
    device = phone.device()
    phone.fault("locked:match=dumpsys,times=1000")
    for call in (device.observe, lambda: device.act(TapAt(Point(5, 5)))):
        with pytest.raises(ScreenLocked) as caught:
            call()
        assert "Unlock" in caught.value.hint
    assert phone.touches() == []
    assert device.capture().size == Size(1080, 2400)
    device.act(KeyPress("VOLUME_UP"))


def test_a_still_screen_settles_soon(phone: Handset) -> None:
    device = phone.device()
    start = time.monotonic()
    assert device.settle(5).is_stable
    assert time.monotonic() - start < 4


def test_a_phone_that_starts_sideways(start_phones: StartPhones) -> None:
    (phone,) = start_phones("--rotation=90", "--size=800x1280", "--density=213")
    shot = phone.device().capture()
    assert (shot.size, shot.rotation, shot.density) == (Size(1280, 800), Rotation.R90, 213)
