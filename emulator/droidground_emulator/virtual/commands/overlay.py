"""cmd overlay: runtime resource overlays, of which this phone has those of the navigation bar."""

from __future__ import annotations

from collections.abc import Mapping

from droidground_emulator.virtual.commands.call import Call, Failure

_USAGE = """Overlay manager (overlay) commands:
    help
        Print this help text.
    list [--user USER_ID] [PACKAGE[:NAME]]
    enable [--user USER_ID] PACKAGE[:NAME]
    disable [--user USER_ID] PACKAGE[:NAME]
    enable-exclusive [--user USER_ID] [--category] PACKAGE
"""
_BAR = "com.android.internal.systemui.navbar."
_MODES: Mapping[str, str] = {f"{_BAR}gestural": "2", f"{_BAR}threebutton": "0"}
"""Value of navigation_mode by overlay (WindowManagerPolicyConstants.NAV_BAR_MODE_...)."""
_BUTTONS = "0"


def overlay(call: Call) -> int:
    """List overlays and turn them on and off."""
    words = list(call.args)
    if "--user" in words:
        at = words.index("--user")
        del words[at : at + 2]
    verb, *names = [word for word in words if word != "--category"] or [""]
    if verb in ("", "help"):
        call.out(_USAGE)
        return 0 if verb else 255
    if verb == "list":
        return _list(call, names)
    if verb not in ("enable", "disable", "enable-exclusive"):
        raise Failure(f"Unknown command: {verb}", 255)
    if not names:
        raise Failure("Error: argument expected", 255)
    return _switch(call, names[0], on=verb != "disable")


def _list(call: Call, names: list[str]) -> int:
    settings = call.system.state.settings
    now = settings.get("secure", "navigation_mode")
    if names[:1] in ([], ["android"]):
        call.out("android\n")
    for name, mode in sorted(_MODES.items()):
        if not names or names[0] in ("android", name):
            call.out(f"[{'x' if mode == now else ' '}] {name}\n")
    call.out("\n")
    return 0


def _switch(call: Call, name: str, *, on: bool) -> int:
    mode = _MODES.get(name)
    if mode is None:
        raise Failure(f"Error: Failed to {'enable' if on else 'disable'} overlay", 1)
    settings = call.system.state.settings
    if on:
        settings.put("secure", "navigation_mode", mode)
    elif settings.get("secure", "navigation_mode") == mode:
        settings.put("secure", "navigation_mode", _BUTTONS)
    return 0
