import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.device.device_list import DeviceRow, choose_device, parse_devices
from droidground.errors import (
    AdbFailed,
    DeviceError,
    DeviceOffline,
    DeviceUnauthorized,
    NoDevice,
    SeveralDevices,
)

LISTING = (
    "R5CT60ABCDE            device usb:1-2 product:o1sxeea model:SM_G991B device:o1s"
    " transport_id:3\n"
    "127.0.0.1:41233        offline product:sdk model:Virtual_phone device:v transport_id:12\n"
    "emulator-5554          unauthorized transport_id:4\n"
    "0123456789ABCDEF       no permissions (missing udev rules? user is in the plugdev group);"
    " see [http://developer.android.com/tools/device.html] usb:3-4 transport_id:5\n"
)


def test_rows_keep_serial_state_and_fields() -> None:
    phone, virtual, emulator, unreadable = parse_devices(LISTING)
    assert phone == DeviceRow("R5CT60ABCDE", "device", "SM_G991B", "o1sxeea", 3)
    assert str(phone) == "R5CT60ABCDE (SM_G991B)"
    assert (virtual.state, str(virtual)) == (
        "offline",
        "127.0.0.1:41233 (Virtual_phone, offline)",
    )
    assert (emulator.state, emulator.model, emulator.transport_id) == ("unauthorized", "", 4)
    assert (unreadable.state, unreadable.transport_id) == ("no permissions", 5)


@given(st.text())
def test_no_text_breaks_the_parser(text: str) -> None:
    rows = parse_devices(text)
    with contextlib.suppress(DeviceError):
        assert choose_device(rows).state == "device"


def row(serial: str, state: str = "device") -> DeviceRow:
    return DeviceRow(serial, state, "Pixel_8")


def test_the_only_usable_one_is_chosen() -> None:
    rows = [row("a", "offline"), row("b"), row("c", "unauthorized")]
    assert choose_device(rows).serial == "b"


def test_several_are_named_with_how_to_choose() -> None:
    with pytest.raises(SeveralDevices, match=r"a \(Pixel_8\), b \(Pixel_8\)") as caught:
        choose_device([row("a"), row("b")])
    assert "--serial" in caught.value.hint


@pytest.mark.parametrize(
    ("rows", "serial", "kind"),
    [
        ([], None, NoDevice),
        ([row("a", "offline")], None, DeviceOffline),
        ([row("a", "unauthorized")], None, DeviceUnauthorized),
        ([row("a"), row("b", "offline")], "b", DeviceOffline),
        ([row("a")], "z", NoDevice),
        ([row("a", "recovery")], "a", AdbFailed),
    ],
)
def test_what_cannot_be_used_is_named(
    rows: list[DeviceRow], serial: str | None, kind: type[DeviceError]
) -> None:
    with pytest.raises(kind):
        choose_device(rows, serial)


def test_a_missing_serial_is_told_with_what_is_there() -> None:
    with pytest.raises(NoDevice, match=r"z is not connected; connected: a \(Pixel_8\)"):
        choose_device([row("a")], "z")
