"""Commands that change files."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Mapping

from droidground_emulator.virtual.commands.call import Call, Failure, Run
from droidground_emulator.virtual.commands.listing import walk


def _options(call: Call) -> tuple[str, list[str]]:
    flags = "".join(word[1:] for word in call.args if word.startswith("-") and len(word) > 1)
    return flags, [word for word in call.args if not word.startswith("-") or word == "-"]


def _each(call: Call, names: list[str], act: Callable[[str, str], None], verb: str = "") -> int:
    """Run `act(name, path)` on each; report errors as toybox does and go on."""
    if not names:
        raise Failure(f"{call.name}: Needs 1 argument")
    status = 0
    for name in names:
        try:
            act(name, call.path(name))
        except OSError as exc:
            call.err(f"{call.name}: {verb}{name}{_quote(verb)}: {exc.strerror}\n")
            status = 1
    return status


def _quote(verb: str) -> str:
    return "'" if verb.endswith("'") else ""


def _rm(call: Call) -> int:
    flags, names = _options(call)
    files = call.system.files
    recursive = "r" in flags or "R" in flags

    def remove(name: str, path: str) -> None:
        if posixpath.normpath(path) == "/":
            raise Failure("rm: /: Device or resource busy")
        if files.exists(path, follow=False):
            files.remove(path, recursive=recursive)
        elif "f" not in flags:
            files.stat(path)

    if not names and "f" in flags:
        return 0
    return _each(call, names, remove)


def _rmdir(call: Call) -> int:
    _, names = _options(call)
    return _each(call, names, lambda name, path: call.system.files.rmdir(path))


def _mkdir(call: Call) -> int:
    flags, names = _options(call)
    parents = "p" in flags
    return _each(
        call,
        names,
        lambda name, path: call.system.files.mkdir(path, parents=parents, exist_ok=parents),
        "'",
    )


def _touch(call: Call) -> int:
    _, names = _options(call)
    return _each(call, names, lambda name, path: call.system.files.touch(path), "'")


def _chmod(call: Call) -> int:
    flags, names = _options(call)
    if len(names) < 2:
        raise Failure("chmod: Needs 2 arguments")
    if not re.fullmatch(r"[0-7]{1,4}", names[0]) and not re.fullmatch(
        "[ugoa]*[+=-][rwxX]+", names[0]
    ):
        raise Failure(f"chmod: bad mode '{names[0]}'")

    def change(name: str, path: str) -> None:
        now = call.system.files.stat(path).mode & 0o7777
        call.system.files.chmod(path, _mode(names[0], now))

    paths = names[1:]
    if "R" in flags:
        paths = [inner for name in paths for inner, _ in walk(call, name)]
    return _each(call, paths, change)


def _mode(text: str, now: int) -> int:
    if text.isdecimal():
        return int(text, 8)
    found = re.fullmatch("([ugoa]*)([+=-])([rwxX]+)", text)
    assert found is not None
    bits = sum({"r": 4, "w": 2, "x": 1, "X": 1}[char] for char in set(found[3].replace("X", "x")))
    who = found[1] or "a"
    shifts = {"u": (6,), "g": (3,), "o": (0,), "a": (6, 3, 0)}
    mask = 0
    for char in who:
        for shift in shifts[char]:
            mask |= bits << shift
    return now | mask if found[2] == "+" else now & ~mask if found[2] == "-" else mask


def _target(call: Call, source: str, target: str) -> str:
    path = call.path(target)
    if call.system.files.is_dir(path):
        return posixpath.join(path, posixpath.basename(source.rstrip("/")))
    return path


def _cp(call: Call) -> int:
    flags, names = _options(call)
    if len(names) < 2:
        raise Failure("cp: Needs 2 arguments")
    recursive = any(flag in flags for flag in "rRa")
    *sources, target = names
    return _each(
        call,
        sources,
        lambda name, path: _copy(call, path, _target(call, name, target), recursive),
        "'",
    )


def _copy(call: Call, source: str, target: str, recursive: bool) -> None:
    files = call.system.files
    if not files.is_dir(source):
        files.copy(source, target)
        return
    if not recursive:
        raise Failure(f"cp: Skipped dir '{source}'")
    real, into = files.resolve(source), files.resolve(target)
    if into == real or into.startswith(real + "/"):
        raise Failure(f"cp: '{target}' is under '{source}'")
    for path, _ in walk(call, source):
        to = posixpath.join(target, posixpath.relpath(path, source)) if path != source else target
        if path != source and files.stat(path, follow=False).is_link():
            files.symlink(files.readlink(path), to)
        elif files.is_dir(path):
            files.mkdir(to, exist_ok=True)
        else:
            files.copy(path, to)


def _mv(call: Call) -> int:
    _, names = _options(call)
    if len(names) < 2:
        raise Failure("mv: Needs 2 arguments")
    *sources, target = names
    return _each(call, sources, lambda name, path: _move(call, name, path, target), "'")


def _move(call: Call, name: str, path: str, target: str) -> None:
    files = call.system.files
    to = _target(call, name, target)
    source, into = files.resolve(path), files.resolve(to)
    if source.split("/")[1:2] == into.split("/")[1:2]:
        files.rename(path, to)
        return
    _copy(call, path, to, recursive=True)
    files.remove(path, recursive=True)


def _ln(call: Call) -> int:
    flags, names = _options(call)
    if "s" not in flags or len(names) != 2:
        raise Failure("ln: only ln -s TARGET LINK is possible here")
    call.system.files.symlink(names[0], _target(call, names[0], names[1]))
    return 0


def _digest(algorithm: str) -> Run:
    def run(call: Call) -> int:
        _, names = _options(call)

        def one(name: str, path: str) -> None:
            data = call.read_all() if name == "-" else call.system.files.read(path)
            call.out(f"{hashlib.new(algorithm, data).hexdigest()}  {name}\n")

        return _each(call, names or ["-"], one)

    return run


def _nothing(call: Call) -> int:
    return 0


FILE_TOOLS: Mapping[str, Run] = {
    "chmod": _chmod,
    "chown": _nothing,
    "cp": _cp,
    "ln": _ln,
    "md5": _digest("md5"),
    "md5sum": _digest("md5"),
    "mkdir": _mkdir,
    "mv": _mv,
    "restorecon": _nothing,
    "rm": _rm,
    "rmdir": _rmdir,
    "sha1sum": _digest("sha1"),
    "sha256sum": _digest("sha256"),
    "sync": _nothing,
    "touch": _touch,
}
