"""What pages may ask for, and a browser's pipe whose reader fails; no browser is needed."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from droidground_emulator.virtual.files import Files
from droidground_emulator.virtual.screen.chromium import server
from droidground_emulator.virtual.screen.chromium.cdp import CdpClient, CdpError
from droidground_emulator.virtual.screen.chromium.server import PageServer, read_font, read_page


@pytest.mark.parametrize("path", ["/a\0b", "/" + "a" * 300, "/../server.py", "/shell", "/none.js"])
def test_a_name_that_is_no_page_is_not_found(path: str) -> None:
    assert read_page(path) is None


@pytest.mark.parametrize("name", ["a\0.ttf", "a" * 300 + ".ttf", "../../LICENSE", ""])
def test_a_name_that_is_no_font_is_not_found(name: str) -> None:
    assert read_font(name) is None


def test_pages_and_fonts_are_found() -> None:
    page, font = read_page("/shell/shell.js"), read_font("materialdesignicons-webfont.ttf")
    assert page is not None
    assert page[1] == "text/javascript; charset=utf-8"
    assert font is not None
    assert font[0][:4] == b"\0\1\0\0"


class Pipe:
    """A client, and the browser's ends of its pipes."""

    def __init__(self) -> None:
        theirs, ours_out = os.pipe()
        ours_in, self._out = os.pipe()
        self.client = CdpClient(ours_in, ours_out)
        self._in = os.fdopen(theirs, "rb", buffering=0)

    def say(self, message: dict[str, Any]) -> None:
        os.write(self._out, json.dumps(message).encode() + b"\0")

    def heard(self) -> dict[str, Any]:
        data = b""
        while not data.endswith(b"\0"):
            data += self._in.read(1)
        heard: dict[str, Any] = json.loads(data[:-1])
        return heard

    def close(self) -> None:
        self.client.close()
        os.close(self._out)
        self.client.join(5)
        self._in.close()


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    made = Pipe()
    yield made
    made.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_browser_whose_events_cannot_be_handled_is_gone(pipe: Pipe) -> None:
    told: list[str] = []
    pipe.client.on("", "Bad.event", lambda params: told.append(params["missing"]))
    pipe.client.on_end("kept", lambda: told.append("kept"))
    pipe.client.on_end("closed", lambda: told.append("closed"))
    pipe.client.forget("closed")
    waiter = pipe.client.begin("Some.call")
    pipe.say({"method": "Bad.event", "params": {}})
    with pytest.raises(CdpError, match="the browser is gone") as lost:
        waiter(10)
    pipe.client.join(10)
    assert lost.value.lost
    assert pipe.client.gone
    assert told == ["kept"]


def test_a_file_that_is_too_large_is_not_found(
    pipe: Pipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = Files(tmp_path / "files")
    files.write("/sdcard/a.txt", b"abc")
    monkeypatch.setattr(pipe.client, "call", lambda *args, **params: {})
    PageServer(pipe.client, "s", files)
    for largest, status in ((3, 200), (2, 404)):
        monkeypatch.setattr(server, "_LARGEST", largest)
        url = {"url": "https://storage.test/sdcard/a.txt"}
        pipe.say(
            {
                "method": "Fetch.requestPaused",
                "sessionId": "s",
                "params": {"requestId": "r", "request": url},
            }
        )
        assert pipe.heard()["params"]["responseCode"] == status
