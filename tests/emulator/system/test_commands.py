"""Commands answer in the texts that a real Android 13 gives and real clients parse."""

import re
import struct

import pytest

from droidground_emulator.virtual.state.display import PHYSICAL_ID
from tests.emulator.system.conftest import Bench

WIFI_PAGE = "com.android.settings/com.android.settings.Settings$WifiSettingsActivity"


def test_wm_size(bench: Bench) -> None:
    assert bench.ok("wm size") == "Physical size: 1080x2400\n"
    bench.ok("wm size 720x1600")
    assert bench.ok("wm size") == "Physical size: 1080x2400\nOverride size: 720x1600\n"
    assert bench.system.frame().size == (720, 1600)
    bench.ok("wm size 400dpx800dp")
    assert bench.ok("wm size").endswith("Override size: 1050x2100\n")
    bench.ok("wm size reset")
    assert bench.ok("wm size") == "Physical size: 1080x2400\n"


def test_wm_density(bench: Bench) -> None:
    assert bench.ok("wm density") == "Physical density: 420\n"
    before = bench.system.frame()
    bench.ok("wm density 560")
    assert bench.ok("wm density") == "Physical density: 420\nOverride density: 560\n"
    assert bench.system.frame() != before
    bench.ok("wm density reset")
    assert bench.system.frame() == before


@pytest.mark.parametrize("verb", ["size axb", "size 5", "density 5", "density x",
                                  "nosuch", "user-rotation lock 7"])  # fmt: skip
def test_wm_mistakes(bench: Bench, verb: str) -> None:
    answer = bench.run(f"wm {verb}")
    assert answer.code == 255
    assert answer.out + answer.err


def test_rotation(bench: Bench) -> None:
    bench.ok("wm user-rotation lock 1")
    assert bench.ok("wm user-rotation") == "lock 1\n"
    assert bench.ok("settings get system user_rotation") == "1\n"
    assert bench.system.frame().size == (2400, 1080)
    assert "mCurrentRotation=ROTATION_90" in bench.ok("dumpsys window displays")
    assert "orientation=1," in bench.ok("dumpsys display")
    bench.ok("settings put system user_rotation 0")
    assert bench.system.frame().size == (1080, 2400)
    bench.ok("wm user-rotation free")
    assert bench.ok("settings get system accelerometer_rotation") == "1\n"


def test_settings(bench: Bench) -> None:
    assert bench.ok("settings get global no_such_key") == "null\n"
    assert bench.ok("settings put global my_key 'a b'") == ""
    assert bench.ok("settings get --user 0 global my_key") == "a b\n"
    assert "my_key=a b\n" in bench.ok("settings list global")
    assert bench.ok("settings delete global my_key") == "Deleted 1 rows\n"
    assert bench.ok("settings delete global my_key") == "Deleted 0 rows\n"
    assert bench.run("settings get nowhere x").code == 255
    assert bench.run("settings put global x").code == 255
    assert "zen_duration=" in bench.ok("settings list global")


def test_settings_outlive_a_reboot(bench: Bench) -> None:
    odd = 'línea\tüñ 漢字 <&>" \\n'
    bench.system.state.settings.put("global", "odd", odd)
    bench.ok("settings put secure ui_night_mode 2; svc wifi disable")
    bench.system.reboot("")
    assert bench.system.state.settings.get("global", "odd") == odd
    assert bench.system.state.dark
    assert bench.ok("settings get global wifi_on") == "0\n"


def test_wifi_has_one_truth(bench: Bench) -> None:
    bench.ok("svc wifi disable")
    assert bench.ok("settings get global wifi_on") == "0\n"
    assert bench.ok("dumpsys wifi").startswith("Wi-Fi is disabled\n")
    bench.ok("cmd wifi set-wifi-enabled enabled")
    assert bench.ok("settings get global wifi_on") == "1\n"
    bench.ok("settings put global wifi_on 0")
    assert bench.ok("cmd wifi status").startswith("Wifi is disabled\n")


def test_airplane_mode_takes_and_gives_back(bench: Bench) -> None:
    bench.ok("cmd connectivity airplane-mode enable")
    assert bench.ok("settings get global airplane_mode_on") == "1\n"
    assert bench.ok("dumpsys wifi").startswith("Wi-Fi is disabled\n")
    assert "enabled: false" in bench.ok("dumpsys bluetooth_manager")
    bench.ok("svc wifi enable")
    assert bench.ok("settings get global wifi_on") == "2\n"
    bench.ok("cmd connectivity airplane-mode disable")
    assert bench.ok("settings get global wifi_on; settings get global bluetooth_on") == "1\n1\n"


def test_am_start(bench: Bench) -> None:
    out = bench.ok("am start -a android.settings.WIFI_SETTINGS")
    assert out == "Starting: Intent { act=android.settings.WIFI_SETTINGS }\n"
    assert f"mCurrentFocus=Window{{8f7b3d8 u0 {WIFI_PAGE}}}" in bench.ok("dumpsys window")
    again = bench.run(
        "am start -n com.android.settings/.Settings$WifiSettingsActivity".replace("$", "\\$")
    )
    assert again.err == (
        "Warning: Activity not started, its current task has been brought to the front\n"
    )
    waited = bench.ok("am start  -W -n com.android.deskclock/com.android.deskclock.DeskClock")
    assert waited.startswith(
        "Starting: Intent { cmp=com.android.deskclock/.DeskClock }\nStatus: ok\n"
    )
    assert re.search(
        r"LaunchState: COLD\nActivity: com\.android\.deskclock/\.DeskClock\n"
        r"TotalTime: \d+\nWaitTime: \d+\nComplete\n$",
        waited,
    )
    assert "Error" not in waited
    bench.ok("am start -a android.intent.action.VIEW -d https://example.org/a?b=c")
    assert "com.android.chrome" in bench.ok("dumpsys window | grep mCurrentFocus")
    bench.ok("am start -a android.intent.action.MAIN -c android.intent.category.HOME")
    assert "launcher3" in bench.ok("dumpsys window | grep mCurrentFocus")


def test_am_start_stops_first_what_an_intent_without_a_component_opens(bench: Bench) -> None:
    bench.ok("am start -a android.settings.WIFI_SETTINGS")
    again = bench.ok("am start -W -S -a android.settings.WIFI_SETTINGS")
    assert again.startswith("Stopping: com.android.settings\nStarting: Intent {")
    assert "LaunchState: COLD" in again
    nothing = bench.run("am start -S -a no.such.ACTION")
    assert nothing.code == 1
    assert "Intent does not match any activities: Intent { act=no.such.ACTION }" in nothing.err


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("am start -n com.x/.Main", "Error type 3\nError: Activity class {com.x/com.x.Main} does"),
        ("am start -a no.such.ACTION", "Error: Activity not started, unable to resolve Intent"),
        ("am start -n", "Argument expected after"),
        ("am start -n nothing", "Error: Bad component name"),
        ("am start --nosuch", "Unknown option"),
        ("am nosuch", "Unknown command: nosuch"),
    ],
)  # fmt: skip
def test_am_mistakes(bench: Bench, line: str, says: str) -> None:
    answer = bench.run(line)
    assert answer.code != 0
    assert says in answer.err


def test_force_stop_and_stack(bench: Bench) -> None:
    bench.ok("monkey -p com.android.deskclock -c android.intent.category.LAUNCHER 1")
    line = bench.ok("am stack list | grep -E visible=true")
    assert line.endswith(
        "topActivity=ComponentInfo{com.android.deskclock/com.android.deskclock.DeskClock}\n"
    )
    assert re.search(r"^  taskId=\d+: com\.android\.deskclock/", line)
    pid = bench.ok("pidof com.android.deskclock").strip()
    assert "ACTIVITY com.android.deskclock/.DeskClock" in bench.ok("dumpsys activity top")
    assert f"pid={pid}" in bench.ok("dumpsys activity top")
    bench.ok("am force-stop com.android.deskclock")
    assert bench.run("pidof com.android.deskclock").code == 1
    assert "launcher3" in bench.ok("dumpsys activity activities | grep topResumedActivity")


def test_monkey(bench: Bench) -> None:
    out = bench.ok("monkey -p com.android.settings 1")
    assert "Events injected: 1\n## Network stats: " in out
    missing = bench.run("monkey -p com.x 1")
    assert missing.code == 252
    assert "** No activities found to run, monkey aborted." in missing.err


def test_packages(bench: Bench) -> None:
    assert "package:com.android.settings\n" in bench.ok("pm list packages")
    assert bench.ok("pm list packages -3") == ""
    assert bench.ok("pm list packages deskclock") == "package:com.android.deskclock\n"
    assert bench.ok("pm path com.android.settings") == (
        "package:/system/app/Settings/Settings.apk\n"
    )
    assert bench.run("pm path com.x").code == 1
    assert bench.ok("pm clear com.android.deskclock") == "Success\n"
    assert bench.run("pm clear com.x").err == "Failed\n"
    assert bench.run("pm uninstall com.x").err == "Failure [DELETE_FAILED_INTERNAL_ERROR]\n"
    bench.ok("pm grant com.android.contacts android.permission.READ_CONTACTS")
    unknown = bench.run("pm grant com.android.contacts CAMERA")
    assert (unknown.code, "Unknown permission: CAMERA" in unknown.err) == (255, True)
    shown = bench.ok("dumpsys package com.android.contacts")
    assert "android.permission.READ_CONTACTS: granted=true" in shown
    assert re.search(r"versionName=13", shown)
    assert bench.ok("cmd package resolve-activity --brief com.android.settings").endswith(
        "com.android.settings/.Settings\n"
    )


def test_ime(bench: Bench) -> None:
    latin = "com.android.inputmethod.latin/.LatinIME"
    assert bench.ok("ime list -s -a") == f"{latin}\n"
    assert bench.ok(f"ime enable {latin}") == f"Input method {latin}: already enabled for user #0\n"
    assert bench.ok(f"ime set {latin}") == f"Input method {latin} selected for user #0\n"
    unknown = bench.run("ime set a/.B")
    assert unknown.code == 255
    assert unknown.err == "Unknown input method a/.B cannot be selected for user #0\n"


def test_dumpsys_of_the_display(bench: Bench) -> None:
    display = bench.ok("dumpsys display")
    match = re.search(
        r".*DisplayViewport{.*?valid=true, .*?orientation=(?P<orientation>\d+), .*?deviceWidth="
        r"(?P<width>\d+), deviceHeight=(?P<height>\d+).*",
        display,
    )
    assert match is not None
    assert match.groups() == ("0", "1080", "2400")
    assert f"uniqueId='local:{PHYSICAL_ID}'" in display
    assert bench.ok("dumpsys SurfaceFlinger --display-id") == (
        f'Display {PHYSICAL_ID} (HWC display 0): port=0 pnpId=GGL displayName="Common Panel"\n'
    )
    assert "logicalFrame=[0, 0, 1080, 2400]" in bench.ok("dumpsys input | grep logicalFrame")
    assert re.search(r"\n\s+SurfaceOrientation: 0\n", bench.ok("dumpsys input"))
    assert "init=1080x2400 420dpi cur=1080x2400" in bench.ok("dumpsys window displays")


def test_dumpsys_of_power_and_lock(bench: Bench) -> None:
    power = bench.ok("dumpsys power")
    assert "mWakefulness=Awake\n" in power
    assert "mHoldingDisplaySuspendBlocker=true" in power
    bench.ok("input keyevent KEYCODE_SLEEP")
    assert "mWakefulness=Asleep\n" in bench.ok("dumpsys power")
    assert bench.system.frame().getextrema() == ((0, 0), (0, 0), (0, 0))
    bench.ok("input keyevent 224")
    assert "mWakefulness=Awake\n" in bench.ok("dumpsys power")
    bench.ok("vphone fault add locked:times=1")
    assert "NotificationShade" in bench.ok("dumpsys window | grep mCurrentFocus")
    assert "mDreamingLockscreen=true" in bench.ok("dumpsys window policy")
    bench.ok("wm dismiss-keyguard")
    assert "mDreamingLockscreen=false" in bench.ok("dumpsys window policy")


def test_dumpsys_windows_has_no_focus_line(bench: Bench) -> None:
    """As since Android 10, which makes clients look elsewhere."""
    assert "mCurrentFocus" not in bench.ok("dumpsys window windows")


def test_dumpsys_of_what_is_not_there(bench: Bench) -> None:
    assert bench.run("dumpsys nosuch").err == "Can't find service: nosuch\n"
    assert "nosuch" in bench.run("cmd nosuch").err


def test_keyboard_is_reported(bench: Bench) -> None:
    bench.ok("am start -n com.android.settings/.Settings")
    assert "mInputShown=false" in bench.ok("dumpsys input_method")
    bench.ok("input tap 540 480")
    assert "mInputShown=true" in bench.ok("dumpsys input_method")
    bench.ok("input keyevent 111")
    assert "mInputShown=false" in bench.ok("dumpsys input_method")


def test_screencap(bench: Bench) -> None:
    raw = bench.run("screencap").raw
    assert struct.unpack("<4I", raw[:16]) == (1080, 2400, 1, 1)
    assert len(raw) == 16 + 1080 * 2400 * 4
    assert bench.run("screencap -p").raw.startswith(b"\x89PNG\r\n\x1a\n")
    bench.ok("screencap -p /sdcard/a.png")
    assert bench.run("cat /sdcard/a.png").raw == bench.run("screencap -p").raw
    assert bench.run(f"screencap -p -d {PHYSICAL_ID}").code == 0
    assert bench.run("screencap -d 77").code == 1
    assert bench.run("screencap --nosuch").code == 1


def test_uiautomator_dump(bench: Bench) -> None:
    assert bench.ok("uiautomator dump") == "UI hierchary dumped to: /sdcard/window_dump.xml\n"
    xml = bench.ok("cat /sdcard/window_dump.xml")
    assert xml.startswith(
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation=\"0\">"
    )
    assert bench.ok("uiautomator dump /dev/tty").startswith(
        xml + "UI hierchary dumped to: /dev/tty"
    )
    bench.ok("uiautomator dump --compressed /sdcard/c.xml")
    assert len(bench.ok("cat /sdcard/c.xml")) < len(xml)


@pytest.mark.parametrize("line", ["input", "input nosuch", "input tap 1", "input tap a b",
                                  "input tap nan 1", "input swipe 1 2 3", "input text",
                                  "input keyevent", "input motionevent SIDEWAYS 1 2"])  # fmt: skip
def test_input_mistakes(bench: Bench, line: str) -> None:
    answer = bench.run(line)
    assert answer.code == 255
    assert answer.out + answer.err
    assert bench.system.state.log.deliveries() == []


def test_input_text_of_other_scripts(bench: Bench) -> None:
    answer = bench.run("input text é")
    assert answer.code == 255
    assert answer.err.startswith(
        "\nException occurred while executing 'text':\n"
        "java.lang.NullPointerException: Attempt to get length of null array\n"
        "\tat com.android.server.input.InputShellCommand.sendText("
    )


def test_files(bench: Bench) -> None:
    bench.ok("mkdir -p /sdcard/a/b; echo hello > /sdcard/a/b/c.txt; cp -r /sdcard/a /sdcard/d")
    assert bench.ok("cat /sdcard/d/b/c.txt; ls -1 /sdcard/d") == "hello\nb\n"
    assert bench.ok("find /storage/emulated/0/d -type f -o -type d") == (
        "/storage/emulated/0/d\n/storage/emulated/0/d/b\n/storage/emulated/0/d/b/c.txt\n"
    )
    assert bench.ok("md5sum /sdcard/a/b/c.txt; toybox md5sum /sdcard/a/b/c.txt") == (
        "b1946ac92492d2347c6235b4d2611184  /sdcard/a/b/c.txt\n" * 2
    )
    bench.ok("mv /sdcard/d/b/c.txt /sdcard/d/e.txt; rm -r /sdcard/a; chmod 600 /sdcard/d/e.txt")
    assert bench.ok("ls /sdcard/d") == "b\ne.txt\n"
    assert bench.ok("stat -c '%a %s' /sdcard/d/e.txt") == "600 6\n"
    columns = bench.ok("ls /sdcard/d -ll -au").splitlines()[-1].split()
    assert len(columns) == 9
    assert re.fullmatch(r"\d\d:\d\d:\d\d\.\d{9}", columns[6])
    bench.ok("find /sdcard/d -mindepth 1 -type f -delete")
    assert bench.ok("find /sdcard/d -type f") == ""
    missing = bench.run("ls /nowhere")
    assert (missing.err, missing.code) == ("ls: /nowhere: No such file or directory\n", 1)
    assert bench.run("cat /nowhere").err == "cat: /nowhere: No such file or directory\n"
    assert bench.run("rm /nowhere").err == "rm: /nowhere: No such file or directory\n"
    assert bench.run("rm -f /nowhere").code == 0
    assert bench.run("mkdir /sdcard/x/y").err == (
        "mkdir: '/sdcard/x/y': No such file or directory\n"
    )


def test_identity_and_time(bench: Bench) -> None:
    assert bench.ok("whoami; getenforce") == "shell\nEnforcing\n"
    assert bench.ok("id -u") == "2000\n"
    assert bench.ok("date 1015153423.00") == "Sun Oct 15 15:34:00 UTC 2023\n"
    assert bench.ok("date +%Y-%m-%d") == "2023-10-15\n"
    assert bench.ok("date +%s") == "1697384040\n"
    assert "com.android.systemui" in bench.ok("ps -A")
    assert all(len(line.split()) == 9 for line in bench.ok("ps -A").splitlines()[1:])


def test_content(bench: Bench) -> None:
    assert bench.ok("content query --uri content://sms/sent").startswith("No result found.")
    found = bench.ok("content query --uri content://settings/global --where \"name='wifi_on'\"")
    assert re.fullmatch(
        r"Row: 0 _id=\d+, name=wifi_on, value=1, is_preserved_in_restore=false\n", found
    )
    bench.ok("content insert --uri content://settings/system --bind name:s:a --bind value:s:b")
    assert bench.ok("settings get system a") == "b\n"


def test_dark_theme(bench: Bench) -> None:
    light = bench.system.frame()
    assert bench.ok("cmd uimode night yes") == "Night mode: yes\n"
    assert bench.system.frame() != light
    assert bench.ok("cmd uimode night no") == "Night mode: no\n"
    assert bench.system.frame() == light


def test_app_process_of_another_program(bench: Bench) -> None:
    answer = bench.run("CLASSPATH=/data/x.jar app_process / com.genymobile.scrcpy.Server 2.0")
    assert answer.code == 1
    assert "java.lang.ClassNotFoundException" in answer.err


def test_a_listing_goes_down_but_not_through_links(bench: Bench) -> None:
    bench.ok("cd /sdcard; mkdir -p a/b; touch a/b/f; ln -s /sdcard a/up")
    assert bench.ok("ls -R /sdcard/a") == "/sdcard/a:\nb\nup\n\n/sdcard/a/b:\nf\n"


def test_notifications_of_a_package_are_bounded(bench: Bench) -> None:
    many = "; ".join(f"cmd notification post tag{n} text > /dev/null" for n in range(60))
    bench.ok(f"{many}; cmd notification post -t new tag7 text")
    keys = bench.ok("cmd notification list").split()
    assert [key.split("|")[3] for key in keys] == [f"tag{n}" for n in range(49, -1, -1)]
    assert "android.title=String (new)" in bench.ok("cmd notification get " + f"'{keys[-8]}'")
    bench.ok(f"am force-stop com.android.shell; {many}")
    assert len(bench.ok("cmd notification list").split()) == 50


@pytest.mark.parametrize("on", ["1", "2"])
def test_airplane_mode_takes_wifi_whatever_number_is_on(bench: Bench, on: str) -> None:
    bench.ok(f"settings put global airplane_mode_on {on}")
    assert bench.ok("cmd connectivity airplane-mode; cmd wifi status").splitlines() == [
        "enabled",
        "Wifi is disabled",
    ]
    bench.ok("settings put global airplane_mode_on 0")
    assert bench.ok("settings get global wifi_on") == "1\n"
