"""How the phone misbehaves when told to, and how deliveries are counted."""

import json

import numpy as np
import pytest

from droidground_emulator.errors import BadOption, ScreenUnavailable
from droidground_emulator.virtual.injector import DENIED
from droidground_emulator.virtual.options import PhoneOptions
from droidground_emulator.virtual.system import open_screen
from tests.emulator.system.conftest import Bench, boot


def touches(bench: Bench, flag: str = "") -> list[dict[str, object]]:
    return [json.loads(line) for line in bench.ok(f"vphone touches {flag}").splitlines()]


def test_touches_are_counted_once(bench: Bench) -> None:
    bench.ok("input tap 10 20; input swipe 100 200 300 400 50; input keyevent BACK; input text hi")
    tap, swipe, key, text = touches(bench)
    assert (tap["kind"], tap["points"], tap["source"]) == ("tap", [[10, 20]], "input")
    assert swipe["kind"] == "swipe"
    assert swipe["points"] == [[100, 200], [300, 400]]
    assert 50 <= int(str(swipe["duration_ms"])) < 500
    assert isinstance(swipe["events"], list)
    assert [event["action"] for event in swipe["events"]][:2] == ["down", "move"]
    assert (key["kind"], key["text"]) == ("key", "BACK")
    assert (text["kind"], text["text"]) == ("text", "hi")
    assert len(touches(bench, "--clear")) == 4
    assert touches(bench) == []


def test_draganddrop_waits_for_the_long_press_inside_its_duration(bench: Bench) -> None:
    bench.ok("input draganddrop 100 200 100 900 300")
    (short,) = touches(bench, "--clear")
    assert [event["action"] for event in short["events"]] == ["down", "up"]  # type: ignore[attr-defined]
    bench.ok("input draganddrop 100 200 100 900 600")
    (long,) = touches(bench)
    first_move = long["events"][1]["time_ms"] - long["events"][0]["time_ms"]  # type: ignore[index]
    assert first_move >= 400
    assert long["kind"] == "drag"


def test_motionevents_are_one_gesture(bench: Bench) -> None:
    for word in ("DOWN 10 10", "MOVE 20 20", "UP 30 30"):
        bench.ok(f"input motionevent {word}")
    (gesture,) = touches(bench)
    assert gesture["kind"] == "motion"
    assert len(gesture["events"]) == 3  # type: ignore[arg-type]


def test_shell_lines_are_logged(bench: Bench) -> None:
    bench.ok("getprop ro.build.version.sdk")
    lines = [json.loads(line) for line in bench.ok("vphone shell-log").splitlines()]
    assert lines == ["getprop ro.build.version.sdk", "vphone shell-log"]


def test_faults_are_added_listed_and_cleared(bench: Bench) -> None:
    assert bench.ok("vphone fault add black_frame:times=1") == "1\n"
    assert bench.ok("vphone fault list") == "1 black_frame:times=1 seen=0 struck=0\n"
    assert bench.ok("vphone fault clear black_frame") == "1\n"
    assert bench.ok("vphone fault list") == ""
    assert bench.run("vphone fault add nosuch").code == 2
    assert bench.run("vphone nosuch").code == 2
    assert bench.ok("vphone version")


def test_black_frame_once(bench: Bench) -> None:
    bench.ok("vphone fault add black_frame:times=1")
    assert bench.system.frame().getbbox() is None
    assert bench.system.frame().getbbox() is not None


def test_secure_window(bench: Bench) -> None:
    bench.ok("vphone fault add secure:match=com.android.settings")
    assert "SECURE" not in bench.ok("dumpsys window windows")
    bench.ok("am start -n com.android.settings/.Settings")
    assert "fl=LAYOUT_IN_SCREEN SECURE" in bench.ok("dumpsys window windows")
    frame = np.asarray(bench.system.frame())
    assert frame[:63].any()
    assert not frame[63:].any()


def test_denied_input(bench: Bench) -> None:
    bench.ok("vphone fault add deny_input")
    for line in ("input tap 1 1", "input swipe 1 1 5 5", "input text a", "input keyevent BACK"):
        answer = bench.run(line)
        assert answer.code == 255
        assert DENIED in answer.err
    assert touches(bench) == []


def test_rotation_in_the_middle_of_a_gesture(bench: Bench) -> None:
    bench.ok("am start -a android.settings.WIFI_SETTINGS")
    bench.ok("vphone fault add rotate_mid_gesture:times=1; input tap 970 480")
    assert bench.system.frame().size == (2400, 1080)
    assert bench.ok("settings get global wifi_on") == "1\n"


def test_display_warning_stays_on_stderr(bench: Bench) -> None:
    bench.ok("vphone fault add display_warning")
    answer = bench.run("screencap -p")
    assert answer.raw.startswith(b"\x89PNG")
    assert answer.err.startswith("[Warning] Multiple displays were found")
    assert bench.run("screencap -p -d 4619827259835644672").err == ""


def test_asleep_until_woken(bench: Bench) -> None:
    bench.ok("vphone fault add asleep")
    assert "mWakefulness=Asleep" in bench.ok("dumpsys power")
    bench.ok("input tap 100 100")
    assert touches(bench) == []
    bench.ok("input keyevent WAKEUP")
    assert "mWakefulness=Awake" in bench.ok("dumpsys power")


def test_no_idle_state(bench: Bench) -> None:
    bench.ok("vphone fault add no_idle:times=1")
    assert bench.run("uiautomator dump").err == "ERROR: could not get idle state.\n"
    assert "UI hierchary" in bench.ok("uiautomator dump")


def test_busy_ui_automation(bench: Bench) -> None:
    bench.ok("vphone fault add ui_automation_busy:times=1")
    answer = bench.run("uiautomator dump")
    assert answer.code == 1
    assert "already registered" in answer.err
    assert bench.run("uiautomator dump").code == 0


def test_options_that_no_phone_has(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(BadOption, match="no app 'nosuch'"):
        boot(tmp_path_factory.mktemp("x") / "files", PhoneOptions(app="nosuch"))
    with pytest.raises(ScreenUnavailable):
        open_screen("nosuch", bench.system.state)
