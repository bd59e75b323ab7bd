"""The Pillow screen: what is drawn, what the tree says, what fingers and keys do."""

import re
import time
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from droidground_emulator.virtual.options import PhoneOptions
from droidground_emulator.virtual.screen.base import Node, Touch, TouchAction
from droidground_emulator.virtual.system import AndroidSystem
from tests.emulator.system.conftest import Bench, boot, pillow_only

SETTINGS = "com.android.settings"


def nodes(system: AndroidSystem) -> list[Node]:
    """All nodes of the front window, in document order."""

    def below(node: Node) -> Iterator[Node]:
        yield node
        for child in node.children:
            yield from below(child)

    return list(below(system.screen.tree()[-1]))


def find(system: AndroidSystem, text: str) -> Node:
    """The one node that says `text`."""
    (node,) = [n for n in nodes(system) if text in (n.text, n.content_desc)]
    return node


def visible(system: AndroidSystem, text: str) -> bool:
    return any(text in (node.text, node.content_desc) for node in nodes(system))


def tap(bench: Bench, node: Node) -> None:
    left, top, right, bottom = node.bounds
    bench.ok(f"input tap {(left + right) / 2} {(top + bottom) / 2}")


def switch_beside(system: AndroidSystem, title: str) -> Node:
    """The switch in the row of that title."""
    row = next(
        node
        for node in reversed(nodes(system))
        if node.clickable and any(title == n.text for n in _inner(node))
    )
    return next(node for node in _inner(row) if node.class_name == "android.widget.Switch")


def _inner(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _inner(child)


def test_launcher_opens_apps(bench: Bench) -> None:
    tap(bench, find(bench.system, "Settings"))
    assert bench.system.screen.window().package == SETTINGS
    bench.ok("input keyevent HOME")
    tap(bench, find(bench.system, "Clock"))
    assert bench.system.screen.window().activity == "com.android.deskclock.DeskClock"


def test_way_to_the_wifi_switch(bench: Bench) -> None:
    bench.ok("am start -n com.android.settings/.Settings")
    tap(bench, find(bench.system, "Network & internet"))
    tap(bench, find(bench.system, "Internet"))
    assert bench.system.screen.window().activity == "com.android.settings.SubSettings"
    before = switch_beside(bench.system, "Wi-Fi")
    assert before.checked
    assert visible(bench.system, "AndroidWifi")
    tap(bench, before)
    assert not switch_beside(bench.system, "Wi-Fi").checked
    assert not visible(bench.system, "AndroidWifi")
    assert bench.ok("settings get global wifi_on") == "0\n"
    tap(bench, find(bench.system, "Navigate up"))
    assert visible(bench.system, "Airplane mode")


def test_a_switch_shows_what_others_set(bench: Bench) -> None:
    bench.ok("am start -a android.settings.AIRPLANE_MODE_SETTINGS")
    assert not switch_beside(bench.system, "Airplane mode").checked
    before = bench.system.frame()
    bench.ok("settings put global airplane_mode_on 1")
    assert switch_beside(bench.system, "Airplane mode").checked
    assert bench.system.frame() != before


def test_pixels_are_where_the_tree_says(bench: Bench) -> None:
    """Turning a switch changes pixels inside its bounds and nowhere else on the page."""
    bench.ok("am start -a android.settings.DISPLAY_SETTINGS")
    switch = switch_beside(bench.system, "Adaptive brightness")
    before = np.asarray(bench.system.frame())
    tap(bench, switch)
    changed = np.argwhere((before != np.asarray(bench.system.frame())).any(axis=2))
    left, top, right, bottom = switch.bounds
    assert changed.size
    assert (changed >= (top, left)).all()
    assert (changed < (bottom, right)).all()


def test_text_is_drawn_inside_its_bounds(bench: Bench) -> None:
    bench.ok("am start -n com.android.settings/.Settings")
    frame = np.asarray(bench.system.frame().convert("L")).astype(int)
    titles = [n for n in nodes(bench.system) if n.resource_id == "android:id/title"]
    assert len(titles) >= 8
    for node in titles[:-1]:
        left, top, right, bottom = node.bounds
        assert np.ptp(frame[top:bottom, left:right]) > 100, node
        beside = frame[top:bottom, right + 4 : right + 40]
        assert np.ptp(beside) == 0, node


def test_scrolling(bench: Bench) -> None:
    bench.ok("am start -n com.android.settings/.Settings")
    assert not visible(bench.system, "About phone")
    bench.ok("input swipe 540 2000 540 600 1500")
    assert visible(bench.system, "About phone")
    assert not visible(bench.system, "Search settings")
    # The fling carries the list further than the finger moves; the events bear their own times, so
    # that a slow machine does not make a slow finger of it.
    touch = bench.system.screen.touch
    touch(Touch(TouchAction.DOWN, 540, 800, 1000))
    for step in range(1, 11):
        touch(Touch(TouchAction.MOVE, 540, 800 + 130 * step, 1000 + 10 * step))
    touch(Touch(TouchAction.UP, 540, 2100, 1101))
    assert visible(bench.system, "Search settings")


def test_a_slow_drag_moves_the_list_by_its_own_length(bench: Bench) -> None:
    bench.ok("am start -n com.android.settings/.Settings")
    before = find(bench.system, "Battery").bounds[1]
    bench.ok("input motionevent DOWN 540 1500; input motionevent MOVE 540 1400")
    bench.ok("input motionevent MOVE 540 1200; sleep 0.1; input motionevent UP 540 1200")
    moved = before - find(bench.system, "Battery").bounds[1]
    assert 190 <= moved <= 300


@pillow_only("there the search is a page of its own")
def test_search(bench: Bench) -> None:
    bench.ok("am start -n com.android.settings/.Settings")
    tap(bench, find(bench.system, "Search settings"))
    assert find(bench.system, "Search settings").focused
    bench.ok("input text 'dark%st'")
    assert [n.text for n in nodes(bench.system) if n.resource_id == "android:id/title"] == [
        "Dark theme"
    ]
    bench.ok("input keyevent 67 67 67 67 67 67; input text zzz")
    assert visible(bench.system, "No results")
    bench.ok("input keycombination 113 29 && input keyevent 67")
    assert visible(bench.system, "Network & internet")


def test_keyboard_types(bench: Bench) -> None:
    bench.ok("am start -n com.android.settings/.Settings")
    tap(bench, find(bench.system, "Search settings"))
    keyboard = bench.system.screen.tree()[-2]
    assert keyboard.resource_id == "com.android.inputmethod.latin:id/keyboard_view"
    left, top, right, bottom = keyboard.bounds
    key, row = (right - left) / 10, (bottom - top) / 4
    bench.ok(f"input tap {left + key * 1.5} {top + row * 0.5}")
    bench.ok(f"input tap {left + key * 7.5} {top + row * 0.5}")
    assert find(bench.system, "wi").class_name == "android.widget.EditText"
    bench.ok("input keyevent BACK")
    assert len(bench.system.screen.tree()) == 2
    bench.ok("input keyevent BACK")
    assert visible(bench.system, "Search settings")


def test_edge_gestures(bench: Bench) -> None:
    bench.ok("am start -n com.android.settings/.Settings")
    tap(bench, find(bench.system, "Display"))
    bench.ok("input swipe 5 1200 500 1200 100")
    assert visible(bench.system, "Search settings")
    tap(bench, find(bench.system, "Display"))
    bench.ok("input swipe 1075 1200 500 1200 100")
    assert visible(bench.system, "Search settings")
    bench.ok("input swipe 540 2390 540 1200 100")
    assert bench.system.screen.window().package == "com.android.launcher3"


def test_recents(bench: Bench) -> None:
    bench.ok("am start -n com.android.settings/.Settings; monkey -p com.android.deskclock 1")
    bench.ok("input keyevent APP_SWITCH")
    tap(bench, find(bench.system, "Settings"))
    assert bench.system.screen.window().package == SETTINGS


def test_slider(bench: Bench) -> None:
    bench.ok("am start -a android.settings.DISPLAY_SETTINGS")
    bars = [n for n in nodes(bench.system) if n.class_name == "android.widget.SeekBar"]
    left, top, right, bottom = bars[0].bounds
    middle = (top + bottom) // 2
    bench.ok(f"input tap {right - 30} {middle}")
    assert bench.ok("settings get system screen_brightness") == "255\n"
    bench.ok(f"input swipe {right - 60} {middle} {left + 70} {middle} 300")
    assert int(bench.ok("settings get system screen_brightness")) < 12


def test_lock_screen(bench: Bench) -> None:
    bench.ok("am start -n com.android.settings/.Settings; vphone fault add locked:times=1")
    assert visible(bench.system, "Swipe up to open") or bench.run("true").code == 0
    assert visible(bench.system, "Swipe up to open")
    bench.ok("input swipe 540 2000 540 600 200")
    assert visible(bench.system, "Search settings")


@pillow_only("titles are as wide as their row there")
def test_font_scale_and_density_lay_out_anew(bench: Bench) -> None:
    bench.ok("am start -n com.android.settings/.Settings")
    before = find(bench.system, "Apps").bounds
    bench.ok("settings put system font_scale 1.3")
    bigger = find(bench.system, "Apps").bounds
    assert bigger[2] - bigger[0] > before[2] - before[0]
    bench.ok("settings put system font_scale 1.0; wm density 320")
    assert find(bench.system, "Apps").bounds[1] < before[1]


@pillow_only("a browser draws each frame anew")
def test_frame_is_fast_and_kept(bench: Bench) -> None:
    bench.ok("am start -n com.android.settings/.Settings")
    first = bench.system.frame()
    assert bench.system.frame() is first
    took = []
    for number in range(5):
        bench.system.state.settings.put("system", "any", str(number))
        began = time.perf_counter()
        bench.system.frame()
        took.append(time.perf_counter() - began)
    assert min(took) < 0.1


def test_two_runs_look_alike(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = boot(tmp_path_factory.mktemp("other") / "files")
    assert other.frame() == bench.system.frame()


def test_bounds_lie_on_the_display_and_in_their_parents(bench: Bench) -> None:
    def check(node: Node, outer: tuple[int, int, int, int]) -> None:
        left, top, right, bottom = node.bounds
        assert outer[0] <= left < right <= outer[2], node
        assert outer[1] <= top < bottom <= outer[3], node
        for child in node.children:
            check(child, node.bounds)

    for page in ("WIFI", "DISPLAY", "SOUND", "DEVICE_INFO", "APPLICATION"):
        bench.ok(f"am start -a android.settings.{page}_SETTINGS")
        for root in bench.system.screen.tree():
            check(root, (0, 0, 1080, 2400))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    size=st.tuples(st.integers(16, 1500), st.integers(16, 1500)),
    density=st.integers(72, 1000),
    rotation=st.sampled_from([0, 90, 180, 270]),
    app=st.sampled_from(["", "settings", "clock", "touchpad"]),
    dark=st.booleans(),
)
def test_any_panel_can_be_drawn(
    tmp_path_factory: pytest.TempPathFactory,
    size: tuple[int, int],
    density: int,
    rotation: int,
    app: str,
    dark: bool,
) -> None:
    options = PhoneOptions(
        size=size, density=density, rotation=rotation, app=app, dark=dark, seed=1
    )
    system = boot(tmp_path_factory.mktemp("panel") / "files", options)
    expected = size[::-1] if rotation in (90, 270) else size
    assert system.frame().size == expected
    assert system.screen.tree()
    system.injector.tap((expected[0] / 2, expected[1] / 2), "test")
    assert system.frame().size == expected
    system.close()


def test_touches_outside_the_display_do_nothing(bench: Bench) -> None:
    before = bench.system.frame()
    for point in ((-5, 10), (5000, 10), (10, 99999)):
        for action in (TouchAction.DOWN, TouchAction.MOVE, TouchAction.UP):
            bench.system.screen.touch(Touch(action, *point, 1000))
    assert bench.system.frame() == before


def test_resource_ids_are_spelled_as_android_does(bench: Bench) -> None:
    bench.ok("am start -a android.settings.WIFI_SETTINGS")
    ids = {node.resource_id for node in nodes(bench.system) if node.resource_id}
    assert {"android:id/title", "android:id/switch_widget"} <= ids
    assert all(re.fullmatch(r"[a-z0-9.]+:id/[a-z_]+", name) for name in ids)
