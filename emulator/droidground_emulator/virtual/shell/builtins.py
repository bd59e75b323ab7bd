"""Commands that change the shell itself."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from droidground_emulator.virtual.commands.call import Call, Failure, whole_number

if TYPE_CHECKING:
    from droidground_emulator.virtual.shell.interpreter import Interpreter


class Exit(Exception):
    """The shell ends with `code`."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code & 255


def _cd(shell: Interpreter, call: Call) -> int:
    target = call.path(call.args[0] if call.args else "/")
    if not call.system.files.is_dir(target):
        raise Failure(f"/system/bin/sh: cd: {target}: No such file or directory", 2)
    shell.scope.cwd = posixpath.normpath(target)
    return 0


def _export(shell: Interpreter, call: Call) -> int:
    for argument in call.args:
        name, equals, value = argument.partition("=")
        if equals:
            shell.scope.variables[name] = value
    return 0


def _unset(shell: Interpreter, call: Call) -> int:
    for name in call.args:
        shell.scope.variables.pop(name, None)
    return 0


def _exit(shell: Interpreter, call: Call) -> int:
    code = call.args[0] if call.args else str(shell.scope.status)
    number = whole_number(code)
    raise Exit(1 if number is None else number)


def _exec(shell: Interpreter, call: Call) -> int:
    if not call.args:
        return 0
    raise Exit(shell.command(list(call.args), call.io))


def _eval(shell: Interpreter, call: Call) -> int:
    return shell.eval(" ".join(call.args), call.io)


def _read(shell: Interpreter, call: Call) -> int:
    line = b""
    while (byte := call.io.stdin.read(1)) not in (b"", b"\n"):
        line += byte
    names = [name for name in call.args if name != "-r"] or ["REPLY"]
    values = line.decode("utf-8", "surrogateescape").split(None, len(names) - 1)
    for name, value in zip(names, [*values, *[""] * len(names)], strict=False):
        shell.scope.variables[name] = value.strip()
    return 0 if byte or line else 1


def _set(shell: Interpreter, call: Call) -> int:
    if not call.args:
        call.out(
            "".join(f"{key}={value}\n" for key, value in sorted(shell.scope.variables.items()))
        )
    return 0


BUILTINS: Mapping[str, Callable[[Interpreter, Call], int]] = {
    "cd": _cd,
    "eval": _eval,
    "exec": _exec,
    "exit": _exit,
    "export": _export,
    "read": _read,
    "set": _set,
    "unset": _unset,
}
