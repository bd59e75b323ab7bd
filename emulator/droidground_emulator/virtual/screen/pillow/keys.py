"""What keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.pillow.desktop import Desktop

_NAVIGATION = {"BACK": "go_back", "HOME": "go_home", "APP_SWITCH": "show_recents"}


def press_key(desktop: Desktop, name: str) -> None:
    """Deliver a key by its Android name; keys without a meaning here do nothing.

    Keys held together are joined with +, as CTRL_LEFT+A.
    """
    if name in ("BACK", "HOME", "APP_SWITCH"):
        getattr(desktop, _NAVIGATION[name])()
        return
    if name == "ESCAPE":
        desktop.hide_keyboard()
        return
    field = desktop.focused
    if field is None:
        return
    if name in ("CTRL_LEFT+A", "CTRL_RIGHT+A"):
        field.select_all()
    elif name in ("DEL", "FORWARD_DEL"):
        field.delete(forward=name == "FORWARD_DEL")
    elif name in ("DPAD_LEFT", "DPAD_RIGHT"):
        field.move(field.caret + (1 if name == "DPAD_RIGHT" else -1))
    elif name in ("MOVE_HOME", "MOVE_END"):
        field.move(0 if name == "MOVE_HOME" else len(field.text))
    elif name in ("ENTER", "NUMPAD_ENTER", "SEARCH"):
        desktop.enter()
    elif name == "TAB":
        desktop.blur()
    elif name == "SPACE":
        field.insert(" ")
    elif len(name) == 1 and name.isalnum():
        field.insert(name.lower())
