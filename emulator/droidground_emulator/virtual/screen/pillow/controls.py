"""Controls: switch, slider, text field, round button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from droidground_emulator.virtual.screen.base import Node
from droidground_emulator.virtual.screen.pillow.canvas import Canvas
from droidground_emulator.virtual.screen.pillow.theme import LIGHT, Box, Metrics, Theme, text_width
from droidground_emulator.virtual.screen.pillow.views import View, wrap

PASSWORD_DOT = "*"


@dataclass(eq=False, kw_only=True, slots=True)
class Switch(View):
    """A Material 3 switch; the row around it takes the tap unless `on_tap` is given."""

    class_name: str = "android.widget.Switch"
    resource_id: str = "android:id/switch_widget"
    theme: Theme = LIGHT
    width: float | None = 52
    height: float | None = 32
    checkable: bool = True

    def paint_content(self, canvas: Canvas, m: Metrics) -> None:
        """Draw track and thumb."""
        left, top, right, bottom = self.box
        middle = (top + bottom) // 2
        theme = self.theme
        if self.checked:
            canvas.rounded(self.box, m.dp(16), theme.primary if self.enabled else theme.outline)
            canvas.circle((right - m.dp(16), middle), m.dp(12), theme.on_primary)
        else:
            canvas.rounded(self.box, m.dp(16), theme.track)
            canvas.ring(self.box, m.dp(16), m.dp(2), theme.outline)
            canvas.circle((left + m.dp(16), middle), m.dp(8), theme.outline)


@dataclass(eq=False, kw_only=True, slots=True)
class Slider(View):
    """A bar with a thumb; `on_slide` gets 0 to 1."""

    class_name: str = "android.widget.SeekBar"
    value: float = 0.0
    on_slide: Callable[[float], None] | None = None
    theme: Theme = LIGHT
    height: float | None = 48

    def fraction(self, x: float) -> float:
        """Return the value at a pixel."""
        left, right = self.box[0], self.box[2]
        inset = (self.box[3] - self.box[1]) / 2
        return min(max((x - left - inset) / max(right - left - 2 * inset, 1), 0.0), 1.0)

    def paint_content(self, canvas: Canvas, m: Metrics) -> None:
        """Draw the bar, the part before the thumb in the theme's colour."""
        left, top, right, bottom = self.box
        inset, middle = (bottom - top) // 2, (top + bottom) // 2
        x = left + inset + round(self.value * (right - left - 2 * inset))
        half = m.dp(2)
        canvas.rounded(
            (left + inset, middle - half, right - inset, middle + half), half, self.theme.track
        )
        canvas.rounded((left + inset, middle - half, x, middle + half), half, self.theme.primary)
        canvas.circle((x, middle), m.dp(10), self.theme.primary)


@dataclass(eq=False, slots=True)
class TextModel:
    """The words of a field and where the caret stands; outlives the views."""

    text: str = ""
    caret: int = 0
    on_change: Callable[[str], None] | None = None
    on_enter: Callable[[], None] | None = None
    all_selected: bool = False

    def insert(self, text: str) -> None:
        """Type at the caret, over what is selected."""
        self._drop_selected()
        self._set(self.text[: self.caret] + text + self.text[self.caret :], self.caret + len(text))

    def delete(self, *, forward: bool = False) -> None:
        """Remove what is selected, else the character before or after the caret."""
        if self._drop_selected():
            return
        at = self.caret if forward else self.caret - 1
        if 0 <= at < len(self.text):
            self._set(self.text[:at] + self.text[at + 1 :], at)

    def replace(self, text: str) -> None:
        """Put other words in, the caret after them."""
        self._set(text, len(text))

    def select_all(self) -> None:
        """Select all words."""
        self.all_selected = bool(self.text)

    def move(self, caret: int) -> None:
        """Put the caret somewhere, kept inside the words."""
        self.caret = min(max(caret, 0), len(self.text))
        self.all_selected = False

    def _drop_selected(self) -> bool:
        dropped = self.all_selected
        if dropped:
            self._set("", 0)
        return dropped

    def _set(self, text: str, caret: int) -> None:
        self.text, self.caret = text, caret
        self.all_selected = False
        if self.on_change is not None:
            self.on_change(text)


@dataclass(eq=False, kw_only=True, slots=True)
class Field(View):
    """An editable text."""

    class_name: str = "android.widget.EditText"
    model: TextModel = field(default_factory=TextModel)
    hint: str = ""
    size: float = 16
    theme: Theme = LIGHT
    focused: bool = False
    password: bool = False
    lines: int = 1

    def content_size(self, m: Metrics, room: int) -> tuple[int, int]:
        """Return the full width and the lines' height."""
        return room, round(m.sp(self.size) * 1.3) * self.lines

    def paint_content(self, canvas: Canvas, m: Metrics) -> None:
        """Draw the words or the hint, and the caret when focused."""
        size = m.sp(self.size)
        left, right = self.box[0] + m.dp(self.padding[0]), self.box[2] - m.dp(self.padding[2])
        top = self.box[1] + m.dp(self.padding[1])
        shown = PASSWORD_DOT * len(self.model.text) if self.password else self.model.text
        if self.lines == 1:
            top = (self.box[1] + self.box[3] - round(size * 1.3)) // 2
        lines = wrap(shown, size, right - left, self.lines) if self.lines > 1 else [shown]
        color = self.theme.text if shown else self.theme.muted
        inner = canvas.clipped((left, self.box[1], max(right, left + 1), self.box[3]))
        if self.model.all_selected:
            width = min(round(text_width(lines[0], size)), right - left)
            inner.rect((left, top, left + width, top + round(size * 1.3)), self.theme.tint)
        for number, line in enumerate(lines if shown else [self.hint]):
            inner.text((left, top + round(size * (0.98 + 1.3 * number))), line, size, color)
        if self.focused:
            x = (
                left + round(text_width(shown[: self.model.caret], size))
                if self.lines == 1
                else left
            )
            x = min(x, right - m.dp(2))
            inner.rect((x, top, x + m.dp(2), top + round(size * 1.3)), self.theme.primary)
        canvas.paste(inner)

    def describe(self, package: str, box: Box, children: tuple[Node, ...]) -> Node:
        """Return the node; an empty field shows its hint as text, as Android's does."""
        shown = PASSWORD_DOT * len(self.model.text) if self.password else self.model.text
        node = View.describe(self, package, box, children)
        return replace(
            node,
            text=shown or self.hint,
            hint=self.hint,
            focusable=True,
            focused=self.focused,
            clickable=True,
            long_clickable=True,
            password=self.password,
        )
