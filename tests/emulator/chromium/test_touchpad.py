"""The pad tells the gestures apart, at the pixels that were injected."""

import pytest

from tests.emulator.chromium.conftest import Phone

TOUCHPAD = "com.droidground.touchpad"


@pytest.fixture
def pad(phone: Phone) -> Phone:
    phone.system.screen.start(TOUCHPAD)
    return phone


def last(phone: Phone) -> str:
    return phone.find("last").text


def test_gestures_are_told_apart(pad: Phone) -> None:
    assert last(pad) == "Nothing yet"
    pad.tap((541, 1203))
    assert last(pad) == "Tap 541,1203"
    pad.tap((700, 1500), hold_ms=700)
    assert last(pad) == "Long press 700,1500"
    pad.swipe((300, 1800), (800, 900))
    assert last(pad) == "Swipe 300,1800 to 800,900"
    pad.swipe((300, 1800), (800, 900), ms=900, hold_ms=500)
    assert last(pad) == "Drag 300,1800 to 800,900"
    pad.system.injector.pinch(
        [(540, 1100), (540, 1300)], [(540, 800), (540, 1700)], "test", duration_ms=200
    )
    assert last(pad) == "Pinch out"
    assert pad.find("count").text == "5 gestures"


@pytest.mark.parametrize("rotation", [0, 1])
def test_every_tap_is_exact(pad: Phone, rotation: int) -> None:
    pad.system.state.display.freeze(rotation)
    width, height = pad.system.state.display.size
    for part in range(1, 6):
        x, y = width * part // 6, height * 5 // 6 - part
        pad.tap((x, y))
        assert last(pad).split()[-1] == f"{x},{y}"
