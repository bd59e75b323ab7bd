"""toybox: one program with many names."""

from __future__ import annotations

from collections.abc import Mapping

from droidground_emulator.virtual.commands.call import Call, Failure, Run


def make_toybox(tools: Mapping[str, Run]) -> Run:
    """Return the command that runs one of `tools` by its first argument."""

    def toybox(call: Call) -> int:
        if not call.args:
            call.out(" ".join(sorted(tools)) + "\n")
            return 0
        run = tools.get(call.args[0])
        if run is None:
            raise Failure(f"toybox: Unknown command {call.args[0]}", 127)
        return run(call.with_argv(*call.args))

    return toybox
