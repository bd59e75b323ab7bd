"""cmd: talks to a system service by name; most have a command of their own."""

from __future__ import annotations

from collections.abc import Mapping

from droidground_emulator.virtual.commands.activity import am
from droidground_emulator.virtual.commands.call import Call, Failure, Run
from droidground_emulator.virtual.commands.ime import ime
from droidground_emulator.virtual.commands.input import input_command
from droidground_emulator.virtual.commands.network_tools import wifi_service
from droidground_emulator.virtual.commands.notification import notification
from droidground_emulator.virtual.commands.overlay import overlay
from droidground_emulator.virtual.commands.package import pm
from droidground_emulator.virtual.commands.settings import settings
from droidground_emulator.virtual.commands.statusbar import statusbar
from droidground_emulator.virtual.commands.wm import wm


def cmd(call: Call) -> int:
    """Run a service's command."""
    if not call.args:
        raise Failure("cmd: No service specified; use -l to list all running services", 20)
    name = call.args[0]
    if name == "-l":
        call.out(
            "Currently running services:\n" + "".join(f"  {key}\n" for key in sorted(SERVICES))
        )
        return 0
    service = SERVICES.get(name)
    if service is None:
        raise Failure(f"cmd: Can't find service: {name}", 20)
    return service(call.with_argv(*call.args))


def _uimode(call: Call) -> int:
    state = call.system.state
    if call.args[:1] != ("night",):
        raise Failure("Unknown command: " + " ".join(call.args), 255)
    values = {"yes": "2", "no": "1", "auto": "0"}
    if len(call.args) > 1:
        if call.args[1] not in values:
            raise Failure(
                "Error: mode must be 'yes', 'no', 'auto', 'custom_schedule', 'custom_bedtime'", 255
            )
        state.settings.put("secure", "ui_night_mode", values[call.args[1]])
    now = state.settings.get("secure", "ui_night_mode")
    word = next((word for word, value in values.items() if value == now), "no")
    call.out(f"Night mode: {word}\n")
    return 0


def _connectivity(call: Call) -> int:
    radios = call.system.state.radios
    if call.args[:1] != ("airplane-mode",):
        raise Failure("Unknown command: " + " ".join(call.args), 255)
    if len(call.args) == 1:
        call.out("enabled\n" if radios.airplane else "disabled\n")
        return 0
    if call.args[1] not in ("enable", "disable"):
        raise Failure("Unknown command: " + " ".join(call.args), 255)
    radios.airplane = call.args[1] == "enable"
    return 0


def _bluetooth(call: Call) -> int:
    if call.args not in (("enable",), ("disable",)):
        raise Failure("Unknown command: " + " ".join(call.args), 255)
    call.system.state.radios.bluetooth = call.args[0] == "enable"
    return 0


def _clipboard(call: Call) -> int:
    clipboard = call.system.state.clipboard
    if call.args[:1] in (("set",), ("set-text",)) and len(call.args) == 2:
        clipboard.copy(call.args[1])
        return 0
    if call.args[:1] in (("get",), ("get-text",)):
        call.out((clipboard.text or "") + "\n")
        return 0
    raise Failure("Unknown command: " + " ".join(call.args), 255)


def _power(call: Call) -> int:
    if call.args[:1] == ("set-mode",) and call.args[1:] in (("0",), ("1",)):
        call.system.state.settings.put("global", "low_power", call.args[1])
        return 0
    raise Failure("Unknown command: " + " ".join(call.args), 255)


SERVICES: Mapping[str, Run] = {
    "activity": am,
    "bluetooth_manager": _bluetooth,
    "clipboard": _clipboard,
    "connectivity": _connectivity,
    "input": input_command,
    "input_method": ime,
    "notification": notification,
    "overlay": overlay,
    "package": pm,
    "power": _power,
    "settings": settings,
    "statusbar": statusbar,
    "uimode": _uimode,
    "wifi": wifi_service,
    "window": wm,
}
