"""What a person does in Settings, and what the shell then tells."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.emulator.apps.hand import Hand
from tests.emulator.apps.settings_walk import SWITCH, Walk, below, rows_of
from tests.emulator.apps.test_labels import labels
from tests.emulator.chromium.conftest import Phone

SETTINGS = "com.android.settings/.Settings"
CAMERA = "android.permission.CAMERA"


def reach(hand: Hand, *words: str) -> None:
    """Touch the rows of these titles, one page after the other, scrolling to each."""
    walk = Walk(hand)
    for title in words:
        while title not in [row.title for row in walk.rows()]:
            assert walk.scroll(), (title, hand.words())
        hand.phone.tap(walk.row(title).node)


def app_info(hand: Hand, package: str) -> None:
    hand.shell(f"am start -a android.settings.APPLICATION_DETAILS_SETTINGS -d package:{package}")
    hand.see(package)


def test_force_stop_ends_the_process(hand: Hand) -> None:
    hand.open("com.android.deskclock/.DeskClock")
    assert hand.shell("pidof com.android.deskclock").strip().isdecimal()
    app_info(hand, "com.android.deskclock")
    hand.tap("Force stop", "OK")
    hand.shell("! pidof com.android.deskclock")
    hand.tap("Open")
    assert hand.shell("pidof com.android.deskclock")


def test_permissions_are_those_of_pm(hand: Hand) -> None:
    def granted() -> bool:
        lines = hand.shell("dumpsys package com.android.chrome").splitlines()
        (line,) = [line for line in lines if f"{CAMERA}: granted=" in line]
        return "granted=true" in line

    assert not granted()
    app_info(hand, "com.android.chrome")
    hand.see("No permissions granted")
    hand.tap("Permissions", "Camera", "Allow only while using the app")
    assert granted()
    hand.back()
    hand.back()
    hand.see("Camera")
    hand.shell(f"pm revoke com.android.chrome {CAMERA}")
    hand.see("No permissions granted")
    hand.shell(f"pm grant com.android.chrome {CAMERA}")
    hand.tap("Permissions", "Camera", "Don’t allow")
    assert not granted()


def test_joined_network_is_one_story(hand: Hand) -> None:
    def told() -> list[str]:
        lines = (
            *hand.shell("dumpsys wifi").splitlines(),
            *hand.shell("cmd wifi status").splitlines(),
        )
        return [line.split('"')[1] for line in lines if "SSID: " in line or "connected to" in line]

    assert told() == ["AndroidWifi"] * 3
    hand.open(SETTINGS)
    reach(hand, "Network & internet", "Internet", "Home")
    assert hand.system.screen.type_text("a long password")
    hand.tap("Connect")
    hand.see("Connected")
    assert told() == ["Home"] * 3
    hand.tap("Home")
    for words in (hand.shell("ip addr"), hand.shell("ifconfig wlan0")):
        hand.see("IP address")
        assert any(address in words for address in summaries(hand, "IP address"))
    hand.tap("Forget")
    assert told() == ["AndroidWifi"] * 3
    hand.tap("AndroidWifi", "Forget")
    assert told() == []
    assert "inet" not in hand.shell("ip addr")
    hand.shell("cmd wifi connect-network Library open")
    hand.see("Connected")
    assert told() == ["Library"] * 3


def summaries(hand: Hand, title: str) -> list[str]:
    """What stands under the rows of a title."""
    return [low.text for high, low in pairwise(hand.phone.nodes()) if high.text == title]


def test_storage_is_counted_from_files(hand: Hand) -> None:
    hand.system.files.write("/sdcard/DCIM/one.jpg", bytes(200_000_000))
    hand.open(SETTINGS)
    reach(hand, "Storage")
    hand.see("200 MB")
    (line,) = [line for line in hand.shell("df").splitlines() if line.startswith("/dev/fuse")]
    used = round(int(line.split()[2]) * 1024 / 1e6)
    assert any(f"{used} MB of" in word for word in hand.words()), (used, hand.words())


def test_reset_gives_the_first_networks_and_permissions_back(hand: Hand) -> None:
    hand.shell("cmd wifi connect-network Library open; svc bluetooth disable")
    hand.shell(f"pm grant com.android.chrome {CAMERA}")
    hand.open(SETTINGS)
    reach(hand, "System", "Reset options", "Reset Wi-Fi, mobile & Bluetooth")
    hand.tap("OK")
    assert 'SSID: "AndroidWifi"' in hand.shell("dumpsys wifi")
    assert hand.shell("settings get global bluetooth_on").strip() == "1"
    hand.tap("Reset app preferences", "OK")
    assert f"{CAMERA}: granted=false" in hand.shell("dumpsys package com.android.chrome")
    hand.phone.image()
    packages = hand.phone.value("page.defaultView.phone.state.packages")
    (chrome,) = [each for each in packages if each["package"] == "com.android.chrome"]
    assert chrome["permissions"][CAMERA] is False


@pytest.mark.parametrize(
    ("path", "row", "setup", "ask", "wanted"),
    [
        (("Network & internet", "Internet"), "Wi-Fi", "svc wifi disable", "wifi_on", "12"),
        (("Network & internet", "Internet"), "Wi-Fi", "svc wifi enable", "wifi_on", "0"),
        (("Connected devices",), "Bluetooth", "svc bluetooth disable", "bluetooth_on", "1"),
        (("Connected devices",), "Bluetooth", "svc bluetooth enable", "bluetooth_on", "0"),
    ],
)
def test_radios_as_androidworld_checks_them(
    path: tuple[str, ...], row: str, setup: str, ask: str, wanted: str, hand: Hand
) -> None:
    hand.shell(setup)
    hand.open(SETTINGS)
    reach(hand, *path, row)
    assert hand.shell(f"settings get global {ask}").strip() in wanted


@pytest.mark.parametrize(("setup", "end", "wanted"), [("1", 1, "255"), ("255", 0, "1")])
def test_brightness_as_androidworld_checks_it(
    setup: str, end: int, wanted: str, hand: Hand
) -> None:
    hand.shell(f"settings put system screen_brightness {setup}")
    hand.open(SETTINGS)
    reach(hand, "Display")
    left, top, right, bottom = hand.see("seekbar").bounds
    y = (top + bottom) / 2
    hand.phone.swipe(((left + right) / 2, y), ((left + 6, right - 6)[end], y), ms=300)
    assert hand.shell("settings get system screen_brightness").strip() == wanted


def test_wifi_on_and_app_open_as_androidworld_checks_them(hand: Hand) -> None:
    hand.shell("svc wifi disable")
    hand.open(SETTINGS)
    reach(hand, "Network & internet", "Internet", "Wi-Fi")
    hand.system.screen.key("HOME")
    hand.tap("Contacts")
    assert hand.shell("settings get global wifi_on").strip() in ("1", "2")
    (line,) = hand.shell("am stack list | grep -E visible=true").splitlines()
    assert "com.android.contacts" in line


SOUGHT = (
    "bluetooth", "dnd", "dark_theme", "private_dns", "font_size", "media_volume", "reset_apps",
    "no_camera_gesture", "ip_address", "use_location", "wifi_scanning", "languages",
)  # fmt: skip


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_search_finds_rows_once_and_opens_them(locale: str, boot: Callable[..., Phone]) -> None:
    hand = Hand(boot(locale=locale).system)
    words = labels("settings", locale)
    hand.open(SETTINGS)
    hand.tap("search_action_bar")
    for key in SOUGHT if locale == "en" else SOUGHT[::4]:
        title = words[key]
        assert hand.system.screen.type_text(title)
        rows = [row for row in rows_of(hand.phone.screen.tree()[-1]) if row.title == title]
        assert len(rows) == 1, (title, [row.title for row in rows])
        hand.phone.tap(rows[0].node)
        node = hand.see(title)
        assert node.resource_id.rpartition("/")[2] in ("title", "page_title", "seekbar"), node
        hand.back()
        hand.tap("search_close_btn")


def test_colours_of_the_wallpaper_reach_every_app(hand: Hand) -> None:
    hand.open(SETTINGS)
    reach(hand, "Wallpaper & style")
    swatches = [n.content_desc for n in hand.phone.nodes() if n.class_name.endswith("ImageButton")]
    names = [name for name in swatches if name != "Navigate up"]
    assert len(names) == 6
    accents = set()
    for name in (*names, names[0]):
        hand.tap(name)
        chosen = [n.content_desc for n in hand.phone.nodes() if n.selected]
        assert chosen == [name]
        assert "system_palette" in hand.shell(
            "settings get secure theme_customization_overlay_packages"
        )
        hand.system.screen.key("HOME")
        left, top, _, bottom = hand.see("switch_widget").bounds
        accents.add(hand.phone.image().getpixel((left + (bottom - top) // 2, (top + bottom) // 2)))
        hand.tap("Settings")
        hand.see(name)
    assert len(accents) == 6, accents
    hand.tap("Themed icons")
    themed = {}
    for on in (True, False):
        hand.system.screen.key("HOME")
        box = hand.see("Clock").bounds
        themed[on] = hand.phone.image().crop(box).tobytes()
        hand.tap("Settings", "Themed icons")
    assert themed[True] != themed[False]


def test_a_toggle_made_elsewhere_shows_at_once(hand: Hand) -> None:
    hand.open(SETTINGS)
    reach(hand, "Network & internet")
    for line in ("cmd connectivity airplane-mode enable", "cmd connectivity airplane-mode disable"):
        hand.shell(line)
        (switch,) = [n for n in below(hand.phone.screen.tree()[-1]) if n.resource_id == SWITCH]
        assert switch.checked is line.endswith(" enable")
