"""svc: switches for radios and power."""

from __future__ import annotations

from droidground_emulator.virtual.commands.call import Call, Failure
from droidground_emulator.virtual.commands.system_tools import reboot

_RADIOS = {"wifi": "wifi", "data": "mobile_data", "bluetooth": "bluetooth"}
_USAGE = """Available commands:
    help     Show information about the subcommands
    power    Control the power manager
    data     Control mobile data connectivity
    wifi     Control the Wi-Fi manager
    usb      Control Usb state
    nfc      Control NFC functions
    bluetooth   Control Bluetooth service
"""
_STAY_ON = {"true": "7", "false": "0", "usb": "2", "ac": "1", "wireless": "4"}


def svc(call: Call) -> int:
    """Switch a radio, or keep the screen on."""
    words = call.args
    radio = _RADIOS.get(words[0]) if words else None
    if radio is not None and words[1:] in (("enable",), ("disable",)):
        setattr(call.system.state.radios, radio, words[1] == "enable")
        return 0
    if words[:1] == ("nfc",) and words[1:] in (("enable",), ("disable",)):
        call.system.state.settings.put("global", "nfc_on", str(int(words[1] == "enable")))
        return 0
    if words[:2] == ("power", "stayon") and words[2:] and words[2] in _STAY_ON:
        call.system.state.settings.put("global", "stay_on_while_plugged_in", _STAY_ON[words[2]])
        return 0
    if words[:2] == ("power", "reboot"):
        return reboot(call.with_argv("reboot", *words[2:]))
    if words[:2] == ("power", "shutdown"):
        return reboot(call.with_argv("reboot", "-p"))
    raise Failure(_USAGE)
