"""Which device is meant, and what is wrong when none can be used."""

from pathlib import Path

import numpy as np
import pytest

from droidground.config import DeviceSettings
from droidground.device import connect_device, list_devices
from droidground.device.adb_server import AdbServer
from droidground.device.deadline import Deadline
from droidground.device.link import Link
from droidground.device.screencap import ScreenCapture
from droidground.errors import (
    AdbNotFound,
    DeviceOffline,
    DeviceUnauthorized,
    NoDevice,
    SeveralDevices,
)
from tests import conftest
from tests.conftest import free_port
from tests.device.conftest import Handset, StartPhones


def test_no_device(own_server: conftest.AdbServer) -> None:
    with pytest.raises(NoDevice, match="no device is connected") as caught:
        connect_device(DeviceSettings(adb_port=own_server.port))
    assert "phone start" in caught.value.hint
    assert list_devices(DeviceSettings(adb_port=own_server.port)) == ()


def test_the_only_device_needs_no_name(start_phones: StartPhones) -> None:
    (phone,) = start_phones()
    device = connect_device(DeviceSettings(adb_port=phone.server.port))
    assert device.serial == phone.serial
    assert device.info().sdk == 33


def test_two_devices_and_no_serial(start_phones: StartPhones) -> None:
    phones = start_phones("--count=2")
    settings = DeviceSettings(adb_port=phones[0].server.port)
    with pytest.raises(SeveralDevices) as caught:
        connect_device(settings)
    assert all(phone.serial in caught.value.message for phone in phones)
    assert "--serial" in caught.value.hint
    assert connect_device(phones[1].settings()).serial == phones[1].serial
    rows = list_devices(settings)
    assert {row.serial for row in rows} == {phone.serial for phone in phones}
    assert {row.state for row in rows} == {"device"}
    assert all(row.model and row.transport_id for row in rows)


def test_an_address_that_is_not_connected_yet(start_phones: StartPhones) -> None:
    (phone,) = start_phones(connect=False)
    assert phone.state() == "absent"
    assert phone.device().shell("echo hello").stdout == "hello\n"


def test_an_address_where_nobody_listens(own_server: conftest.AdbServer) -> None:
    serial = f"127.0.0.1:{free_port()}"
    with pytest.raises(DeviceOffline, match="refused") as caught:
        connect_device(DeviceSettings(serial=serial, adb_port=own_server.port, timeout_s=1))
    assert caught.value.serial == serial


@pytest.mark.parametrize("named", [True, False])
def test_unauthorized(start_phones: StartPhones, named: bool) -> None:
    (phone,) = start_phones("--auth=never")
    serial = phone.serial if named else None
    with pytest.raises(DeviceUnauthorized) as caught:
        connect_device(DeviceSettings(serial=serial, adb_port=phone.server.port))
    assert "allow USB debugging" in caught.value.hint


def test_adb_missing(tmp_path: Path) -> None:
    settings = DeviceSettings(adb_port=free_port(), adb_path=str(tmp_path / "adb"))
    for call in (connect_device, list_devices):
        with pytest.raises(AdbNotFound, match="no program that can be run"):
            call(settings)


def test_a_server_is_started_where_none_runs(own_server: conftest.AdbServer) -> None:
    own_server.run("kill-server")
    settings = DeviceSettings(adb_port=own_server.port, adb_path=own_server.adb)
    assert list_devices(settings) == ()
    assert own_server.run("devices").stdout.startswith(b"List of devices attached")


def test_what_a_command_prints_and_returns(phone: Handset) -> None:
    result = phone.device().shell("echo out; echo err >&2; exit 7")
    assert (result.stdout, result.stderr, result.exit_code) == ("out\n", "err\n", 7)


def test_files_go_there_and_back(phone: Handset, tmp_path: Path) -> None:
    device, source = phone.device(), tmp_path / "a"
    source.write_bytes(bytes(range(256)) * 1000)
    device.push(source, "/data/local/tmp/a b")
    device.pull("/data/local/tmp/a b", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == source.read_bytes()
    assert device.exec_out("cat '/data/local/tmp/a b'") == source.read_bytes()


class OldLink(Link):
    """A device of before shell v2 (Android 6)."""

    def has_feature(self, name: str, deadline: Deadline | None = None) -> bool:
        return False


def test_a_device_without_shell_v2(phone: Handset) -> None:
    link = OldLink(AdbServer(port=phone.server.port), phone.serial, timeout_s=10)
    result = link.run_once("echo out; ls /nowhere; exit 7")
    assert result.exit_code == 7
    assert result.stdout.startswith("out\n")
    assert "No such file" in result.stdout
    raw = ScreenCapture(link).take()[0]
    assert np.array_equal(raw.pixels[100:], phone.device().capture().pixels[100:])
