"""One session on a virtual phone, recorded once for all tests here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from droidground.grounding.elements import ElementsGrounder
from droidground.phone import Phone
from droidground.recording import record
from tests.conftest import AdbServer
from tests.device.conftest import Handset, running_phones

Story = Callable[[Phone], None]


def wifi(phone: Phone) -> None:
    """The story that is recorded: words, a point, keys, a text, waits and expectations."""
    phone.open("Settings")
    phone.tap("Network & internet")
    phone.expect("Airplane mode is off")
    phone.tap("Airplane mode switch")
    phone.expect("Airplane mode is on")
    phone.tap("Airplane mode switch")
    phone.back()
    phone.scroll_to("About phone")
    phone.home()


@pytest.fixture(scope="session")
def live(adb_server: AdbServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handset]:
    """A virtual phone for this folder."""
    folder = tmp_path_factory.mktemp("phones")
    with running_phones(folder, adb_server, "--name=recorded", "--seed=7") as records:
        adb_server.connect(records[0].serial)
        yield Handset(records[0].serial, adb_server)


@pytest.fixture(scope="session")
def recorded(live: Handset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recorded story."""
    folder = tmp_path_factory.mktemp("recordings") / "wifi"
    with record(folder, live.device(), ElementsGrounder()) as phone:
        wifi(phone)
    return folder
