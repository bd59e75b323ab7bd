"""Draws a page of the Settings app; the first one can be searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from droidground_emulator.virtual.screen.pillow.apps.settings.pages import PAGES, Contents
from droidground_emulator.virtual.screen.pillow.apps.settings.rows import (
    Entry,
    Heading,
    SettingsRow,
    build_row,
)
from droidground_emulator.virtual.screen.pillow.containers import Column, List, Row, Scrolling
from droidground_emulator.virtual.screen.pillow.controls import Field, TextModel
from droidground_emulator.virtual.screen.pillow.ui import Ui
from droidground_emulator.virtual.screen.pillow.views import FILL, Icon, Text, View
from droidground_emulator.virtual.state.system_apps import SETTINGS_PAGES, SETTINGS_SUBPAGE

_ID = "com.android.settings:id/"
_ROOT = "com.android.settings.Settings"


@dataclass(slots=True)
class SettingsPage:
    """One page, by its name in `pages`."""

    name: str
    activity: str = SETTINGS_SUBPAGE
    scrolling: Scrolling = field(default_factory=Scrolling)
    search: TextModel = field(default_factory=TextModel)

    def build(self, ui: Ui) -> View:
        """Return the page."""
        contents = PAGES[self.name]

        def open_page(name: str) -> None:
            ui.open_page(SettingsPage(name))

        title = Text(
            text=contents.title,
            resource_id=_ID + "homepage_title" if self.name == "root" else _ID + "page_title",
            size=34,
            color=ui.theme.text,
            width=FILL,
            padding=(24, 56 if self.name == "root" else 8, 24, 24),
        )
        rows = [build_row(ui, row, open_page) for row in self._rows(ui, contents)]
        top: list[View] = [] if self.search.text else [title]
        if self.name == "root":
            top.append(self._search_bar(ui))
        body = List(
            resource_id=_ID + "recycler_view",
            width=FILL,
            weight=1,
            scrolling=self.scrolling,
            children=(*top, *rows, View(height=16)),
        )
        bar = () if self.name == "root" else (_toolbar(ui),)
        return Column(
            resource_id=_ID + "content_parent",
            width=FILL,
            height=FILL,
            children=(*bar, body),
        )

    def back(self) -> bool:
        """Leave the search; False when there is none."""
        if not self.search.text:
            return False
        self.search.replace("")
        return True

    def _rows(self, ui: Ui, contents: Contents) -> tuple[SettingsRow, ...]:
        if not self.search.text:
            return contents.rows(ui.state)
        found = tuple(_matches(ui, self.search.text))
        return found or (Heading("No results"),)

    def _search_bar(self, ui: Ui) -> View:
        entry = Field(
            resource_id=_ID + "search_action_bar_title",
            hint="Search settings",
            model=self.search,
            focused=ui.focused is self.search,
            theme=ui.theme,
            height=52,
            weight=1,
            padding=(16, 0, 8, 0),
            on_tap=lambda: ui.focus(self.search),
        )
        children: tuple[View, ...] = (Icon(name="search", color=ui.theme.muted), entry)
        if self.search.text:
            children += (
                Icon(
                    name="close",
                    class_name="android.widget.ImageButton",
                    desc="Clear text",
                    color=ui.theme.muted,
                    width=48,
                    height=48,
                    on_tap=lambda: self.search.replace(""),
                ),
            )
        pill = Row(
            class_name="android.view.ViewGroup",
            resource_id=_ID + "search_action_bar",
            width=FILL,
            height=56,
            fill=ui.theme.container,
            radius=28,
            padding=(16, 2, 8, 2),
            children=children,
        )
        return View(
            class_name="android.widget.FrameLayout",
            width=FILL,
            padding=(16, 8, 16, 16),
            children=(pill,),
        )


def page_for(activity: str | None) -> SettingsPage | None:
    """Return the page an activity opens; None when there is no such activity."""
    if activity in (None, _ROOT):
        return SettingsPage("root", _ROOT)
    for name, page, _ in SETTINGS_PAGES:
        if activity == f"{_ROOT}${name}":
            return SettingsPage(page, activity)
    return None


def _toolbar(ui: Ui) -> View:
    up = Icon(
        class_name="android.widget.ImageButton",
        name="arrow_back",
        desc="Navigate up",
        color=ui.theme.text,
        width=56,
        height=56,
        on_tap=ui.go_back,
    )
    return Row(
        class_name="android.view.ViewGroup",
        resource_id=_ID + "action_bar",
        width=FILL,
        height=56,
        children=(up,),
    )


def _matches(ui: Ui, text: str) -> Iterator[SettingsRow]:
    wanted = _letters(text)
    for name, contents in PAGES.items():
        for row in contents.rows(ui.state):
            if isinstance(row, Heading) or wanted not in _letters(row.title):
                continue
            target = row.page if isinstance(row, Entry) and row.page else name
            yield Entry(row.title, contents.title, row.icon or "search", target)


def _letters(text: str) -> str:
    """Return what counts in a search: "wifi" finds "Wi-Fi"."""
    return "".join(char for char in text.casefold() if char.isalnum())
