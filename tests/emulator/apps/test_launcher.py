"""Home and the drawer of all apps, by touch."""

from collections.abc import Callable

from tests.emulator.apps.hand import Hand
from tests.emulator.chromium.conftest import Phone

LAUNCHER = "com.android.launcher3"


def icons(hand: Hand) -> list[str]:
    """The names of the icons on the screen, as described."""
    return [n.content_desc for n in hand.phone.nodes() if n.resource_id == f"{LAUNCHER}:id/icon"]


def swipe(hand: Hand, start: float, end: float) -> None:
    """Swipe along the middle, between parts of the height."""
    width, height = hand.system.state.display.size
    hand.phone.swipe((width / 2, height * start), (width / 2, height * end), ms=150)


def test_drawer_opens_and_closes_and_finds(hand: Hand) -> None:
    hand.see("hotseat")
    ways: tuple[Callable[[], None], ...] = (
        lambda: swipe(hand, 0.3, 0.7),
        hand.back,
        lambda: hand.system.screen.key("HOME"),
    )
    for close in ways:
        swipe(hand, 0.6, 0.3)
        hand.see("apps_list_view")
        close()
        hand.see("hotseat")
    swipe(hand, 0.6, 0.3)
    names = icons(hand)
    assert names == sorted(names, key=str.casefold)
    launchable = {app["label"] for app in hand.phone.value("page.defaultView.phone.state.apps")}
    assert set(names) == launchable
    hand.tap("fallback_search_view")
    assert hand.system.screen.type_text("clo")
    assert icons(hand) == ["Clock"]
    hand.system.screen.key("ENTER")
    assert hand.system.screen.window().package == "com.android.deskclock"
    # As on Android, Back finds the drawer as it was left, and Home the home page.
    hand.system.screen.key("HOME")
    hand.see("hotseat")


def test_every_icon_opens_its_app(hand: Hand) -> None:
    swipe(hand, 0.6, 0.3)
    apps = hand.phone.value("page.defaultView.phone.state.apps")
    for app in apps:
        assert app["icon"] != "android", app
        hand.tap(app["label"])
        assert hand.system.screen.window().package == app["package"]
        hand.system.screen.key("HOME")
        swipe(hand, 0.6, 0.3)


def test_no_app_is_said_to_match(hand: Hand) -> None:
    hand.tap("search_container_hotseat")
    assert hand.system.screen.type_text("zzz")
    hand.see("No apps found matching “zzz”")
    assert not icons(hand)


def test_long_press_leads_to_app_info(hand: Hand) -> None:
    hand.hold("Clock")
    hand.tap("App info")
    assert hand.system.screen.window().package == "com.android.settings"
    hand.see("com.android.deskclock")
    hand.system.screen.key("HOME")
    hand.hold("Notes")
    hand.back()
    hand.gone("App info")
    hand.hold("Notes")
    hand.tap("App info")
    hand.see("net.gsantner.markor")


def test_home_fits_every_screen_and_is_the_same_twice(boot: Callable[..., Phone]) -> None:
    for options in (
        {},
        {"size": (720, 1600), "density": 320, "locale": "ar"},
        {"size": (1600, 2560), "density": 320, "rotation": 90},
        {"rotation": 90, "locale": "ja", "dark": True},
    ):
        phone, again = boot(**options), boot(**options)
        assert phone.image().tobytes() == again.image().tobytes(), options
        width, height = phone.system.state.display.size
        nodes = phone.nodes()
        names = [n for n in nodes if n.resource_id == f"{LAUNCHER}:id/icon"]
        switches = [n for n in nodes if n.resource_id == "android:id/switch_widget"]
        assert (len(names), len(switches)) == (9, 2)
        for node in (*names, *switches):
            left, top, right, bottom = node.bounds
            assert 0 <= left < right <= width, (options, node)
            assert 0 <= top < bottom <= height - 24, (options, node)
            others = [n.bounds for n in (*names, *switches) if n is not node]
            assert not any(
                box[0] < right and left < box[2] and box[1] < bottom and top < box[3]
                for box in others
            ), (options, node)
