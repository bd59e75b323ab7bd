"""What a terminal shows while a command takes long."""

import io

import pytest

from droidground.cli import progress as module
from droidground.cli.progress import progress
from droidground.clock import wait_until


class Terminal(io.StringIO):
    """A stderr that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_what_takes_long_is_shown_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(module, "DELAY_S", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    with progress("wait 'x [y]'"):
        assert wait_until(lambda: "wait 'x [y]'" in terminal.getvalue(), timeout_s=10)
    assert terminal.getvalue().endswith("\x1b[2K")


@pytest.mark.parametrize("stderr", [Terminal(), io.StringIO()])
def test_what_is_quick_or_goes_to_a_file_shows_nothing(
    stderr: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr", stderr)
    monkeypatch.setattr(module, "DELAY_S", 60.0 if stderr.isatty() else 0.0)
    with progress("quick"):
        pass
    assert stderr.getvalue() == ""
