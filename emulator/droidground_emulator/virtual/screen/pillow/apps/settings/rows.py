"""The kinds of rows a settings page has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from droidground_emulator.virtual.screen.pillow.containers import Column, Row
from droidground_emulator.virtual.screen.pillow.controls import Slider, Switch
from droidground_emulator.virtual.screen.pillow.ui import Ui
from droidground_emulator.virtual.screen.pillow.views import FILL, Icon, Text, View
from droidground_emulator.virtual.state.device_state import DeviceState

Words = str | Callable[[DeviceState], str]


@dataclass(frozen=True, slots=True)
class Binding:
    """A switch's truth: what it reads and writes."""

    read: Callable[[DeviceState], bool]
    write: Callable[[DeviceState, bool], None]


def stored(table: str, key: str) -> Binding:
    """Bind to a row of the settings tables."""
    return Binding(
        lambda state: state.settings.is_on(table, key),
        lambda state, on: state.settings.put(table, key, "1" if on else "0"),
    )


def radio(name: str) -> Binding:
    """Bind to a radio: wifi, bluetooth, mobile_data, airplane."""
    return Binding(
        lambda state: bool(getattr(state.radios, name)),
        lambda state, on: setattr(state.radios, name, on),
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """Title and summary that open a page, or nothing when `page` is empty."""

    title: str
    summary: Words = ""
    icon: str = ""
    page: str = ""
    mark: str = ""
    """Icon at the end of the row."""


@dataclass(frozen=True, slots=True)
class Toggle:
    """Title and switch."""

    title: str
    switch: Binding
    summary: Words = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: a row with a round mark, as radio buttons have."""

    title: str
    chosen: Callable[[DeviceState], bool]
    choose: Callable[[DeviceState], None]
    summary: Words = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A title over a slider of 0 to 1."""

    title: str
    read: Callable[[DeviceState], float]
    write: Callable[[DeviceState, float], None]
    summary: Words = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A small coloured line over a group."""

    title: str


SettingsRow = Entry | Toggle | Choice | Level | Heading


def build_row(ui: Ui, row: SettingsRow, open_page: Callable[[str], None]) -> View:
    """Return a row's view; the whole row takes the tap, as in Android."""
    if isinstance(row, Heading):
        return Text(
            text=row.title,
            resource_id="android:id/title",
            size=14,
            color=ui.theme.primary,
            width=FILL,
            padding=(24, 16, 24, 8),
        )
    if isinstance(row, Level):
        return _level(ui, row)
    words = words_of(ui.state, row.summary)
    widget, tap = _widget(ui, row, open_page)
    children: list[View] = []
    if row.icon:
        children.append(_icon_frame(ui, row.icon))
    children.append(_titles(ui, row.title, words))
    if widget is not None:
        children.append(
            Column(resource_id="android:id/widget_frame", padding=(16, 0, 0, 0), children=(widget,))
        )
    return Row(
        width=FILL,
        height=None,
        padding=(24, 16, 24, 16),
        on_tap=tap,
        children=children,
    )


def words_of(state: DeviceState, words: Words) -> str:
    """Return a summary as the state makes it."""
    return words if isinstance(words, str) else words(state)


def _widget(
    ui: Ui, row: Entry | Toggle | Choice, open_page: Callable[[str], None]
) -> tuple[View | None, Callable[[], None] | None]:
    if isinstance(row, Toggle):
        on = row.switch.read(ui.state)
        switch = Switch(checked=on, theme=ui.theme)
        return switch, lambda: row.switch.write(ui.state, not on)
    if isinstance(row, Choice):
        chosen = row.chosen(ui.state)
        color = ui.theme.primary if chosen else ui.theme.outline
        mark = Icon(
            name="radio_on" if chosen else "radio_off",
            class_name="android.widget.RadioButton",
            resource_id="android:id/checkbox",
            checkable=True,
            checked=chosen,
            color=color,
        )
        return mark, lambda: row.choose(ui.state)
    end = Icon(name=row.mark, side=20, color=ui.theme.muted) if row.mark else None
    return end, (lambda: open_page(row.page)) if row.page else None


def _icon_frame(ui: Ui, icon: str) -> View:
    return Column(
        resource_id="android:id/icon_frame",
        width=56,
        children=(
            Icon(
                name=icon, resource_id="android:id/icon", color=ui.theme.muted, width=24, height=24
            ),
        ),
    )


def _titles(ui: Ui, title: str, summary: str) -> View:
    lines: tuple[View, ...] = (
        Text(text=title, resource_id="android:id/title", size=18, color=ui.theme.text, lines=2),
    )
    if summary:
        lines += (
            Text(
                text=summary,
                resource_id="android:id/summary",
                size=14,
                color=ui.theme.muted,
                lines=3,
                padding=(0, 2, 0, 0),
            ),
        )
    return Column(class_name="android.widget.RelativeLayout", weight=1, children=lines)


def _level(ui: Ui, row: Level) -> View:
    slider = Slider(
        resource_id="com.android.settings:id/seekbar",
        desc=row.title,
        width=FILL,
        value=row.read(ui.state),
        theme=ui.theme,
        on_slide=lambda value: row.write(ui.state, value),
    )
    title = Text(
        text=row.title,
        resource_id="android:id/title",
        size=18,
        color=ui.theme.text,
        padding=(24, 12, 24, 0),
    )
    frame = View(
        class_name="android.widget.FrameLayout",
        width=FILL,
        padding=(6, 0, 6, 0),
        children=(slider,),
    )
    return Column(width=FILL, padding=(0, 0, 0, 8), children=(title, frame))
