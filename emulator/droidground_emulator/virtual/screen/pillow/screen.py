"""The Pillow screen: apps in a stack, drawn and touched."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from droidground_emulator.virtual.screen.base import Node, Touch, Window
from droidground_emulator.virtual.screen.pillow.apps.start import start_page
from droidground_emulator.virtual.screen.pillow.desktop import Desktop
from droidground_emulator.virtual.screen.pillow.keys import press_key
from droidground_emulator.virtual.screen.pillow.scene import Scene
from droidground_emulator.virtual.screen.pillow.touches import Touches

if TYPE_CHECKING:
    from PIL import Image

    from droidground_emulator.virtual.state.device_state import DeviceState


class PillowScreen:
    """Implements `Screen`; one lock serves all threads."""

    def __init__(self, state: DeviceState) -> None:
        """Show the launcher."""
        self._lock = threading.RLock()
        self._state = state
        self._desktop = Desktop(state)
        self._scene: Scene | None = None
        self._scene_key: object = None
        self._touches = Touches(state, self._desktop)

    def frame(self) -> Image.Image:
        """Return what is shown; the same image while nothing changed."""
        with self._lock:
            return self._current().image()

    def touch(self, event: Touch) -> None:
        """Deliver one finger event."""
        with self._lock:
            self._touches.feed(event, self._current())
            self._desktop.touched()

    def key(self, name: str, *, long: bool = False) -> None:
        """Deliver one key."""
        with self._lock:
            press_key(self._desktop, name)
            self._desktop.touched()

    def type_text(self, text: str) -> bool:
        """Type into the focused field."""
        with self._lock:
            return self._desktop.type_text(text)

    def tree(self) -> tuple[Node, ...]:
        """Return the status bar's root and the app's."""
        with self._lock:
            return self._current().nodes()

    def window(self) -> Window:
        """Return the focused window."""
        with self._lock:
            return self._desktop.window()

    def start(self, package: str, activity: str | None = None, uri: str | None = None) -> bool:
        """Bring an app to the front."""
        page = start_page(self._state, package, activity, uri)
        if page is None:
            return False
        with self._lock:
            self._desktop.launch(package, page, fresh=activity is not None)
        return True

    def stop(self, package: str) -> None:
        """End an app."""
        with self._lock:
            self._desktop.end(package)

    def show_panel(self, panel: str) -> bool:
        """Tell that this screen has no notification shade."""
        return not panel

    def tell_error(self, kind: str, package: str) -> bool:
        """Tell that this screen has no such dialogs."""
        return False

    def ask_permission(self, package: str, permission: str) -> bool:
        """Tell that this screen has no such dialogs."""
        return False

    def reconfigure(self) -> None:
        """Lay out anew; a finger that is down loses its gesture, as in a rotating app."""
        with self._lock:
            self._touches.cancel()
            self._desktop.touched()

    def close(self) -> None:
        """Free nothing: images go with the object."""

    def _current(self) -> Scene:
        """Return the scene for the state as it is now, built only when something changed."""
        state = self._state
        key = (state.changes.count, self._desktop.version, state.time.now().strftime("%H:%M %j"))
        if self._scene is None or key != self._scene_key:
            self._scene = Scene(state, self._desktop)
            self._scene_key = key
        return self._scene
