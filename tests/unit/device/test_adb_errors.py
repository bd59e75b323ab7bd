import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.device.adb_errors import error_from_state, error_from_text
from droidground.errors import (
    AdbFailed,
    AdbNotFound,
    DeviceError,
    DeviceOffline,
    DeviceUnauthorized,
    NoDevice,
    SeveralDevices,
)

TEXTS: list[tuple[str, type[DeviceError]]] = [
    ("device offline", DeviceOffline),
    (
        "device unauthorized.\nThis adb server's $ADB_VENDOR_KEYS is not set\nTry 'adb kill-server'"
        " if that seems wrong.\nOtherwise check for a confirmation dialog on your device.",
        DeviceUnauthorized,
    ),
    ("device still authorizing", DeviceUnauthorized),
    ("device still connecting", DeviceOffline),
    ("device '127.0.0.1:6555' not found", NoDevice),
    ("no devices/emulators found", NoDevice),
    ("more than one device/emulator", SeveralDevices),
    ("more than one device", SeveralDevices),
    ("error: no such device '10.0.0.1:5555'", NoDevice),
    ("insufficient permissions for device: user in plugdev group; are your udev rules wrong?",
     AdbFailed),
    ("closed", AdbFailed),
    ("cannot connect to daemon at tcp:5037: Connection refused", AdbNotFound),
    ("adb server version (41) doesn't match this client (39); killing...", AdbFailed),
    ("failed to connect to '10.0.0.1:5555': Connection refused", DeviceOffline),
    ("failed to connect to '10.0.0.1:5555': No route to host", DeviceOffline),
    ("failed to connect to '10.0.0.1:5555': Operation timed out", DeviceOffline),
    ("cannot connect to 127.0.0.1:6655: Connection refused (111)", DeviceOffline),
    ("failed to authenticate to 127.0.0.1:6663", DeviceUnauthorized),
    ("protocol fault (couldn't read status): Success", DeviceOffline),
    ("unknown host service 'features'", AdbFailed),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), TEXTS)
def test_each_text_of_adb_has_its_error(text: str, kind: type[DeviceError]) -> None:
    error = error_from_text(text, serial="X1", doing="shell,v2,raw:ls")
    assert type(error) is kind
    assert error.serial == "X1"
    assert error.hint.endswith(".")
    assert "shell,v2,raw:ls" in error.message


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("offline", DeviceOffline),
        ("connecting", DeviceOffline),
        ("detached", DeviceOffline),
        ("unauthorized", DeviceUnauthorized),
        ("authorizing", DeviceUnauthorized),
        ("no permissions", AdbFailed),
        ("no permissions (missing udev rules? user is in the plugdev group)", AdbFailed),
        ("recovery", AdbFailed),
        ("sideload", AdbFailed),
        ("bootloader", AdbFailed),
        ("rescue", AdbFailed),
        ("host", AdbFailed),
        ("a state that no adb has yet", AdbFailed),
    ],
)
def test_each_state_has_its_error(state: str, kind: type[DeviceError]) -> None:
    error = error_from_state(state, "X1")
    assert type(error) is kind
    assert "X1" in error.message
    assert error.hint


def test_a_usable_device_has_none() -> None:
    assert error_from_state("device", "X1") is None


@given(st.text(), st.text())
def test_any_text_becomes_an_error_of_ours(text: str, state: str) -> None:
    assert isinstance(error_from_text(text), DeviceError)
    assert error_from_state(state, "X") is None or isinstance(
        error_from_state(state, "X"), DeviceError
    )
