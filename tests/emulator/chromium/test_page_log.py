"""What our pages complain of is an error in the phone's log; what foreign pages do is told."""

import logging
from collections.abc import Callable

import pytest

from droidground_emulator.virtual.screen.chromium.page_log import _log_console, _log_exception
from tests.emulator.chromium.conftest import PLAIN, Phone


def test_our_pages_complaints_are_errors(
    boot: Callable[..., Phone], caplog: pytest.LogCaptureFixture
) -> None:
    phone = boot()
    phone.system.screen.start(PLAIN)
    assert not [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
    phone.show("<img src=/nothing.png>")
    phone.value("void page.defaultView.setTimeout('console.error(`told`, 7); no_such_name()')")
    phone.image()
    phone.image()
    errors = " ".join(r.getMessage() for r in caplog.records if r.levelno == logging.ERROR)
    for words in ("nothing.png", "told 7", "no_such_name is not defined"):
        assert words in errors


def test_foreign_pages_complaints_are_told(caplog: pytest.LogCaptureFixture) -> None:
    url = "https://phone.test/storage/emulated/0/DCIM/deleted.jpg"
    with caplog.at_level(logging.INFO):
        _log_exception({"exceptionDetails": {"text": "Uncaught", "url": url, "lineNumber": 3}})
        _log_console({"type": "error", "args": [], "stackTrace": {"callFrames": [{"url": url}]}})
        _log_console({"type": "log", "args": [{"value": "words"}]})
    assert [record.levelno for record in caplog.records] == [logging.INFO, logging.INFO]
