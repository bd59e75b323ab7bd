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
from droidground_emulator.virtual.state.permissions import full_name

_USAGE = """usage: vphone touches [--clear]        delivered input, one JSON object a line
       vphone shell-log [--clear]      shell lines received
       vphone anr PACKAGE              the app hangs: Android says that it isn't responding
       vphone request PACKAGE PERMISSION    the app asks for a runtime permission
       vphone fault add NAME[:K=V,...] | list | clear [NAME]
       vphone sms NUMBER TEXT          a text message comes in, as by the emulator's `emu sms send`
       vphone version"""

_NO_DIALOGS = "vphone: this phone's screen has no such dialog; start it with --screen chromium"


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


def _anr(call: Call, words: list[str]) -> int:
    if len(words) != 1:
        raise Failure(_USAGE, 2)
    if words[0] not in [name for _, name in call.system.running()]:
        raise Failure(f"vphone: {words[0]} does not run")
    if not call.system.screen.tell_error("anr", words[0]):
        raise Failure(_NO_DIALOGS)
    return 0


def _request(call: Call, words: list[str]) -> int:
    if len(words) != 2:
        raise Failure(_USAGE, 2)
    if call.system.state.packages.find(words[0]) is None:
        raise Failure(f"vphone: there is no app {words[0]}")
    if not call.system.screen.ask_permission(words[0], full_name(words[1])):
        raise Failure(_NO_DIALOGS)
    return 0


def _sms(call: Call, words: list[str]) -> int:
    if len(words) < 2:
        raise Failure(_USAGE, 2)
    message: dict[str, str | int] = {
        "address": words[0],
        "body": " ".join(words[1:]),
        "read": 0,
        "seen": 0,
    }
    call.system.state.content.insert("content://sms/inbox", message)
    return 0


def _version(call: Call, words: list[str]) -> int:
    call.out(f"{getattr(droidground_emulator, '__version__', 'unversioned')}\n")
    return 0


_VERBS: Mapping[str, Callable[[Call, list[str]], int]] = {
    "anr": _anr,
    "fault": _fault,
    "request": _request,
    "shell-log": _shell_log,
    "sms": _sms,
    "touches": _touches,
    "version": _version,
}
