"""uiautomator: dumps the hierarchy of the front window."""

from __future__ import annotations

from droidground_emulator.virtual.commands.call import Call, Failure
from droidground_emulator.virtual.uiautomator.automation import AutomationTaken
from droidground_emulator.virtual.uiautomator.hierarchy import write_hierarchy

_DEFAULT = "/sdcard/window_dump.xml"
_OWNER = "uiautomator dump"
_USAGE = """Usage: uiautomator <subcommand> [options]

Available subcommands:

help: displays help message

runtest: executes UI automation tests

dump: creates an XML dump of current UI hierarchy
    dump [--verbose][file]
      [--compressed]: dumps compressed layout information.
      [file]: the location where the dumped XML should be stored, default is
      /sdcard/window_dump.xml

events: prints out accessibility events until terminated
"""


def uiautomator(call: Call) -> int:
    """Dump the hierarchy to a file."""
    if call.args[:1] != ("dump",):
        call.err(_USAGE)
        return 1
    words = call.args[1:]
    compressed = "--compressed" in words
    names = [word for word in words if not word.startswith("--")]
    name = names[0] if names else _DEFAULT
    try:
        call.system.automation.register(_OWNER)
    except AutomationTaken as exc:
        raise Failure(
            f"{exc}\n\tat android.os.Parcel.createExceptionOrNull(Parcel.java:3023)"
        ) from exc
    try:
        return _dump(call, name, compressed=compressed)
    finally:
        call.system.automation.release(_OWNER)


def _dump(call: Call, name: str, *, compressed: bool) -> int:
    if call.system.faults.hit("no_idle", "uiautomator dump"):
        call.err("ERROR: could not get idle state.\n")
        return 0
    if not call.system.state.power.awake:
        call.err("ERROR: null root node returned by UiTestAutomationBridge.\n")
        return 0
    rotation = call.system.state.display.rotation
    text = write_hierarchy(call.system.screen.tree()[-1:], rotation, compressed=compressed)
    if name == "/dev/tty":
        call.out(text)
    else:
        path = call.path(name)
        call.system.files.write(path, text.encode(), mode=0o644)
    call.out(f"UI hierchary dumped to: {name}\n")
    return 0
