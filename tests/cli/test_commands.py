"""The commands, end to end: through the real adb server to a virtual phone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import PIL.Image

from droidground.clock import wait_until
from droidground.ui_tree import load_hierarchy
from tests.cli.conftest import Program
from tests.conftest import AdbServer

LOCATION_KEYS = {
    "query",
    "found",
    "point",
    "box",
    "input_point",
    "score",
    "reading",
    "grounder",
    "frame",
    "candidates",
    "timings_ms",
}


def setting(adb_server: AdbServer, serial: str, name: str) -> str:
    return adb_server.run("-s", serial, "shell", f"settings get {name}").stdout.decode().strip()


def touches(adb_server: AdbServer, serial: str) -> list[str]:
    return adb_server.run("-s", serial, "shell", "vphone touches").stdout.decode().splitlines()


def test_a_phone_is_started_listed_and_stopped(program: Program, serial: str) -> None:
    assert program("devices").out.split()[:2] == [serial, "device"]
    (row,) = program("devices", "--json").json["devices"]
    assert (row["serial"], row["state"]) == (serial, "device")
    assert serial in program("phone", "list").out
    assert program("phone", "start", "--name", "phone").code == 3
    assert program("phone", "stop").out == "phone\n"
    assert program("phone", "list").out == ""
    assert program("devices").out == ""


def test_words_become_a_tap_that_changes_the_phone(
    program: Program, serial: str, adb_server: AdbServer
) -> None:
    adb_server.run("-s", serial, "shell", "am start -W -a android.settings.WIFI_SETTINGS")
    assert setting(adb_server, serial, "global wifi_on") == "1"
    tapped = program("tap", "Wi-Fi toggle", "--json")
    assert tapped.code == 0, tapped.err
    answer = tapped.json
    assert answer.keys() == LOCATION_KEYS | {"action", "effect"}
    assert (answer["found"], answer["effect"]) == (True, "changed")
    assert answer["point"] == answer["input_point"] == answer["action"]["point"]
    assert answer["frame"] == {"width": 1080, "height": 2400, "rotation": 0, "density": 420}
    assert setting(adb_server, serial, "global wifi_on") == "0"
    assert len(touches(adb_server, serial)) == 1


def test_absent_words_are_1_and_touch_nothing(
    program: Program, serial: str, adb_server: AdbServer
) -> None:
    for command in ("tap", "locate"):
        ended = program(command, "Bluetooth toggle", "--json")
        assert ended.code == 1
    assert ended.json["found"] is False
    assert ended.json["reason"] == "absent"
    assert (ended.json["point"], ended.json["box"]) == (None, None)
    assert program("tap", "Bluetooth toggle", "--json").json["error"]["type"] == "TargetNotFound"
    assert touches(adb_server, serial) == []


def test_pixels_swipes_and_keys(program: Program, serial: str) -> None:
    assert program("tap", "540,1200").out == "Tap point=540,1200: changed\n"
    assert program("press", "back").out == "PressKey key=BACK: changed\n"
    assert "changed" in program("swipe", "up").out
    assert "changed" in program("scroll", "up").out
    assert program("swipe", "540,1800", "540,900", "--json").json["effect"] == "changed"
    assert program("press", "home", "--json").json["action"] == {"type": "PressKey", "key": "HOME"}


def test_a_list_is_scrolled_until_words_are_found(program: Program, serial: str) -> None:
    found = program("scroll-to", "About phone", "--json")
    assert found.code == 0, found.err
    assert found.json.keys() == LOCATION_KEYS | {"scrolls"}
    assert found.json["scrolls"] >= 1
    assert program("scroll-to", "About phone").out.endswith("scrolls 0\n")
    absent = program("scroll-to", "Warp drive", "--max-scrolls", "1", "--direction", "up")
    assert absent.code == 1
    assert "in 1 scrolls; an end was not reached" in absent.err


def test_waits_and_expectations_end_with_their_codes(
    program: Program, serial: str, tmp_path: Path
) -> None:
    assert program("wait", "Network & internet").code == 0
    absent = program("wait", "Warp drive", "--for", "0.3", "--overlay", "last.png", "--json")
    assert (absent.code, absent.json["found"], absent.json["reason"]) == (1, False, "absent")
    with PIL.Image.open(tmp_path / "last.png") as picture:
        assert picture.size == (1080, 2400)
    assert program("wait", "Warp drive", "--gone").out == "gone\n"
    still = program("wait", "Network & internet", "--gone", "--for", "0.3", "--json")
    assert (still.code, still.json["found"]) == (1, True)
    assert program("expect", "Network & internet is visible").out.endswith("is visible\n")
    seen = program("expect", "Network & internet is visible", "--json").json
    assert seen.keys() == LOCATION_KEYS | {"sentence", "holds", "seen"}
    failed = program("expect", "Display is gone", "--for", "0.3", "--json")
    assert failed.code == 1
    assert failed.json["error"]["message"] == "'Display' is visible: expected gone"
    for sentence in ("the page looks right", "Display is on"):
        assert program("expect", sentence, "--for", "0.3").code == 4


def test_what_is_in_the_way_is_dealt_with_and_told(program: Program, serial: str) -> None:
    ended = program("tap", "Airplane mode", "--when", "Search settings", "Network & internet")
    assert ended.code == 0, ended.err
    assert "When 'Search settings' was seen: Tap point=" in ended.err
    assert program("tap", "Warp", "--when", "Nothing", "Display").code == 1


def test_points_outside_are_2_and_name_the_size(program: Program, serial: str) -> None:
    ended = program("tap", "1080,5")
    assert ended.code == 2
    assert "1080x2400" in ended.err


def test_unknown_keys_are_2(program: Program, serial: str) -> None:
    ended = program("press", "bakc")
    assert ended.code == 2
    assert "BACK" in ended.err.upper()


def test_dead_space_is_no_change_and_fails_only_where_asked(program: Program, serial: str) -> None:
    assert program("tap", "540,60").out == "Tap point=540,60: no_change\n"
    assert program("tap", "540,60", "--require-effect").code == 1


def test_screenshot_and_dump_agree(program: Program, serial: str, tmp_path: Path) -> None:
    assert program("screenshot", "-o", "s.png").out == "s.png\n"
    assert program("dump", "-o", "s.xml").out == "s.xml\n"
    with PIL.Image.open(tmp_path / "s.png") as image:
        assert image.size == (1080, 2400)
    tree = load_hierarchy(tmp_path / "s.xml")
    assert any(node.text == "Network & internet" for node in tree)
    found = program("locate", "Display", "--image", "s.png", "--hierarchy", "s.xml", "--json").json
    live = program("locate", "Display", "--json").json
    assert found["point"] == live["point"]
    assert (found["input_point"], live["input_point"]) == (None, live["point"])


def test_a_file_that_cannot_be_written_is_2(program: Program, serial: str) -> None:
    ended = program("screenshot", "-o", "no/such/folder/s.png")
    assert ended.code == 2
    assert "cannot write" in ended.err


def test_explain_prints_every_space_of_the_chain(program: Program, serial: str) -> None:
    chain = program("explain", "Display", "--json").json["chain"]
    assert [entry["space"] for entry in chain] == ["frame", "input"]
    assert all(entry["size"] == [1080, 2400] for entry in chain)
    assert "frame 1080x2400 -> input 1080x2400" in program("explain", "Display").out


def test_an_image_without_a_device(program: Program, tmp_path: Path) -> None:
    image = PIL.Image.new("RGB", (400, 800), "white")
    image.save(tmp_path / "s.png")
    (tmp_path / "s.xml").write_text(
        "<hierarchy rotation='0'><node text='Search' class='android.widget.Button' "
        "clickable='true' enabled='true' bounds='[100,200][300,280]'/></hierarchy>"
    )
    ended = program(
        *("locate", "Search", "--image", "s.png", "--hierarchy", "s.xml"),
        *("--density", "320", "--overlay", "out.png", "--json"),
    )
    assert ended.code == 0
    assert ended.json["point"] == [200, 240]
    assert ended.json["box"] == [100, 200, 300, 280]
    assert ended.json["frame"]["density"] == 320
    with PIL.Image.open(tmp_path / "out.png") as overlay:
        assert overlay.size == (400, 800)
        assert overlay.convert("RGB").getpixel((100, 240)) != (255, 255, 255)


def test_apps_are_opened_by_name_and_stopped(program: Program, serial: str) -> None:
    assert program("press", "home").code == 0
    assert program("open", "Settings", "--json").json["action"]["package"] == "com.android.settings"
    assert program("app", "stop", "Settings").code == 0
    ended = program("open", "Setings of the moon")
    assert ended.code == 3
    assert ended.err.count("Error:") == 1


def test_two_phones_need_a_serial(program: Program, serial: str) -> None:
    second = program("phone", "start").out.splitlines()[-1]
    ended = program("tap", "540,1200")
    assert ended.code == 3
    assert serial in ended.err
    assert second in ended.err
    assert program("--serial", second, "press", "home").code == 0
    assert program("press", "home", "--serial", serial).code == 0
    assert program("phone", "stop").code == 2
    assert program("phone", "stop", second).code == 0


def test_no_device_says_what_to_do(program: Program) -> None:
    ended = program("screenshot")
    assert ended.code == 3
    assert "phone start" in ended.err


def test_several_phones_in_one_process(program: Program) -> None:
    rows = program("phone", "start", "--count", "2", "--name", "pair", "--json").json["phones"]
    assert [row["name"] for row in rows] == ["pair-1", "pair-2"]
    assert len({row["pid"] for row in rows}) == 1
    assert len(program("phone", "stop", "pair").out.splitlines()) == 2


def test_the_demo_changes_the_phone_s_setting(program: Program, tmp_path: Path) -> None:
    ended = program("demo", "-o", "shown", "--json")
    assert ended.code == 0, ended.err
    assert ended.json["wifi_on"] == {"before": "1", "after": "0"}
    with PIL.Image.open(tmp_path / "shown" / "demo.png") as picture:
        assert picture.width > 2 * 1080
    page = (tmp_path / "shown" / "demo.html").read_text()
    assert "Wi-Fi toggle" in page
    assert page.count("data:image/png") == 2


def test_a_language_without_words_is_told(program: Program) -> None:
    started = program("phone", "start", "--locale", "de", "--screen", "pillow")
    assert started.code == 0
    assert "speaks en; with locale de its words are English" in started.err


def test_what_a_signal_ends_closes_what_it_opened(
    program: Program, serial: str, adb_server: AdbServer
) -> None:
    code = (
        "import sys; from droidground.device import Device; from droidground.cli import main; "
        "Device.close = lambda self: print('closed'); main(sys.argv[1:])"
    )
    adb_server.run("-s", serial, "shell", "vphone shell-log --clear")
    waiting = subprocess.Popen(
        [sys.executable, "-c", code, "wait", "Warp", "--for", "60"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    look = ("-s", serial, "shell", "vphone shell-log")
    assert wait_until(lambda: b"screencap" in adb_server.run(*look).stdout, timeout_s=30)
    waiting.terminate()
    assert waiting.communicate(timeout=30) == ("closed\n", "")
    assert waiting.returncode == 143
