"""Home: every app's icon and name, and a card of switches."""

from __future__ import annotations

from dataclasses import dataclass, field

from droidground_emulator.virtual.screen.pillow.apps.icons import app_icon
from droidground_emulator.virtual.screen.pillow.apps.settings.rows import Toggle, build_row, radio
from droidground_emulator.virtual.screen.pillow.containers import Column, List, Row, Scrolling
from droidground_emulator.virtual.screen.pillow.ui import Ui
from droidground_emulator.virtual.screen.pillow.views import FILL, Icon, Text, View
from droidground_emulator.virtual.state.packages import App
from droidground_emulator.virtual.state.system_apps import LAUNCHER_ACTIVITY

_ID = "com.android.launcher3:id/"
_SWITCHES = (
    Toggle("Wi-Fi", radio("wifi"), icon="wifi"),
    Toggle("Airplane mode", radio("airplane"), icon="airplane"),
)


@dataclass(slots=True)
class HomePage:
    """Icons in rows of four, or six when the phone lies on its side."""

    activity: str = LAUNCHER_ACTIVITY
    scrolling: Scrolling = field(default_factory=Scrolling)

    def build(self, ui: Ui) -> View:
        """Return the page."""
        apps = [app for app in ui.state.packages.installed() if app.launch_activity() is not None]
        apps.sort(key=lambda app: app.label.casefold())
        across = 6 if ui.landscape else 4
        rows = [apps[start : start + across] for start in range(0, len(apps), across)]
        now = ui.state.time.now()
        date = Text(
            text=now.strftime("%a, %b %-d"),
            resource_id=_ID + "date",
            size=24,
            color=ui.theme.text,
            padding=(24, 32, 0, 24),
        )
        grid = List(
            class_name="android.view.ViewGroup",
            resource_id=_ID + "workspace",
            width=FILL,
            weight=1,
            scrolling=self.scrolling,
            children=(date, *(_row(ui, row, across) for row in rows), _card(ui)),
        )
        return Column(
            class_name="android.widget.FrameLayout",
            resource_id=_ID + "launcher",
            width=FILL,
            height=FILL,
            children=(grid,),
        )


def _row(ui: Ui, apps: list[App], across: int) -> View:
    empty = [View(weight=1) for _ in range(across - len(apps))]
    return Row(
        class_name="android.view.ViewGroup",
        width=FILL,
        padding=(8, 0, 8, 0),
        children=(*(_cell(ui, app) for app in apps), *empty),
    )


def _card(ui: Ui) -> View:
    """Return the switches of the home screen, as a widget of the Settings app would show them."""
    card = Column(
        class_name="android.appwidget.AppWidgetHostView",
        desc="Quick switches",
        width=FILL,
        radius=28,
        fill=ui.theme.container,
        padding=(0, 8, 0, 8),
        children=tuple(build_row(ui, row, lambda page: None) for row in _SWITCHES),
    )
    return Column(
        class_name="android.view.ViewGroup",
        width=FILL,
        padding=(16, 24, 16, 24),
        children=(card,),
    )


def _cell(ui: Ui, app: App) -> View:
    icon = app_icon(app.package)
    disc = Column(
        width=56,
        height=56,
        radius=28,
        fill=icon.color,
        padding=(14, 14, 14, 14),
        hidden=True,
        children=(Icon(name=icon.glyph, side=28, color=(255, 255, 255)),),
    )
    label = Text(
        text=app.label,
        desc=app.label,
        resource_id=_ID + "icon",
        size=13,
        color=ui.theme.text,
        centered=True,
        width=FILL,
        height=FILL,
        padding=(2, 74, 2, 0),
        on_tap=lambda: ui.start_app(app.package),
        on_long_press=lambda: None,
    )
    face = Column(
        width=FILL, height=100, padding=(0, 10, 0, 0), centered=True, hidden=True, children=(disc,)
    )
    return View(weight=1, height=100, hidden=False, children=(face, label))
