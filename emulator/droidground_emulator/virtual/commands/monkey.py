"""monkey: starts an app by its package."""

from __future__ import annotations

from droidground_emulator.virtual.commands.call import Call

_USAGE = """usage: monkey [-p ALLOWED_PACKAGE [-p ALLOWED_PACKAGE] ...]
              [-c MAIN_CATEGORY [-c MAIN_CATEGORY] ...]
              [-s SEED] [-v [-v] ...]
              [--throttle MILLISEC] [--randomize-throttle]
              COUNT
"""


def monkey(call: Call) -> int:
    """Open an app's first activity; the one random event is its start."""
    words = list(call.args)
    packages: list[str] = []
    count = ""
    while words:
        word = words.pop(0)
        if word in ("-p", "-c", "-s", "--throttle", "--pct-syskeys", "--pct-touch") and words:
            value = words.pop(0)
            packages += [value] if word == "-p" else []
        elif not word.startswith("-"):
            count = word
    if not count.isdecimal() or not packages:
        call.err("** Error: Count not specified\n" if not count else "** Error: bad arguments\n")
        call.err(_USAGE)
        return 252
    call.out("".join(f"  bash arg: {word}\n" for word in call.args))
    app = call.system.state.packages.find(packages[0])
    activity = None if app is None else app.launch_activity()
    if activity is None or not call.system.screen.start(packages[0]):
        call.err("** No activities found to run, monkey aborted.\n")
        return 252
    call.system.processes.started(packages[0])
    call.out(
        f"Events injected: {count}\n"
        "## Network stats: elapsed time=28ms (0ms mobile, 0ms wifi, 28ms not connected)\n"
    )
    return 0
