"""How the program ends: exit codes, one message and one hint, JSON errors."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from droidground.cli.app import COMMANDS, run


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("DROIDGROUND_STATE_DIR", str(tmp_path / "phones"))


def ending(args: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = run(args)
    out, err = capsys.readouterr()
    return code, out, err


def test_every_command_s_help_says_what_the_table_says(capsys: pytest.CaptureFixture[str]) -> None:
    for name, (_, line) in COMMANDS.items():
        code, out, _ = ending([name, "--help"], capsys)
        assert code == 0
        assert line in out


def test_without_a_command_it_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ending([], capsys)
    assert code == 2
    assert "Commands:" in err
    assert out == ""


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["tpa", "x"], "tap"),
        (["tap"], "Missing argument"),
        (["tap", "1.5,2"], "whole pixels"),
        (["tap", "  "], "empty"),
        (["swipe", "sideways"], "no direction"),
        (["swipe", "1,2", "3,4", "--from", "5,6"], "--from goes with a direction"),
        (["locate", "x", "--hierarchy", "h.xml"], "go with --image"),
        (["--bogus"], "--bogus"),
        (["tap", "x", "--timeout", "soon"], "soon"),
        (["tap", "x", "--timeout", "0"], "--timeout"),
        (["phone", "start", "--size", "big"], "not a size"),
    ],
)
def test_bad_usage_is_2_with_one_message(
    args: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = ending(args, capsys)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_errors_are_one_json_object_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    for args in (["tap", "--json"], ["--json", "locate", "x", "--image", "none.png"]):
        code, out, _ = ending(args, capsys)
        assert code == 2
        error = json.loads(out)["error"]
        assert set(error) == {"type", "message", "hint"}
        assert error["message"]


def test_json_after_two_dashes_is_a_word_not_an_option(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = ending(["locate", "--image", "none.png", "--", "--json"], capsys)
    assert (code, out) == (2, "")
    assert "none.png" in err


def test_verbose_shows_where_an_error_came_from(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = ending(["-v", "locate", "x", "--image", "none.png"], capsys)
    assert "Traceback" in err
    assert "Error: cannot read none.png" in err


def test_a_bad_setting_is_5(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DROIDGROUND_TIMEOUT", "soon")
    code, _, err = ending(["devices"], capsys)
    assert code == 5
    assert "DROIDGROUND_TIMEOUT" in err


def test_an_unknown_grounder_is_4(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    import PIL.Image

    PIL.Image.new("RGB", (20, 20)).save(tmp_path / "s.png")
    code, _, err = ending(
        ["locate", "x", "--image", str(tmp_path / "s.png"), "--grounder", "crystal"], capsys
    )
    assert code == 4
    assert "elements" in err


def test_a_screen_that_does_not_exist_is_3(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = ending(["phone", "start", "--screen", "crystal"], capsys)
    assert code == 3
    assert "pillow" in err


def test_no_virtual_phone_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(["phone", "list"], capsys)[0] == 0
    code, out, _ = ending(["phone", "list", "--json"], capsys)
    assert (code, json.loads(out)) == (0, {"phones": []})
    assert ending(["phone", "stop", "ghost"], capsys)[0] == 3


class Closed(io.StringIO):
    """A stream whose reader is gone, as after `2>&1 | head -1`."""

    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_an_error_that_nobody_reads_keeps_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", Closed())
    assert run(["tap", "x", "--no-such-option"]) == 2
