"""Tasks and their pages, and what System UI shows over them; all that outlives a page's crash."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from droidground_emulator.virtual.screen.base import Window
from droidground_emulator.virtual.screen.chromium.catalog import entry, find_activity, page_url
from droidground_emulator.virtual.state.system_apps import (
    LAUNCHER_ACTIVITY,
    LAUNCHER_PACKAGE,
    SYSTEM_UI,
)

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.chromium.dialogs import Dialog
    from droidground_emulator.virtual.state.device_state import DeviceState

_LOCKED = "com.android.systemui.NotificationShade"
_HOME = 0


@dataclass(slots=True)
class AppPage:
    """One activity: a frame in the browser."""

    number: int
    package: str
    activity: str
    uri: str | None = None
    extras: dict[str, Any] = field(default_factory=dict)
    action: str = ""
    saved: Any = None
    """What the page asked to keep, as Android's onSaveInstanceState."""
    shown: str = ""
    """Activity that the page says it shows; "" is its own."""
    secure: bool = False

    def describe(self) -> dict[str, Any]:
        """Return what the browser must know."""
        return {
            "number": self.number,
            "package": self.package,
            "url": page_url(self.package, self.activity),
            "edge": entry(self.package).edge,
            "saved": self.saved,
            "secure": self.secure,
            "intent": {
                "activity": self.activity,
                "action": self.action,
                "uri": self.uri,
                "extras": self.extras,
            },
        }


class Desktop:
    """Tasks by package, the front one last; the launcher is below them all.

    Not locked: the screen does that.
    """

    def __init__(self, state: DeviceState) -> None:
        self._state = state
        self._numbers = itertools.count(1)
        self._homes = itertools.count(1)
        self._home = AppPage(_HOME, LAUNCHER_PACKAGE, LAUNCHER_ACTIVITY)
        self._tasks: dict[str, list[AppPage]] = {}
        self._at_home = True
        self.overlay = ""
        """recents, shade, quick (the shade's second step) or nothing."""
        self.dialogs: list[Dialog] = []
        self.toast: dict[str, Any] | None = None
        self.version = 0

    def touched(self) -> None:
        """Note that something may look different."""
        self.version += 1

    @property
    def front(self) -> AppPage:
        """The page in front."""
        return self._home if self._at_home else next(reversed(self._tasks.values()))[-1]

    @property
    def dialog(self) -> Dialog | None:
        """The dialog on top; an app that asks for a permission does so in its own task."""
        away = {page.package for page in self.pages()} - {self.front.package}
        shown = (
            each
            for each in reversed(self.dialogs)
            if each.kind != "permission" or each.package not in away
        )
        return next(shown, None)

    def page(self, number: int) -> AppPage | None:
        """Return a page by its number."""
        return next((page for page in self.pages() if page.number == number), None)

    def pages(self) -> list[AppPage]:
        """Return all pages, from the bottom to the top."""
        return [self._home, *itertools.chain.from_iterable(self._tasks.values())]

    @property
    def running(self) -> tuple[str, ...]:
        """Packages with a task, the most recent first."""
        return tuple(reversed(self._tasks))

    def window(self) -> Window:
        """Return the focused window."""
        page = self._home if self.overlay == "recents" else self.front
        app = Window(page.package, page.shown or page.activity, page.secure)
        if self._state.power.locked or self.overlay in ("shade", "quick"):
            return Window(SYSTEM_UI, _LOCKED, title="NotificationShade", below=app.resumed)
        if self.dialog is not None:
            package, title = self.dialog.owner
            activity = title.partition("/")[2] or title
            below = title if "/" in title else app.resumed
            return Window(package, activity, title=title, below=below)
        return app

    def launch(
        self,
        package: str,
        activity: str | None,
        uri: str | None,
        extras: dict[str, Any] | None = None,
        action: str = "",
    ) -> AppPage | None:
        """Bring an app to the front; None when it has no such activity.

        Without an activity an open app comes back as it was left; with one, a new page comes on
        top unless that activity is on top already, which then gets the intent.
        """
        name = find_activity(self._state, package, activity)
        if name is None:
            return None
        self.overlay = ""
        if package == LAUNCHER_PACKAGE:
            self.go_home()
            return self._home
        pages = self._tasks.pop(package, None) or []
        new = AppPage(next(self._numbers), package, name, uri, extras or {}, action)
        if not pages:
            pages = [new]
        elif activity is not None and pages[-1].activity != name:
            pages.append(new)
        elif uri is not None or extras or action:
            pages[-1].uri, pages[-1].extras, pages[-1].action = uri, extras or {}, action
        self._tasks[package] = pages
        self._state.processes.started(package)
        self._at_home = False
        self.hide_keyboard()
        return pages[-1]

    def switch_to(self, package: str) -> None:
        """Bring a running app to the front."""
        if package in self._tasks:
            self._tasks[package] = self._tasks.pop(package)
            self._at_home = False
        self.overlay = ""
        self.hide_keyboard()

    def end(self, package: str) -> None:
        """Forget an app's task, and what is asked about it."""
        self.dialogs = [each for each in self.dialogs if each.package != package]
        front = not self._at_home and self.front.package == package
        self._tasks.pop(package, None)
        if front:
            self._at_home = True
            self.hide_keyboard()
        self.touched()

    def finish(self, page: AppPage) -> None:
        """Close a page, and the app with its last."""
        pages = self._tasks.get(page.package, [])
        if page not in pages:
            return
        if len(pages) == 1:
            self.end(page.package)
        else:
            pages.remove(page)
            self.hide_keyboard()

    def go_home(self) -> None:
        """Show the launcher, which closes what lies over its home page."""
        self._at_home = True
        self._home.extras = {"home": next(self._homes)}
        self.overlay = ""
        self.hide_keyboard()

    def show(self, overlay: str) -> None:
        """Show recents or the shade, or neither."""
        self.overlay = overlay
        self.hide_keyboard()

    def toggle(self, overlay: str) -> None:
        """Show recents or the shade, or close it."""
        self.show("" if self.overlay == overlay else overlay)

    def end_toast(self) -> None:
        """Take the toast away when its time is over."""
        if self.toast is not None and self._state.time.uptime_ms() >= self.toast["until"]:
            self.toast = None
            self.touched()

    def hide_keyboard(self) -> None:
        """Take the keyboard away; the caret stays."""
        self._state.input_methods.shown = False
        self.touched()

    def show_keyboard(self) -> None:
        """Bring the keyboard up."""
        self._state.input_methods.shown = True
        self.touched()

    def ask(self, dialog: Dialog) -> None:
        """Show a dialog on top of everything."""
        self.dialogs.append(dialog)
        self.hide_keyboard()

    def answer(self, index: int) -> None:
        """Close the top dialog with one of its buttons, -1 for none."""
        dialog = self.dialog
        if dialog is not None:
            self.dialogs.remove(dialog)
            self.touched()
            dialog.answer(index)

    def close_overlay(self) -> bool:
        """Do what Back does before it reaches the app; False when there was nothing to close."""
        if self.dialog is not None:
            self.answer(-1)
        elif self._state.input_methods.shown:
            self.hide_keyboard()
        elif self.overlay:
            self.show("")
        else:
            return False
        return True
