"""Fingers, keys and text, as pages and System UI get them."""

import pytest

from droidground_emulator.clock import Clock
from droidground_emulator.virtual.screen.base import TouchAction
from tests.emulator.chromium.conftest import PLAIN, Phone, middle

LIST = "<div data-id=list style='height:100vh;overflow-y:auto'>{}</div>".format(
    "".join(f"<div data-clickable style='height:64px'>Row {n}</div>" for n in range(200))
)


def scrolled(phone: Phone) -> float:
    return float(phone.value("page.querySelector('[data-id=list]').scrollTop"))


def rest(phone: Phone) -> float:
    """Where the list comes to rest."""
    before = -1.0
    for _ in range(100):
        now = scrolled(phone)
        if now == before:
            return now
        before = now
        Clock().sleep(0.1)
    raise AssertionError("it scrolls for ever")


def test_tap_lands_on_its_pixel(phone: Phone) -> None:
    phone.show("<div id=pad style='position:fixed;inset:0'></div>")
    phone.value("page.body.addEventListener('click', e => { page.at = [e.clientX, e.clientY]; })")
    phone.tap((541, 1201))
    x, y = phone.value("page.at")
    assert (x * 2.625, y * 2.625 + 63) == pytest.approx((541, 1201), abs=2.7)


def test_tap_has_worked_when_it_returns(phone: Phone) -> None:
    phone.show("<button data-id=go>0</button>")
    phone.value("page.querySelector('button').onclick = e => { e.target.textContent++ }")
    target = middle(phone.find("go"))
    for count in range(1, 11):
        phone.tap(target)
        assert phone.value("page.querySelector('button').textContent") == str(count)


def test_slow_swipe_follows_the_finger_and_a_fast_one_coasts(phone: Phone) -> None:
    phone.show(LIST)
    phone.swipe((540, 1900), (540, 1375), ms=1200)
    slow = rest(phone)
    assert 140 <= slow <= 260
    phone.swipe((540, 1900), (540, 1375), ms=100)
    assert rest(phone) - slow > 400


def test_finger_that_rests_before_it_leaves_does_not_coast(phone: Phone) -> None:
    phone.show(LIST)
    inject = phone.system.injector.finger
    inject(TouchAction.DOWN, (540, 1900), "test")
    for y in range(1850, 1350, -50):
        inject(TouchAction.MOVE, (540, y), "test")
        Clock().sleep(0.01)
    Clock().sleep(0.3)
    inject(TouchAction.MOVE, (540, 1400), "test")
    inject(TouchAction.UP, (540, 1400), "test")
    now = scrolled(phone)
    assert rest(phone) == pytest.approx(now, abs=3)
    assert now > 100


def test_swipe_is_no_tap(phone: Phone) -> None:
    phone.show(LIST)
    phone.value("page.body.addEventListener('click', () => { page.clicked = true })")
    phone.swipe((540, 1800), (540, 1300))
    assert phone.value("page.clicked ?? false") is False


def test_long_press_once_and_no_click(phone: Phone) -> None:
    phone.show("<button data-id=go data-long-clickable>Go</button>")
    phone.value(
        "{ page.seen = []; for (const kind of ['click', 'longpress'])"
        " page.addEventListener(kind, e => { page.seen.push(kind); e.preventDefault() }) }"
    )
    node = phone.find("go")
    assert node.long_clickable
    phone.tap(node, hold_ms=700)
    assert phone.value("page.seen") == ["longpress"]
    phone.tap(node)
    assert phone.value("page.seen") == ["longpress", "click"]


def test_two_fingers(phone: Phone) -> None:
    phone.show("<div style='position:fixed;inset:0;touch-action:none'></div>")
    phone.value(
        "{ page.most = [0, 0]; page.addEventListener('touchmove', e => {"
        " const [one, two] = [e.touches[0], e.touches[1] ?? e.touches[0]];"
        " const now = [e.touches.length, Math.abs(one.clientY - two.clientY)];"
        " page.most = now.map((value, index) => Math.max(value, page.most[index])) }) }"
    )
    phone.system.injector.pinch(
        [(540, 1100), (540, 1300)], [(540, 700), (540, 1700)], "test", duration_ms=200
    )
    fingers, spread = phone.value("page.most")
    assert fingers == 2
    assert spread * 2.625 == pytest.approx(1000, abs=60)


def test_keyboard_comes_with_focus_and_types(phone: Phone) -> None:
    phone.show("<input data-id=name placeholder=Name style='margin:40px'>")
    assert phone.find("name").text == "Name"
    phone.tap(phone.find("name"))
    assert phone.system.state.input_methods.shown
    keyboard = phone.system.screen.tree()[1]
    assert keyboard.resource_id == "com.android.inputmethod.latin:id/keyboard_view"
    assert phone.find("name").focused
    top, height = keyboard.bounds[1], keyboard.bounds[3] - keyboard.bounds[1]
    phone.tap((162, top + height / 8))  # w
    phone.tap((54, top + height / 8))  # q
    assert phone.find("name").text == "wq"
    phone.tap((1030, top + height * 5 / 8))  # backspace
    assert phone.find("name").text == "w"
    assert phone.system.screen.type_text("é 日本")
    assert phone.find("name").text == "wé 日本"
    phone.system.screen.key("BACK")
    assert not phone.system.state.input_methods.shown
    assert phone.system.screen.window().package == PLAIN


def test_text_goes_nowhere_without_a_field(phone: Phone) -> None:
    phone.show("<p>Nothing here</p>")
    assert not phone.system.screen.type_text("lost")


def test_editing_keys_and_clipboard(phone: Phone) -> None:
    phone.show("<input data-id=name>")
    phone.tap(phone.find("name"))
    phone.system.screen.type_text("abc")
    for key in ("MOVE_HOME", "FORWARD_DEL", "MOVE_END", "DEL", "CTRL_LEFT+A", "COPY"):
        phone.system.screen.key(key)
    assert phone.system.state.clipboard.text == "b"
    phone.system.state.clipboard.copy("pasted")
    phone.system.screen.key("PASTE")
    assert phone.find("name").text == "pasted"


def test_select_is_a_list_of_the_system(phone: Phone) -> None:
    phone.show("<select data-id=pick><option>One<option>Two<option>Three</select>")
    phone.tap(phone.find("pick"))
    assert phone.find("One").checked
    phone.tap(phone.find("Three"))
    assert phone.find("pick").text == "Three"
    phone.tap(phone.find("pick"))
    phone.system.screen.key("BACK")
    assert phone.find("pick").text == "Three"
    assert phone.system.screen.window().package == PLAIN
