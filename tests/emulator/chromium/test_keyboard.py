"""The on-screen keyboard, by touch alone."""

from collections.abc import Callable

from tests.emulator.chromium.conftest import Phone

FIELDS = """<main style='padding:24px;display:grid;gap:24px'>
<input data-id=plain><input data-id=search type=search><input data-id=digits inputmode=numeric>
<input data-id=phone type=tel>
<textarea data-id=words autocapitalize=sentences></textarea></main>"""


def press(phone: Phone, *keys: str, hold_ms: int = 0) -> None:
    """Touch keys by what they type, or by SHIFT, DEL, ENTER and the like."""
    for key in keys:
        script = (
            "(box => [(box.left + box.right) / 2, (box.top + box.bottom) / 2])([..."
            f"document.querySelectorAll('[data-key]')].find(e => e.dataset.key === {key!r})"
            ".getBoundingClientRect())"
        )
        phone.tap(tuple(phone.screen.page.evaluate(script)), hold_ms=hold_ms)


def text(phone: Phone, field: str) -> str:
    return str(phone.value(f"page.querySelector('[data-id={field}]').value"))


def test_letters_shift_symbols_and_backspace_by_touch(phone: Phone) -> None:
    phone.show(FIELDS)
    phone.tap(phone.find("plain"))
    press(phone, "a", "SHIFT", "B", "c")
    assert text(phone, "plain") == "aBc"
    press(phone, "SHIFT", "SHIFT", "X", "Y", "SHIFT", "z")
    assert text(phone, "plain") == "aBcXYz"
    press(phone, "DEL", "DEL", " ", "SYMBOLS", "7", "@", "MORE", "€", "LETTERS", ".")
    assert text(phone, "plain") == "aBcX 7@€."
    press(phone, "q", hold_ms=600)
    assert text(phone, "plain") == "aBcX 7@€.1"
    press(phone, "DEL", hold_ms=1500)
    assert text(phone, "plain") == ""
    assert phone.system.state.input_methods.shown
    phone.system.screen.key("BACK")
    assert not phone.system.state.input_methods.shown


def test_keyboard_is_that_of_the_field(phone: Phone) -> None:
    phone.show(FIELDS)
    phone.value("{ page.addEventListener('keydown', e => { page.pressed = e.key }) }")
    enter = "document.querySelector('[data-key=ENTER] .icon').dataset.icon"
    phone.tap(phone.find("search"))
    assert phone.screen.page.evaluate(enter) == "magnify"
    press(phone, "h", "i", "ENTER")
    assert phone.value("page.pressed") == "Enter"
    assert not phone.system.state.input_methods.shown
    phone.tap(phone.find("digits"))
    press(phone, "4", "2", "DEL")
    assert text(phone, "digits") == "4"
    phone.system.screen.key("BACK")
    phone.tap(phone.find("phone"))
    press(phone, "0", hold_ms=600)
    press(phone, "4", " ", "*", "#")
    assert text(phone, "phone") == "+4 *#"
    phone.tap(phone.find("plain"))  # with the keyboard up
    press(phone, "q")
    phone.tap(phone.find("phone"))
    press(phone, "*")
    assert (text(phone, "plain"), text(phone, "phone")) == ("q", "+4 *#*")
    phone.system.screen.key("BACK")
    phone.tap(phone.find("words"))
    assert phone.screen.page.evaluate(enter) == "keyboard-return"
    press(phone, "H", "i", "ENTER", "y", "o")
    assert text(phone, "words") == "Hi\nyo"


def test_arabic_has_letters_of_its_own_and_latin_ones(boot: Callable[..., Phone]) -> None:
    phone = boot(locale="ar")
    phone.show(FIELDS)
    phone.tap(phone.find("plain"))
    press(phone, "م", "ر", "ح", "ب", "ا", " ", "LANGUAGE", "h", "i", "LANGUAGE", "،")
    assert text(phone, "plain") == "مرحبا hi،"
