"""vphone: the phone's own instrument; not Android's.

It is how a test counts what was delivered and makes the phone misbehave, through adb alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict

import droidground_emulator
from droidground_emulator.errors import BadOption
from droidground_emulator.virtual.commands.call import Call, Failure
from droidground_emulator.virtual.faults import Fault

_USAGE = """usage: vphone touches [--clear]        delivered input, one JSON object a line
       vphone shell-log [--clear]      shell lines received
       vphone fault add NAME[:K=V,...] | list | clear [NAME]
       vphone version"""


def vphone(call: Call) -> int:
    """Look at the phone or make it misbehave."""
    verb = _VERBS.get(call.args[0]) if call.args else None
    if verb is None:
        raise Failure(_USAGE, 2)
    return verb(call, list(call.args[1:]))


def _touches(call: Call, words: list[str]) -> int:
    for delivery in call.system.state.log.deliveries(clear=_clears(words)):
        call.out(json.dumps(asdict(delivery)) + "\n")
    return 0


def _shell_log(call: Call, words: list[str]) -> int:
    for line in call.system.state.log.lines(clear=_clears(words)):
        call.out(json.dumps(line) + "\n")
    return 0


def _clears(words: list[str]) -> bool:
    if words not in ([], ["--clear"]):
        raise Failure(_USAGE, 2)
    return bool(words)


def _fault(call: Call, words: list[str]) -> int:
    faults = call.system.faults
    if words[:1] == ["add"] and len(words) == 2:
        try:
            call.out(f"{faults.arm(Fault.parse(words[1]))}\n")
        except BadOption as exc:
            raise Failure(f"vphone: {exc}. {exc.hint}", 2) from exc
    elif words == ["list"]:
        for armed in faults.armed():
            call.out(f"{armed.id} {armed.fault} seen={armed.seen} struck={armed.struck}\n")
    elif words[:1] == ["clear"] and len(words) <= 2:
        call.out(f"{faults.clear(words[1] if len(words) > 1 else None)}\n")
    else:
        raise Failure(_USAGE, 2)
    return 0


def _version(call: Call, words: list[str]) -> int:
    call.out(f"{getattr(droidground_emulator, '__version__', 'unversioned')}\n")
    return 0


_VERBS: Mapping[str, Callable[[Call, list[str]], int]] = {
    "fault": _fault,
    "shell-log": _shell_log,
    "touches": _touches,
    "version": _version,
}
