"""The on-screen keyboard: drawn keys that type, seen by uiautomator as one plain view."""

from __future__ import annotations

from collections.abc import Callable

from droidground_emulator.virtual.screen.pillow.containers import Column, Row
from droidground_emulator.virtual.screen.pillow.theme import Color, Theme
from droidground_emulator.virtual.screen.pillow.views import FILL, Icon, Text, View

KEY_DP = 46
_LETTERS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SYMBOLS = ("1234567890", "@#$_&-+()/", "*\"':;!?")


class Keyboard:
    """Shift and the symbol page; `press` gets a character or a key name such as ENTER."""

    def __init__(self, press: Callable[[str], None]) -> None:
        self._press = press
        self._shift = False
        self._symbols = False

    def reset(self) -> None:
        """Go back to small letters."""
        self._shift = self._symbols = False

    def build(self, theme: Theme) -> View:
        """Return the keyboard's view."""
        top, middle, low = _SYMBOLS if self._symbols else _LETTERS
        side = 0.5 if len(middle) == 9 else 0.0
        rows = (
            self._row(theme, top),
            self._row(theme, middle, side=side),
            Row(
                width=FILL,
                children=(
                    self._special(theme, "shift", self._toggle_shift, weight=1.5),
                    *(self._key(theme, char) for char in low),
                    self._special(theme, "backspace", lambda: self._press("DEL"), weight=1.5),
                ),
            ),
            self._bottom(theme),
        )
        keys = Column(
            width=FILL,
            fill=theme.container,
            padding=(4, 6, 4, 2),
            children=tuple(_decoration(row) for row in rows),
        )
        return View(
            class_name="android.widget.FrameLayout",
            resource_id="com.android.inputmethod.latin:id/keyboard_view",
            width=FILL,
            children=(keys,),
        )

    def _row(self, theme: Theme, chars: str, side: float = 0.0) -> View:
        margin = (View(weight=side),) if side else ()
        return Row(width=FILL, children=(*margin, *(self._key(theme, c) for c in chars), *margin))

    def _bottom(self, theme: Theme) -> View:
        def blank() -> None:
            self._press(" ")

        def enter() -> None:
            self._press("ENTER")

        label = _word("ABC" if self._symbols else "?123", theme.text)
        arrow = Icon(name="enter", color=theme.on_primary, width=FILL)
        return Row(
            width=FILL,
            children=(
                _cap(label, self._toggle_symbols, 1.5, theme.track),
                self._key(theme, ","),
                _cap(_word("English", theme.muted), blank, 5, theme.raised),
                self._key(theme, "."),
                _cap(arrow, enter, 1.5, theme.primary),
            ),
        )

    def _key(self, theme: Theme, char: str) -> View:
        shown = char.upper() if self._shift else char

        def type_it() -> None:
            self._shift = False
            self._press(shown)

        face = Text(text=shown, size=20, color=theme.text, centered=True, width=FILL)
        return _cap(face, type_it, 1, theme.raised)

    def _special(self, theme: Theme, icon: str, action: Callable[[], None], weight: float) -> View:
        lit = icon == "shift" and self._shift
        face = Icon(name=icon, side=22, color=theme.primary if lit else theme.text, width=FILL)
        return _cap(face, action, weight, theme.track)

    def _toggle_shift(self) -> None:
        self._shift = not self._shift

    def _toggle_symbols(self) -> None:
        self._symbols = not self._symbols
        self._shift = False


def _cap(face: View, action: Callable[[], None], weight: float, fill: tuple[int, int, int]) -> View:
    cap = Column(width=FILL, height=KEY_DP - 6, fill=fill, radius=7, children=(_centered(face),))
    return View(
        weight=weight, height=KEY_DP, padding=(2.5, 3, 2.5, 3), on_tap=action, children=(cap,)
    )


def _word(text: str, color: Color) -> View:
    return Text(text=text, size=14, color=color, centered=True, width=FILL)


def _centered(face: View) -> View:
    return Row(width=FILL, height=KEY_DP - 6, children=(face,))


def _decoration(view: View) -> View:
    view.hidden = True
    return view
