"""What the shell offers while a command is typed."""

import pytest

from droidground.cli.app import run
from tests.cli.conftest import Program


def offers(line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Ask as bash does."""
    monkeypatch.setenv("_DROIDGROUND_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
    capsys.readouterr()
    try:
        run([])
    except SystemExit:
        pass
    finally:
        monkeypatch.delenv("_DROIDGROUND_COMPLETE")
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("droidground sc", ["screenshot", "scroll", "scroll-to"]),
        ("droidground scroll ", ["left", "right", "up", "down"]),
        ("droidground swipe ", ["left", "right", "up", "down"]),
        ("droidground press vol", ["volume_down", "volume_mute", "volume_up"]),
        ("droidground tap --req", ["--require-effect"]),
        ("droidground devices --serial ", []),
    ],
)
def test_names_are_offered(
    program: Program,
    line: str,
    offered: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = filter(None, offers(line, capsys, monkeypatch).splitlines())
    assert [each.partition(",")[2] for each in said] == offered


@pytest.mark.parametrize(
    "line", ["droidground tap x --report ", "droidground locate x --image ", "droidground dump -o "]
)
def test_files_are_offered(
    program: Program,
    line: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert offers(line, capsys, monkeypatch).startswith("file,")


def test_devices_and_phones_are_offered(
    program: Program,
    serial: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert serial in offers("droidground tap --serial ", capsys, monkeypatch)
    assert "phone" in offers("droidground phone stop ", capsys, monkeypatch)
