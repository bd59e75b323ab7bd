"""Commands that read, filter and print text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import ExitStack

from droidground_emulator.virtual.commands.call import Call, Failure, Run, whole_number
from droidground_emulator.virtual.commands.grep import grep
from droidground_emulator.virtual.commands.inputs import inputs
from droidground_emulator.virtual.guest import Reader

_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", "r": "\r", "0": "\0", "a": "\a", "b": "\b"}
_CHUNK = 1 << 20


def _echo(call: Call) -> int:
    words = list(call.args)
    end, escapes = "\n", False
    while words and re.fullmatch("-[neE]+", words[0]):
        option = words.pop(0)
        end = "" if "n" in option else end
        escapes = "e" in option
    text = " ".join(words)
    call.out((_unescape(text) if escapes else text) + end)
    return 0


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), text)


def _printf(call: Call) -> int:
    if not call.args:
        raise Failure("usage: printf FORMAT [ARGUMENT...]")
    words = iter(call.args[1:])

    def fill(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        word = next(words, "")
        if found[1] not in "dixX":
            return word
        number = whole_number(word or "0")
        if number is None:
            raise Failure(f"printf: bad number {word}")
        return format(number, found[1] if found[1] in "xX" else "d")

    call.out(re.sub(r"%%|%([sdixXb])", fill, _unescape(call.args[0])))
    return 0


def _cat(call: Call) -> int:
    names = [word for word in call.args if word == "-" or not word.startswith("-")]
    status = 0
    for name in names or ["-"]:
        try:
            _copy_out(call, name)
        except OSError as exc:
            if isinstance(exc, BrokenPipeError):
                raise
            call.err(f"cat: {name}: {exc.strerror}\n")
            status = 1
    return status


def _copy_out(call: Call, name: str) -> None:
    with ExitStack() as opened:
        reader = _reader(call, name, opened)
        while chunk := reader.read(_CHUNK):
            call.io.stdout.write(chunk)


def _reader(call: Call, name: str, opened: ExitStack) -> Reader:
    if name == "-":
        return call.io.stdin
    return opened.enter_context(call.system.files.open(call.path(name)))


def _lines(data: bytes) -> list[bytes]:
    return re.findall(rb"[^\n]*\n|[^\n]+", data)


def _part(call: Call) -> tuple[int, bool, list[str]]:
    """Return how much `head` or `tail` takes, whether that is lines, and of which files."""
    count, is_lines, names = 10, True, []
    words = list(call.args)
    while words:
        word = words.pop(0)
        if word in ("-n", "-c") and words:
            count = _number(words.pop(0))
            is_lines = word == "-n"
        elif re.fullmatch(r"-n?\d+", word):
            count = _number(word.lstrip("-n"))
        elif word != "-f":
            names.append(word)
    return count, is_lines, names


def _head(call: Call) -> int:
    count, is_lines, names = _part(call)
    for name in names or ["-"]:
        with ExitStack() as opened:
            _copy_head(call, _reader(call, name, opened), count, is_lines)
    return 0


def _copy_head(call: Call, reader: Reader, left: int, is_lines: bool) -> None:
    """Copy the first lines or bytes, and read no further than they reach."""
    while left > 0 and (chunk := reader.read(_CHUNK if is_lines else min(left, _CHUNK))):
        kept = b"".join(_lines(chunk)[:left]) if is_lines else chunk
        call.io.stdout.write(kept)
        left -= kept.count(b"\n") if is_lines else len(kept)


def _tail(call: Call) -> int:
    count, is_lines, names = _part(call)
    for data in inputs(call, names):
        start = max(len(data) - count, 0)
        kept = b"".join(_lines(data)[-count:]) if is_lines and count else data[start:]
        call.io.stdout.write(kept)
    return 0


def _number(text: str) -> int:
    number = whole_number(text)
    if number is None:
        raise Failure(f"bad number '{text}'")
    return abs(number)


def _wc(call: Call) -> int:
    flags = "".join(word[1:] for word in call.args if word.startswith("-")) or "lwc"
    names = [word for word in call.args if not word.startswith("-")]
    for number, data in enumerate(inputs(call, names)):
        counts = {"l": data.count(b"\n"), "w": len(data.split()), "c": len(data)}
        shown = [str(counts[flag]) for flag in "lwc" if flag in flags]
        text = shown[0] if len(shown) == 1 else "".join(f"{count:>8}" for count in shown)
        call.out(text + (f" {names[number]}" if names else "") + "\n")
    return 0


def _sort(call: Call) -> int:
    names = [word for word in call.args if not word.startswith("-")]
    flags = "".join(word[1:] for word in call.args if word.startswith("-"))
    lines = [line for data in inputs(call, names) for line in data.splitlines()]
    lines = sorted(set(lines) if "u" in flags else lines, reverse="r" in flags)
    call.io.stdout.write(b"".join(line + b"\n" for line in lines))
    return 0


TEXT_TOOLS: Mapping[str, Run] = {
    "cat": _cat,
    "echo": _echo,
    "egrep": lambda call: grep(call.with_argv("egrep", "-E", *call.args)),
    "grep": grep,
    "head": _head,
    "printf": _printf,
    "sort": _sort,
    "tail": _tail,
    "wc": _wc,
}
