"""What System UI shows over the apps, and the ways through them."""

from collections.abc import Callable

import pytest

from droidground_emulator.clock import Clock
from droidground_emulator.virtual.screen.base import Node, TouchAction
from droidground_emulator.virtual.state.system_apps import LAUNCHER_PACKAGE, SYSTEM_UI
from tests.emulator.chromium.conftest import PLAIN, Phone, middle

OTHER = "com.android.calendar"


def front(phone: Phone) -> str:
    return phone.system.screen.window().package


def test_swipes_from_the_edges_navigate(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    phone.swipe((5, 1200), (500, 1200))
    assert front(phone) == LAUNCHER_PACKAGE
    phone.system.screen.start(PLAIN)
    phone.swipe((1075, 1200), (500, 1200))
    assert front(phone) == LAUNCHER_PACKAGE
    phone.system.screen.start(PLAIN)
    phone.swipe((540, 2390), (540, 1500))
    assert front(phone) == LAUNCHER_PACKAGE


def test_finger_that_rests_on_its_way_up_shows_recents(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    inject = phone.system.injector.finger
    inject(TouchAction.DOWN, (540, 2390), "test")
    for y in range(2300, 1400, -100):
        inject(TouchAction.MOVE, (540, y), "test")
    Clock().sleep(0.4)
    inject(TouchAction.UP, (540, 1500), "test")
    assert phone.find("overview_panel")
    assert [n.content_desc for n in phone.nodes() if n.resource_id.endswith("/task")] == ["Music"]


def test_status_bar_tells_the_state(phone: Phone) -> None:
    def shown() -> set[str]:
        return {n.content_desc for n in phone.nodes(0)} - {""}

    state = phone.system.state
    assert {"Wifi signal full.", "Bluetooth on.", "Phone signal full."} <= shown()
    state.wifi.forget("AndroidWifi")
    assert "Wifi signal full." not in shown()
    state.wifi.join("Library")
    assert "Wifi signal full." in shown()
    state.radios.wifi = state.radios.bluetooth = False
    state.settings.put("global", "zen_mode", "1")
    assert {"Wifi signal full.", "Bluetooth on."} & shown() == set()
    assert {"Do Not Disturb.", "Battery 85 percent."} <= shown()
    state.radios.airplane = True
    assert "Airplane mode." in shown()
    assert "Phone signal full." not in shown()
    state.settings.put("system", "status_bar_show_battery_percent", "1")
    assert "85%" in {n.text for n in phone.nodes(0)}


def test_tap_at_the_edge_is_the_apps(phone: Phone) -> None:
    phone.show("<button style='position:fixed;left:0;top:40vh' data-id=edge>E</button>")
    phone.value("page.querySelector('button').onclick = () => { page.clicked = true }")
    _, top, _, bottom = phone.find("edge").bounds
    phone.tap((4, (top + bottom) / 2))
    assert phone.value("page.clicked") is True
    assert front(phone) == PLAIN


def test_three_buttons(phone: Phone) -> None:
    phone.system.state.settings.put("secure", "navigation_mode", "0")
    for name, package in (("back", LAUNCHER_PACKAGE), ("home", LAUNCHER_PACKAGE)):
        phone.system.screen.start(PLAIN)
        node = next(n for n in phone.nodes(None) if n.resource_id == f"{SYSTEM_UI}:id/{name}")
        phone.tap(node)
        assert front(phone) == package
    phone.system.screen.start(PLAIN)
    phone.swipe((5, 1200), (500, 1200))
    assert front(phone) == PLAIN


def test_recents_show_the_apps_themselves_and_end_them(phone: Phone) -> None:
    state = phone.system.state
    phone.show("<div style='position:fixed;inset:0;background:rgb(250,0,0)'></div>")
    phone.system.screen.start(OTHER)
    phone.system.screen.key("APP_SWITCH")
    cards = {n.content_desc: n for n in phone.nodes() if n.resource_id.endswith("/task")}
    assert list(cards) == ["Calendar", "Music"]
    assert cards["Music"].bounds[2] < cards["Calendar"].bounds[0]
    left, top, right, bottom = cards["Music"].bounds
    assert phone.image().getpixel((right - 20, (top + bottom) // 2)) == (250, 0, 0)
    phone.tap(cards["Calendar"])
    assert front(phone) == OTHER
    phone.system.screen.key("APP_SWITCH")
    phone.swipe((540, 1600), (540, 700))
    assert [n.content_desc for n in phone.nodes() if n.resource_id.endswith("/task")] == ["Music"]
    assert state.processes.pid(OTHER) is None
    assert state.processes.pid(PLAIN) is not None
    phone.swipe((300, 1200), (900, 1200))
    phone.tap(phone.find("clear_all"))
    assert front(phone) == LAUNCHER_PACKAGE
    assert state.processes.pid(PLAIN) is None
    phone.system.screen.key("APP_SWITCH")
    assert phone.find("No recent items")


def test_pages_of_tasks_stay_alive(phone: Phone) -> None:
    phone.show("<input data-id=name>")
    phone.tap(phone.find("name"))
    phone.system.screen.type_text("kept")
    phone.system.screen.start(OTHER)
    assert not phone.system.state.input_methods.shown
    phone.system.screen.start(PLAIN)
    assert phone.find("name").text == "kept"
    phone.system.screen.stop(PLAIN)
    phone.system.screen.start(PLAIN)
    assert "kept" not in [n.text for n in phone.nodes()]


def test_shade_and_its_tiles_are_the_state(phone: Phone) -> None:
    state = phone.system.state
    phone.swipe((540, 10), (540, 900))
    assert front(phone) == SYSTEM_UI
    assert phone.find("No notifications")
    phone.swipe((540, 900), (540, 1500))
    values: dict[str, Callable[[], bool]] = {
        "Internet": lambda: state.radios.wifi,
        "Bluetooth": lambda: state.radios.bluetooth,
        "Flashlight": lambda: state.settings.is_on("secure", "flashlight_enabled"),
        "Do Not Disturb": lambda: state.settings.is_on("global", "zen_mode"),
        "Airplane mode": lambda: state.radios.airplane,
        "Auto-rotate": lambda: state.settings.is_on("system", "accelerometer_rotation"),
        "Battery Saver": lambda: state.settings.is_on("global", "low_power"),
        "Dark theme": lambda: state.dark,
    }

    def tile(label: str) -> Node:
        switches = [n for n in phone.nodes() if n.class_name == "android.widget.Switch"]
        assert len(switches) == len(values)
        return next(n for n in switches if n.content_desc.partition(",")[0] == label)

    state.wifi.join("Library")
    assert tile("Internet").content_desc == "Internet,Library"
    for label, value in values.items():
        before = tile(label)
        assert before.checked == value()
        phone.tap(before)
        assert value() is not before.checked
        after = tile(label)
        assert after.checked == value()
        phone.tap(after)
    phone.swipe((540, 1500), (540, 900))
    assert phone.find("quick_qs_panel")
    phone.system.screen.key("BACK")
    assert front(phone) == LAUNCHER_PACKAGE


def test_brightness_follows_the_finger(phone: Phone) -> None:
    phone.system.screen.show_panel("quick")
    left, top, right, bottom = phone.find("slider").bounds
    y = (top + bottom) / 2
    seen = []
    for share in (0.9, 0.5, 0.1):
        phone.swipe(((left + right) / 2, y), (left + (right - left) * share, y), ms=120)
        seen.append(int(phone.system.state.settings.get("system", "screen_brightness") or 0))
    # Android's curve: half of the track is a twelfth of the light (BrightnessUtils).
    assert 140 < seen[0] < 180
    assert seen[1] == pytest.approx(22, abs=2)
    assert 1 <= seen[2] < 5


def test_keyguard_hides_the_app_until_the_swipe(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    phone.system.state.power.lock()
    assert phone.find("Swipe up to open")
    phone.system.screen.key("BACK")
    phone.tap((540, 1200))
    assert phone.system.state.power.locked
    phone.swipe((540, 2000), (540, 600))
    assert not phone.system.state.power.locked
    assert front(phone) == PLAIN


def test_toast_goes_by_itself(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    phone.value("page.defaultView.phone.toast('Saved').then(() => null)")
    shown = "!document.getElementById('toast').hidden"
    assert phone.screen.page.evaluate(shown) is True
    # As on Android no view hierarchy holds a toast; a service hears of it.
    assert "Saved" not in {n.text for n in phone.nodes(None)}
    assert phone.system.state.last_toast == "Saved"
    phone.screen.desktop.toast = {**(phone.screen.desktop.toast or {}), "until": 0}
    phone.image()
    assert phone.screen.page.evaluate(shown) is False


@pytest.mark.parametrize(
    ("permission", "button", "granted"),
    [
        ("CAMERA", "permission_allow_foreground_only_button", True),
        ("CAMERA", "permission_allow_one_time_button", True),
        ("CAMERA", "permission_deny_button", False),
        ("READ_CALENDAR", "permission_allow_button", True),
    ],
)
def test_permission_dialog_decides(
    phone: Phone, permission: str, button: str, granted: bool
) -> None:
    phone.system.screen.start(PLAIN)
    ask = f"{{ page.defaultView.phone.request('{permission}').then(v => {{ page.granted = v }}) }}"
    phone.value(ask)
    phone.screen.settle()
    assert phone.screen.page.ask("settle", 100, True), "a question to the user is not at rest"
    assert front(phone) == "com.android.permissioncontroller"
    message = phone.find("permission_message")
    assert message.package == "com.android.permissioncontroller"
    assert message.text.startswith("Allow Music to ")
    phone.tap(phone.find(button))
    phone.image()
    assert phone.value("page.granted") is granted
    name = f"android.permission.{permission}"
    permissions = phone.system.state.permissions
    assert permissions.is_granted(PLAIN, name) is granted
    phone.system.state.processes.stopped(PLAIN)
    assert permissions.is_granted(PLAIN, name) is (granted and "one_time" not in button)


def test_who_says_no_twice_is_not_asked_again(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    for button in ("permission_deny_button", "permission_deny_and_dont_ask_again_button"):
        assert phone.screen.ask_permission(PLAIN, "android.permission.CAMERA")
        phone.tap(phone.find(button))
    assert phone.screen.ask_permission(PLAIN, "android.permission.CAMERA")
    assert phone.screen.desktop.dialogs == []
    assert not phone.system.state.permissions.is_granted(PLAIN, "android.permission.CAMERA")


def test_alert_and_anr_dialogs(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    phone.value("{ page.defaultView.alert('Careful') }")
    phone.screen.settle()
    assert phone.find("Careful")
    phone.tap(phone.find("OK"))
    phone.value("{ for (let n = 0; n < 20; n++) page.defaultView.alert(n) }")
    phone.screen.settle()
    assert [each.text for each in phone.screen.desktop.dialogs] == [*"01234567"]
    for _ in range(8):
        phone.screen.change(lambda desktop: desktop.answer(-1))
    pid = phone.system.state.processes.pid(PLAIN)
    for button, lives in (("aerr_wait", True), ("aerr_close", False)):
        phone.system.screen.tell_error("anr", PLAIN)
        assert phone.find("alertTitle").text == "Music isn't responding"
        assert phone.system.screen.window().title == f"Application Not Responding: {PLAIN}"
        node = phone.find(button)
        assert (node.class_name, node.package) == ("android.widget.Button", "android")
        phone.tap(node)
        assert phone.system.state.processes.pid(PLAIN) == (pid if lives else None)
        assert front(phone) == (PLAIN if lives else LAUNCHER_PACKAGE)
    assert phone.screen.desktop.dialogs == []


def test_notifications_open_go_and_are_counted(phone: Phone) -> None:
    state = phone.system.state
    phone.system.screen.start(PLAIN)
    post = "page.defaultView.phone.notify({{id: {0}, title: 'Title {0}', text: 'Text {0}'}})"
    for number in (1, 2, 3):
        phone.value(post.format(number) + ".then(() => null)")
    phone.system.screen.key("HOME")
    bar = [n.content_desc for n in phone.nodes(0)]
    assert "Music notification: Title 3" in bar
    phone.system.screen.show_panel("shade")
    rows = [n for n in phone.nodes() if n.resource_id.endswith("/expandableNotificationRow")]
    assert len(rows) == 3
    left, top, right, bottom = rows[0].bounds
    y = (top + bottom) / 2
    phone.swipe((left + 100, y), (left + 250, y), ms=300)
    assert len(state.notifications.listed()) == 3
    phone.swipe((left + 100, y), (right - 100, y))
    assert [each.title for each in state.notifications.listed()] == ["Title 2", "Title 1"]
    phone.tap(phone.find("Title 2"))
    assert front(phone) == PLAIN
    assert [each.title for each in state.notifications.listed()] == ["Title 1"]
    phone.system.screen.show_panel("shade")
    phone.tap(phone.find("dismiss_text"))
    assert state.notifications.listed() == []
    assert front(phone) == PLAIN


def test_many_notifications_scroll_before_the_shade_closes(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    for number in range(14):
        post = f"page.defaultView.phone.notify({{id: {number}, title: 'Title {number}'}})"
        phone.value(post + ".then(() => null)")
    phone.system.screen.show_panel("shade")
    assert phone.find("notification_stack_scroller").scrollable
    assert "Title 0" not in {n.text for n in phone.nodes()}
    for _ in range(4):
        phone.swipe((540, 1900), (540, 900), ms=300)
        if "Title 0" in {n.text for n in phone.nodes()}:
            break
    assert "Title 0" in {n.text for n in phone.nodes()}
    for _ in range(2):
        phone.swipe((540, 1900), (540, 900), ms=300)
    assert front(phone) == PLAIN


def test_secure_windows_are_black_and_work(phone: Phone) -> None:
    phone.show("<button data-id=go style='position:fixed;inset:0;background:#fff'>0</button>")
    phone.value("page.querySelector('button').onclick = e => { e.target.textContent++ }")
    phone.value("page.defaultView.phone.setSecure(true).then(() => null)")
    phone.tap(phone.find("go"))
    assert phone.find("1")
    image = phone.image()
    assert image.crop((0, 100, 1080, 2300)).getextrema() == ((0, 0), (0, 0), (0, 0))
    phone.system.screen.key("APP_SWITCH")
    x, y = middle(phone.find("snapshot"))
    assert phone.image().getpixel((int(x), int(y))) != (255, 255, 255)
    phone.system.screen.key("BACK")
    phone.value("page.defaultView.phone.setSecure(false).then(() => null)")
    assert phone.image().getpixel((540, 400)) == (255, 255, 255)


@pytest.mark.parametrize("dark", [False, True])
def test_a_tile_tells_on_from_off_in_every_colour(phone: Phone, dark: bool) -> None:
    phone.system.state.dark = dark
    phone.system.state.radios.wifi, phone.system.state.radios.bluetooth = True, False
    for colour in ("B1C5FF", "7DD99A", "D5BAFF", "FFB1C0", "FFB95C", "C6C6CA"):
        chosen = f'{{"android.theme.customization.system_palette":"{colour}"}}'
        phone.system.state.settings.put("secure", "theme_customization_overlay_packages", chosen)
        phone.screen.change(lambda desktop: desktop.show("shade"))
        tiles = [node for node in phone.nodes() if node.class_name.endswith("Switch")]
        image = phone.image()
        looks = {}
        for left, top, right, bottom in (tile.bounds for tile in tiles[:2]):
            assert right - left > bottom - top
            looks[left] = image.getpixel((left + (bottom - top) // 7, (top + bottom) // 2))
        on, off = looks.values()
        assert isinstance(on, tuple)
        assert isinstance(off, tuple)
        assert sum(abs(a - b) for a, b in zip(on, off, strict=True)) > 15, colour
