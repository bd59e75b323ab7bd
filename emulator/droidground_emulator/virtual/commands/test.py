"""test, [ and [[."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from droidground_emulator.virtual.commands.call import Call, Failure

_NUMBERS: Mapping[str, Callable[[int, int], bool]] = {
    "-eq": lambda a, b: a == b,
    "-ne": lambda a, b: a != b,
    "-lt": lambda a, b: a < b,
    "-le": lambda a, b: a <= b,
    "-gt": lambda a, b: a > b,
    "-ge": lambda a, b: a >= b,
}
_WORDS: Mapping[str, Callable[[str, str], bool]] = {
    "=": lambda a, b: a == b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
}
_FILES = frozenset({"-e", "-f", "-d", "-r", "-w", "-x", "-s", "-L", "-h"})


def test(call: Call) -> int:
    """Tell by the exit code whether an expression is true."""
    return 0 if _either(call, list(call.args)) else 1


def bracket(call: Call) -> int:
    """Run a test that ends with the closing bracket."""
    closing = "]" * len(call.argv[0])
    if call.args[-1:] != (closing,):
        raise Failure(f"/system/bin/sh: {call.argv[0]}: missing {closing}", 2)
    return 0 if _either(call, list(call.args[:-1])) else 1


def _either(call: Call, words: list[str]) -> bool:
    for operator in ("-o", "||"):
        if operator in words[1:-1]:
            at = words.index(operator, 1)
            return _both(call, words[:at]) or _either(call, words[at + 1 :])
    return _both(call, words)


def _both(call: Call, words: list[str]) -> bool:
    for operator in ("-a", "&&"):
        if operator in words[1:-1]:
            at = words.index(operator, 1)
            return _one(call, words[:at]) and _both(call, words[at + 1 :])
    return _one(call, words)


def _one(call: Call, words: list[str]) -> bool:
    if words[:1] == ["!"] and len(words) > 1:
        return not _one(call, words[1:])
    if len(words) <= 1:
        return bool(words and words[0])
    if len(words) == 2:
        return _unary(call, *words)
    if len(words) == 3:
        return _binary(call, *words)
    raise Failure("/system/bin/sh: [: unexpected operator/operand", 2)


def _unary(call: Call, operator: str, word: str) -> bool:
    if operator in ("-n", "-z"):
        return bool(word) == (operator == "-n")
    if operator not in _FILES:
        raise Failure(f"/system/bin/sh: [: {operator}: unexpected operator/operand", 2)
    try:
        stat = call.system.files.stat(call.path(word), follow=operator not in ("-L", "-h"))
    except OSError:
        return False
    answers = {
        "-d": stat.is_dir(),
        "-f": stat.is_file(),
        "-s": stat.size > 0,
        "-L": stat.is_link(),
        "-h": stat.is_link(),
        "-x": bool(stat.mode & 0o111),
    }
    return answers.get(operator, True)


def _binary(call: Call, left: str, operator: str, right: str) -> bool:
    if operator in _WORDS:
        return _WORDS[operator](left, right)
    compare = _NUMBERS.get(operator)
    if compare is None:
        raise Failure(f"/system/bin/sh: [: {operator}: unexpected operator/operand", 2)
    try:
        return compare(int(left or "0"), int(right or "0"))
    except ValueError:
        raise Failure(f"/system/bin/sh: [: {left}: bad number", 2) from None
