"""getprop, setprop."""

from __future__ import annotations

from droidground_emulator.virtual.commands.call import Call, Failure


def getprop(call: Call) -> int:
    """Print one property or all."""
    if call.args:
        default = call.args[1] if len(call.args) > 1 else ""
        call.out(call.system.props.get(call.args[0], default) + "\n")
        return 0
    for name, value in call.system.props.all().items():
        call.out(f"[{name}]: [{value}]\n")
    return 0


def setprop(call: Call) -> int:
    """Set a property."""
    if len(call.args) != 2:
        raise Failure("usage: setprop NAME VALUE\n\nSets an Android system property.")
    name, value = call.args
    if not call.system.props.set(name, value):
        raise Failure(f"Failed to set property '{name}' to '{value}'.\nSee dmesg for error reason.")
    return 0
