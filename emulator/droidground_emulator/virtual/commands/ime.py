"""ime: input methods."""

from __future__ import annotations

from droidground_emulator.virtual.commands.call import Call, Failure

_USAGE = """ime <command>:
  list [-a] [-s]
    prints all enabled input methods.
      -a: see all input methods
      -s: only a single summary line of each
  enable [--user <USER_ID>] <ID>
    allows the given input method ID to be used.
  disable [--user <USER_ID>] <ID>
    disallows the given input method ID to be used.
  set [--user <USER_ID>] <ID>
    switches to the given input method ID.
  reset [--user <USER_ID>]
    reset currently selected/enabled IMEs to the default ones.
"""


def ime(call: Call) -> int:
    """List and choose input methods."""
    words = list(call.args)
    if "--user" in words:
        at = words.index("--user")
        del words[at : at + 2]
    if not words or words[0] == "help":
        call.out(_USAGE)
        return 0 if words else 255
    verb, *rest = words
    methods = call.system.state.input_methods
    if verb == "list":
        return _list(call, rest)
    if verb == "reset":
        methods.reset()
        call.out(
            f"Reset current and enabled IMEs for user #0\n"
            f"  Newly selected IME: {methods.selected}\n"
        )
        return 0
    if verb not in ("enable", "disable", "set"):
        raise Failure(f"Unknown command: {verb}", 255)
    if not rest:
        raise Failure(f"Error: Argument expected after {verb}", 255)
    return _change(call, verb, rest[0])


def _list(call: Call, words: list[str]) -> int:
    methods = call.system.state.input_methods
    for name in methods.installed() if "-a" in words else methods.enabled():
        if "-s" in words:
            call.out(f"{name}\n")
        else:
            package = name.partition("/")[0]
            call.out(
                f"{name}:\n"
                f"  mId={name} mSettingsActivityName=null mIsDefault={name == methods.selected}\n"
            )
            call.out(f"  Service:\n    packageName={package}\n")
    return 0


def _change(call: Call, verb: str, name: str) -> int:
    methods = call.system.state.input_methods
    known = name in methods.installed()
    if verb == "set":
        if name not in methods.enabled():
            raise Failure(f"Unknown input method {name} cannot be selected for user #0", 255)
        methods.select(name)
        call.out(f"Input method {name} selected for user #0\n")
        return 0
    if not known:
        raise Failure(f"Unknown input method {name} cannot be {verb}d for user #0", 255)
    if verb == "enable":
        word = "now enabled" if methods.enable(name) else "already enabled"
    else:
        word = "now disabled" if methods.disable(name) else "already disabled"
    call.out(f"Input method {name}: {word} for user #0\n")
    return 0
