"""Commands that System UI answers to, and that tell of it."""

import pytest

from droidground_emulator.virtual.screen.base import Node
from droidground_emulator.virtual.state.system_apps import LAUNCHER_PACKAGE
from tests.emulator.chromium.conftest import PLAIN, Phone
from tests.emulator.system.conftest import Bench

SETTINGS = "com.android.settings"
CAMERA = "android.permission.CAMERA"


def run(phone: Phone, line: str) -> str:
    """Run a shell line that must succeed."""
    return Bench(phone.system).ok(line)


def focus(phone: Phone) -> str:
    line = run(phone, "dumpsys window | grep mCurrentFocus").splitlines()[0]
    return line.partition(" u0 ")[2].strip("}")


def named(phone: Phone, name: str) -> list[Node]:
    """Nodes of all windows by the end of their id."""
    return [n for n in phone.nodes(None) if n.resource_id.rpartition("/")[2] == name]


def test_statusbar_opens_and_closes_the_shade(phone: Phone) -> None:
    run(phone, "cmd statusbar expand-notifications")
    assert focus(phone) == "NotificationShade"
    assert "launcher3" in run(phone, "dumpsys window | grep mFocusedApp")
    assert named(phone, "quick_qs_panel")
    run(phone, "cmd statusbar expand-settings")
    assert named(phone, "slider")
    run(phone, "cmd statusbar collapse")
    assert focus(phone).startswith(LAUNCHER_PACKAGE)
    assert Bench(phone.system).run("cmd statusbar nonsense").code == 255


def test_notifications_posted_by_the_shell(phone: Phone) -> None:
    assert run(phone, "cmd notification post -t 'A meeting' one 'At nine'").startswith("posting:")
    run(
        phone,
        "cmd notification post -S inbox --line first --line second -t Mail"
        " -c activity -a android.settings.SETTINGS two 'Two lines'",
    )
    keys = run(phone, "cmd notification list").split()
    assert keys == ["0|com.android.shell|2020|two|2000", "0|com.android.shell|2020|one|2000"]
    record = run(phone, "dumpsys notification --noredact")
    assert record.count("NotificationRecord(") == 2
    assert "android.title=String (A meeting)" in record
    assert "android.text=String (At nine)" in record
    assert "android.text=String ([length=7])" in run(phone, "dumpsys notification")
    run(phone, "cmd statusbar expand-notifications")
    rows = named(phone, "expandableNotificationRow")
    # The one without an intent cannot be tapped, as on Android.
    assert [row.clickable for row in rows] == [True, False]
    assert {"first", "second", "A meeting", "At nine"} <= {n.text for n in phone.nodes()}
    phone.tap(rows[1])
    assert focus(phone) == "NotificationShade"
    phone.tap(rows[0])
    assert focus(phone).startswith(SETTINGS)
    assert run(phone, "cmd notification list").split() == keys
    run(phone, "cmd notification post -t 'Another time' one 'At ten'")
    assert len(run(phone, "cmd notification list").split()) == 2
    run(phone, "am force-stop com.android.shell")
    assert run(phone, "cmd notification list") == ""


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_three_buttons_and_their_insets(phone: Phone, locale: str) -> None:
    name = "com.android.internal.systemui.navbar"
    run(phone, f"settings put system system_locales {locale}")
    insets = run(phone, "dumpsys window displays")
    assert "type=ITYPE_NAVIGATION_BAR frame=[0,2337][1080,2400]" in insets
    assert "type=ITYPE_BOTTOM_MANDATORY_GESTURES frame=[0,2316][1080,2400]" in insets
    assert "type=ITYPE_LEFT_GESTURES frame=[0,0][63,2400] visible=true" in insets
    run(phone, f"cmd overlay enable {name}.threebutton")
    assert run(phone, "settings get secure navigation_mode") == "0\n"
    assert f"[x] {name}.threebutton" in run(phone, "cmd overlay list")
    insets = run(phone, "dumpsys window displays")
    assert "type=ITYPE_NAVIGATION_BAR frame=[0,2274][1080,2400]" in insets
    assert "type=ITYPE_BOTTOM_TAPPABLE_ELEMENT frame=[0,2274][1080,2400]" in insets
    assert "type=ITYPE_LEFT_GESTURES frame=[0,0][0,2400]" in insets
    run(phone, "am start -n com.android.settings/.Settings")
    (content,) = named(phone, "content")
    assert content.bounds[3] == 2274
    buttons = [named(phone, each)[0] for each in ("back", "home", "recent_apps")]
    if locale == "en":
        assert [each.content_desc for each in buttons] == ["Back", "Home", "Overview"]
    order = [each.bounds[0] for each in buttons]
    assert order == sorted(order, reverse=locale == "ar")
    for button in buttons:
        assert button.bounds[1] >= 2274
        assert button.clickable
    phone.tap(buttons[2])
    assert named(phone, "overview_panel")
    phone.tap(buttons[1])
    assert focus(phone).startswith(LAUNCHER_PACKAGE)
    run(phone, f"cmd overlay enable-exclusive --category {name}.gestural")
    assert run(phone, "settings get secure navigation_mode") == "2\n"
    assert not named(phone, "back")


def test_an_app_that_crashes_twice_keeps_stopping(phone: Phone) -> None:
    run(phone, f"monkey -p {PLAIN} 1")
    assert run(phone, f"pidof {PLAIN}").strip().isdigit()
    run(phone, f"am crash {PLAIN}")
    # The first one goes without a word since Android 9.
    assert Bench(phone.system).run(f"pidof {PLAIN}").code == 1
    assert focus(phone).startswith(LAUNCHER_PACKAGE)
    run(phone, f"monkey -p {PLAIN} 1")
    run(phone, f"am crash {run(phone, f'pidof {PLAIN}')}")
    assert focus(phone) == f"Application Error: {PLAIN}"
    assert phone.find("alertTitle").text == "Music keeps stopping"
    assert phone.find("aerr_app_info").text == "App info"
    phone.tap(phone.find("aerr_close"))
    assert focus(phone).startswith(LAUNCHER_PACKAGE)
    run(phone, "settings put global show_first_crash_dialog 1; monkey -p com.android.calendar 1")
    run(phone, "am crash com.android.calendar; am crash com.android.calendar")
    assert phone.find("alertTitle").text == "Calendar has stopped"
    phone.tap(phone.find("aerr_app_info"))
    assert focus(phone).startswith(SETTINGS)
    assert phone.find("entity_header_title").text == "Calendar"


def test_force_stop_by_hand_and_by_shell_ends_the_process(phone: Phone) -> None:
    for line in (f"am force-stop {PLAIN}", f"vphone anr {PLAIN}"):
        run(phone, f"monkey -p {PLAIN} 1")
        assert run(phone, f"pidof {PLAIN}")
        run(phone, line)
        if "anr" in line:
            phone.tap(phone.find("aerr_close"))
        assert Bench(phone.system).run(f"pidof {PLAIN}").code == 1
    assert Bench(phone.system).run(f"vphone anr {PLAIN}").code == 1


def test_permissions_by_shell_and_by_touch_agree(phone: Phone) -> None:
    def granted() -> str:
        lines = run(phone, "dumpsys package com.android.chrome").splitlines()
        (line,) = [line for line in lines if f"{CAMERA}: granted=" in line]
        return line.partition("granted=")[2]

    assert granted().startswith("false, flags=[ USER_SENSITIVE_WHEN_GRANTED")
    for button, answer in (
        ("permission_allow_one_time_button", "true, flags=[ USER_SET|USER_SENS"),
        ("permission_allow_foreground_only_button", "true, flags=[ USER_SET|USER_SENS"),
    ):
        run(phone, "monkey -p com.android.chrome 1")
        run(phone, f"vphone request com.android.chrome {CAMERA}")
        assert focus(phone).endswith(".permission.ui.GrantPermissionsActivity")
        run(phone, "input keyevent HOME")
        assert focus(phone).startswith("com.android.launcher3")
        run(phone, "monkey -p com.android.chrome 1")
        assert focus(phone).endswith(".permission.ui.GrantPermissionsActivity")
        phone.tap(phone.find(button))
        assert granted().startswith(answer)
        assert ("ONE_TIME" in granted()) is ("one_time" in button)
        run(phone, f"pm revoke com.android.chrome {CAMERA}")
        assert granted().startswith("false")
        assert run(phone, "pidof com.android.chrome || echo ended").strip() == "ended"
    run(phone, f"pm grant com.android.chrome {CAMERA}; monkey -p com.android.chrome 1")
    assert granted().startswith("true")
    run(phone, f"vphone request com.android.chrome {CAMERA}")
    assert focus(phone).startswith("com.android.chrome")


def test_screen_lock_comes_with_the_power_key(phone: Phone) -> None:
    run(phone, "settings put secure lockscreen.disabled 0; input keyevent POWER")
    assert phone.image().getextrema() == ((0, 0), (0, 0), (0, 0))
    run(phone, "input keyevent POWER")
    assert "mIsShowing=true" in run(phone, "dumpsys window policy")
    assert phone.find("Swipe up to open")
    run(phone, "input swipe 540 2000 540 700 200")
    assert "mIsShowing=false" in run(phone, "dumpsys window policy")
    assert focus(phone).startswith(LAUNCHER_PACKAGE)


def test_power_menu_restarts_the_phone(phone: Phone) -> None:
    run(phone, "input keyevent --longpress POWER")
    assert focus(phone) == "ActionsDialog"
    assert {"Power off", "Restart"} <= {n.text for n in phone.nodes()}
    phone.system.screen.key("BACK")
    assert focus(phone).startswith(LAUNCHER_PACKAGE)
    asked: list[str] = []
    phone.system.on_reboot(asked.append)
    for words, mode in (("Restart", ""), ("Power off", "shutdown")):
        run(phone, "input keyevent --longpress POWER")
        phone.tap(phone.find(words))
        clock = phone.system.clock
        assert clock.wait_until(lambda: bool(asked), clock.monotonic() + 5)
        assert asked.pop() == mode
