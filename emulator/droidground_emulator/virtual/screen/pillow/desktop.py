"""Which app is in front, its pages, the focused field and the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from droidground_emulator.virtual.screen.base import Window
from droidground_emulator.virtual.screen.pillow.apps.launcher import HomePage
from droidground_emulator.virtual.screen.pillow.apps.recents import RecentsPage
from droidground_emulator.virtual.screen.pillow.apps.start import start_page
from droidground_emulator.virtual.screen.pillow.controls import TextModel
from droidground_emulator.virtual.screen.pillow.keyboard import Keyboard
from droidground_emulator.virtual.state.system_apps import LAUNCHER_PACKAGE, SYSTEM_UI

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.pillow.ui import Page
    from droidground_emulator.virtual.state.device_state import DeviceState

_LOCKED = "com.android.systemui.NotificationShade"


class Desktop:
    """Tasks by package, the front one last; the launcher is below them all."""

    def __init__(self, state: DeviceState) -> None:
        self._state = state
        self._home = HomePage()
        self._recents: RecentsPage | None = None
        self._tasks: dict[str, list[Page]] = {}
        self._at_home = True
        self.focused: TextModel | None = None
        self.keyboard = Keyboard(self.type_key)
        self.version = 0

    def touched(self) -> None:
        """Note that something may look different."""
        self.version += 1

    @property
    def package(self) -> str:
        """Package in front."""
        return LAUNCHER_PACKAGE if self._at_home else next(reversed(self._tasks))

    @property
    def page(self) -> Page:
        """Page in front."""
        if self._recents is not None:
            return self._recents
        return self._home if self._at_home else self._tasks[self.package][-1]

    @property
    def running(self) -> tuple[str, ...]:
        """Packages with a task, the most recent first."""
        return tuple(reversed(self._tasks))

    def window(self) -> Window:
        """Return the focused window."""
        package = LAUNCHER_PACKAGE if self._recents is not None else self.package
        app = Window(package, self.page.activity)
        if self._state.power.locked:
            return Window(SYSTEM_UI, _LOCKED, title="NotificationShade", below=app.resumed)
        return app

    def launch(self, package: str, page: Page, *, fresh: bool) -> None:
        """Bring an app to the front; `fresh` shows the page even if the app was open."""
        if package == LAUNCHER_PACKAGE:
            self.go_home()
            return
        pages = self._tasks.pop(package, None)
        if pages is None:
            pages = [page]
        elif fresh and pages[-1].activity != page.activity:
            pages.append(page)
        self._tasks[package] = pages
        self._show_app()

    def start_app(self, package: str) -> None:
        """Bring an app to the front as its icon does."""
        page = start_page(self._state, package, None, None)
        if page is not None:
            self.launch(package, page, fresh=False)

    def switch_to(self, package: str) -> None:
        """Bring a running app to the front."""
        self._tasks[package] = self._tasks.pop(package)
        self._show_app()

    def open_page(self, page: Page) -> None:
        """Put a page on top of the front app."""
        self._tasks[self.package].append(page)
        self.blur()

    def end(self, package: str) -> None:
        """Forget an app's task."""
        front = not self._at_home and self.package == package
        self._tasks.pop(package, None)
        if front:
            self.go_home()
        self.touched()

    def go_home(self) -> None:
        """Show the launcher."""
        self._at_home, self._recents = True, None
        self.blur()

    def show_recents(self) -> None:
        """Show the running apps, or leave them."""
        self._recents = None if self._recents is not None else RecentsPage()
        self.blur()

    def go_back(self) -> None:
        """Close the keyboard, a search, the page or the app, whichever comes first."""
        if self._state.input_methods.shown:
            self.hide_keyboard()
        elif self._recents is not None:
            self._recents = None
        elif not self._at_home and not _page_goes_back(self.page):
            self._leave_page()
        self.touched()

    def focus(self, model: TextModel) -> None:
        """Put the caret into a field and bring the keyboard up."""
        self.focused = model
        model.move(len(model.text))
        self.keyboard.reset()
        self._state.input_methods.shown = True
        self.touched()

    def blur(self) -> None:
        """Leave the field."""
        self.focused = None
        self.hide_keyboard()

    def hide_keyboard(self) -> None:
        """Take the keyboard away; the caret stays."""
        self._state.input_methods.shown = False
        self.touched()

    def type_text(self, text: str) -> bool:
        """Type into the focused field."""
        if self.focused is None or self._state.power.locked:
            return False
        self.focused.insert(text)
        self.touched()
        return True

    def type_key(self, key: str) -> None:
        """Take a press on the on-screen keyboard."""
        if self.focused is None:
            return
        if key == "DEL":
            self.focused.delete()
        elif key == "ENTER":
            self.enter()
        else:
            self.focused.insert(key)

    def enter(self) -> None:
        """Do what the field's enter key does, by default close the keyboard."""
        if self.focused is not None and self.focused.on_enter is not None:
            self.focused.on_enter()
        else:
            self.hide_keyboard()

    def _show_app(self) -> None:
        self._at_home, self._recents = False, None
        self.blur()

    def _leave_page(self) -> None:
        pages = self._tasks[self.package]
        pages.pop()
        if not pages:
            del self._tasks[self.package]
            self.go_home()
        self.blur()


def _page_goes_back(page: Page) -> bool:
    back = getattr(page, "back", None)
    return bool(back()) if callable(back) else False
