"""What System UI shows over the apps, and the ways through them."""

from collections.abc import Callable

import pytest

from droidground_emulator.virtual.screen.chromium.desktop import Dialog
from droidground_emulator.virtual.state.system_apps import LAUNCHER_PACKAGE, SYSTEM_UI
from tests.emulator.chromium.conftest import PLAIN, Phone

MUSIC = "com.android.music"


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


def test_recents_switch_and_dismiss(phone: Phone) -> None:
    for package in (PLAIN, MUSIC):
        phone.system.screen.start(package)
    phone.system.screen.key("APP_SWITCH")
    phone.tap(phone.find("Music"))
    assert front(phone) == MUSIC
    phone.system.screen.key("APP_SWITCH")
    phone.swipe((540, 1600), (540, 700))
    phone.tap(phone.find("clear_all"))
    assert front(phone) == LAUNCHER_PACKAGE
    phone.system.screen.key("APP_SWITCH")
    assert phone.find("No recent items")


def test_pages_of_tasks_stay_alive(phone: Phone) -> None:
    phone.show("<input data-id=name>")
    phone.tap(phone.find("name"))
    phone.system.screen.type_text("kept")
    phone.system.screen.start(MUSIC)
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
    values: dict[str, Callable[[], bool]] = {
        "Internet": lambda: state.radios.wifi,
        "Bluetooth": lambda: state.radios.bluetooth,
        "Airplane mode": lambda: state.radios.airplane,
        "Dark theme": lambda: state.dark,
    }
    for label, value in values.items():
        tile = next(n for n in phone.nodes() if n.content_desc == label)
        assert tile.checked == value()
        phone.tap(tile)
        assert value() is not tile.checked
        after = next(n for n in phone.nodes() if n.content_desc == label)
        assert after.checked == value()
        phone.tap(after)
    phone.swipe((540, 10), (540, 900))
    turn = next(n for n in phone.nodes() if n.content_desc == "Auto-rotate")
    phone.tap(turn)
    assert state.settings.get("system", "accelerometer_rotation") == str(int(not turn.checked))
    phone.system.screen.key("BACK")
    assert front(phone) == LAUNCHER_PACKAGE


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
    phone.screen.desktop.toast = {**(phone.screen.desktop.toast or {}), "until": 0}
    phone.image()
    assert phone.screen.page.evaluate(shown) is False


@pytest.mark.parametrize(
    ("button", "granted"), [("While using the app", True), ("Don't allow", False)]
)
def test_permission_dialog_decides(boot: Callable[..., Phone], button: str, granted: bool) -> None:
    phone = boot()
    phone.system.screen.start(PLAIN)
    phone.value("{ page.defaultView.phone.request('CAMERA').then(v => { page.granted = v }) }")
    phone.screen.settle()
    phone.tap(phone.find(button))
    phone.image()
    assert phone.value("page.granted") is granted
    app = phone.system.state.packages.find(PLAIN)
    assert app is not None
    assert ("android.permission.CAMERA" in app.granted) is granted


def test_alert_and_anr_dialogs(phone: Phone) -> None:
    phone.system.screen.start(PLAIN)
    phone.value("{ page.defaultView.alert('Careful') }")
    phone.screen.settle()
    assert phone.find("Careful")
    phone.tap(phone.find("OK"))
    answers: list[int] = []
    phone.screen.change(
        lambda desktop: desktop.ask(
            Dialog("anr", "Gallery isn't responding", "", ("Close app", "Wait"), answers.append)
        )
    )
    assert phone.find("aerr_close").text == "Close app"
    phone.tap(phone.find("aerr_wait"))
    assert answers == [1]
    assert phone.screen.desktop.dialogs == []
