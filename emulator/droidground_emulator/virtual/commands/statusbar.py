"""cmd statusbar: the notification shade and quick settings."""

from __future__ import annotations

from collections.abc import Mapping

from droidground_emulator.virtual.commands.call import Call, Failure

_USAGE = """Status bar commands:
  help
    Print this help text.

  expand-notifications
    Open the notifications panel.

  expand-settings
    Open the notifications panel and expand quick settings if present.

  collapse
    Collapse the notifications and settings panel.

  get-status-icons
    Print the list of status bar icons and the order they appear in
"""
_PANELS: Mapping[str, str] = {
    "expand-notifications": "shade",
    "expand-settings": "quick",
    "collapse": "",
}
_ICONS = """rotate
headset
data_saver
ime
sync_failing
sync_active
cast
hotspot
location
bluetooth
nfc
tty
speakerphone
cdma_eri
data_connection
phone_evdo_signal
phone_signal
battery
alarm_clock
secure
clock
mute
volume
zen
ethernet
wifi
mobile
airplane
"""


def statusbar(call: Call) -> int:
    """Open and close what comes down from the status bar."""
    verb = call.args[0] if call.args else ""
    if verb in ("", "help"):
        call.out(_USAGE)
        return 0 if verb else 255
    if verb == "get-status-icons":
        call.out(_ICONS)
        return 0
    if verb not in _PANELS:
        raise Failure(f"Unknown command: {verb}", 255)
    if not call.system.screen.show_panel(_PANELS[verb]):
        raise Failure("statusbar: this phone's screen has no notification shade", 255)
    return 0
