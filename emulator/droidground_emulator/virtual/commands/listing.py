"""Commands that tell about files: ls, find, stat, df, du."""

from __future__ import annotations

import datetime
import fnmatch
import posixpath
import stat as st
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from droidground_emulator.virtual.commands.call import Call, Failure, Run, whole_number
from droidground_emulator.virtual.file_tree import PATH_MAX

if TYPE_CHECKING:
    from droidground_emulator.virtual.file_stat import FileStat


def _ls(call: Call) -> int:
    flags = "".join(word[1:] for word in call.args if word.startswith("-"))
    names = [word for word in call.args if not word.startswith("-")] or ["."]
    status, folders = 0, []
    for name in names:
        try:
            found = call.system.files.stat(
                call.path(name), follow="l" not in flags or name.endswith("/")
            )
        except OSError as exc:
            call.err(f"ls: {name}: {exc.strerror}\n")
            status = 1
            continue
        if "d" not in flags and call.system.files.is_dir(call.path(name)):
            folders.append(name)
        else:
            call.out(_entry(call, name, found, flags, call.path(name)))
    if "R" in flags:
        folders = [path for name in folders for path in _folders_below(call, name)]
    for number, name in enumerate(folders):
        if len(names) > 1 or "R" in flags:
            call.out(("\n" if number else "") + f"{name}:\n")
        _ls_folder(call, name, flags)
    return status


def _folders_below(call: Call, root: str) -> Iterator[str]:
    for path, depth in walk(call, root):
        if call.system.files.stat(call.path(path), follow=depth == 0).is_dir():
            yield path


def _ls_folder(call: Call, name: str, flags: str) -> None:
    path = call.path(name)
    entries = [(entry.name, entry.stat) for entry in call.system.files.scan(path)]
    if "a" in flags:
        own = call.system.files.stat(path)
        entries = [(".", own), ("..", own), *entries]
    elif "A" not in flags:
        entries = [entry for entry in entries if not entry[0].startswith(".")]
    if "t" in flags:
        entries.sort(key=lambda entry: -entry[1].mtime)
    if "r" in flags:
        entries.reverse()
    if "l" in flags:
        call.out(f"total {sum(_blocks(found) for _, found in entries)}\n")
    for inner, found in entries:
        call.out(_entry(call, inner, found, flags, posixpath.join(path, inner)))


def _entry(call: Call, name: str, found: FileStat, flags: str, path: str) -> str:
    if "l" not in flags:
        return f"{name}{'/' if 'p' in flags and found.is_dir() else ''}\n"
    when = datetime.datetime.fromtimestamp(found.mtime, datetime.UTC)
    full = flags.count("l") > 1
    shown = (
        when.strftime("%Y-%m-%d %H:%M:%S.") + f"{when.microsecond:06d}000 +0000"
        if full
        else when.strftime("%Y-%m-%d %H:%M")
    )
    link = f" -> {call.system.files.readlink(path)}" if found.is_link() else ""
    owner = f"{found.links} shell shell"
    return f"{st.filemode(found.mode)} {owner} {found.size:>6} {shown} {name}{link}\n"


def _blocks(found: FileStat) -> int:
    return -(-found.size // 4096) * 4


def _find(call: Call) -> int:
    words = list(call.args)
    roots: list[str] = []
    while words and not words[0].startswith(("-", "(", "!")):
        roots.append(words.pop(0))
    tests = _find_tests(words)
    status = 0
    for root in roots or ["."]:
        try:
            call.system.files.stat(call.path(root))
        except OSError as exc:
            call.err(f"find: '{root}': {exc.strerror}\n")
            status = 1
            continue
        found = [path for path, depth in walk(call, root) if _matches(call, path, depth, tests)]
        for path in reversed(found) if tests.delete else found:
            if not tests.delete:
                call.out(f"{path}\n")
            elif posixpath.normpath(call.path(path)) != "/":
                call.system.files.remove(call.path(path), recursive=True)
    return status


class _Tests:
    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.names: list[str] = []
        self.shallowest = 0
        self.deepest = PATH_MAX
        self.delete = False


def _find_tests(words: list[str]) -> _Tests:
    tests = _Tests()
    while words:
        word = words.pop(0)
        if word in ("-o", "-or", "-print", "-a"):
            continue
        if word == "-delete":
            tests.delete = True
            continue
        if not words:
            raise Failure(f"find: bad arg '{word}'")
        value = words.pop(0)
        if word == "-type":
            tests.kinds.add(value)
        elif word in ("-name", "-iname"):
            tests.names.append(value)
        elif word in ("-mindepth", "-maxdepth") and (depth := whole_number(value)) is not None:
            setattr(tests, "shallowest" if word == "-mindepth" else "deepest", depth)
        else:
            raise Failure(f"find: bad arg '{word}'")
    return tests


def walk(call: Call, root: str) -> Iterator[tuple[str, int]]:
    """Yield a path and all below it with their depth, folders before what is in them."""
    pending = [(root, 0)]
    while pending:
        path, depth = pending.pop()
        yield path, depth
        if call.system.files.stat(call.path(path), follow=depth == 0).is_dir():
            names = reversed(call.system.files.listdir(call.path(path)))
            pending.extend((posixpath.join(path, name), depth + 1) for name in names)


def _matches(call: Call, path: str, depth: int, tests: _Tests) -> bool:
    if not tests.shallowest <= depth <= tests.deepest:
        return False
    found = call.system.files.stat(call.path(path), follow=False)
    kind = "d" if found.is_dir() else "l" if found.is_link() else "f"
    if tests.kinds and kind not in tests.kinds:
        return False
    name = posixpath.basename(path)
    return not tests.names or any(fnmatch.fnmatchcase(name, pattern) for pattern in tests.names)


def _stat(call: Call) -> int:
    words = list(call.args)
    form = ""
    if words[:1] == ["-c"] and len(words) > 2:
        form, words = words[1], words[2:]
    if not words:
        raise Failure("stat: Needs 1 argument")
    for name in words:
        found = call.system.files.stat(call.path(name), follow=False)
        call.out(_stat_text(name, found, form) + "\n")
    return 0


def _stat_text(name: str, found: FileStat, form: str) -> str:
    kind = "directory" if found.is_dir() else "symbolic link" if found.is_link() else "regular file"
    when = datetime.datetime.fromtimestamp(found.mtime, datetime.UTC)
    if form:
        values = {"%n": name, "%s": str(found.size), "%a": f"{found.mode & 0o7777:o}",
                  "%Y": str(int(found.mtime)), "%F": kind, "%i": str(found.inode),
                  "%U": "shell", "%G": "shell", "%h": str(found.links)}  # fmt: skip
        for key, value in values.items():
            form = form.replace(key, value)
        return form
    return (
        f"  File: {name}\n  Size: {found.size}\t Blocks: {_blocks(found) * 2}\t"
        f" IO Blocks: 512\t{kind}\nDevice: fd05h/64773d\t Inode: {found.inode}\t"
        f" Links: {found.links}\nAccess: ({found.mode & 0o7777:04o}/{st.filemode(found.mode)})\t"
        f"Uid: ( 2000/   shell)\tGid: ( 2000/   shell)\n"
        f"Modify: {when:%Y-%m-%d %H:%M:%S}.000000000 +0000"
    )


def _df(call: Call) -> int:
    total = call.system.files.total_bytes() // 1024
    free = call.system.files.free_bytes() // 1024
    used = total - free
    call.out("Filesystem      1K-blocks    Used Available Use% Mounted on\n")
    for name, place in (("/dev/block/dm-9", "/data"), ("/dev/fuse", "/storage/emulated")):
        call.out(f"{name:<15} {total:>9} {used:>7} {free:>9} {used * 100 // total:>3}% {place}\n")
    return 0


def _du(call: Call) -> int:
    names = [word for word in call.args if not word.startswith("-")] or ["."]
    for name in names:
        sizes = (
            call.system.files.stat(call.path(path), follow=False) for path, _ in walk(call, name)
        )
        call.out(f"{sum(_blocks(found) for found in sizes)}\t{name}\n")
    return 0


def _pwd(call: Call) -> int:
    call.out(f"{call.cwd}\n")
    return 0


def _realpath(call: Call) -> int:
    for name in call.args:
        call.out(f"{call.system.files.resolve(call.path(name))}\n")
    return 0


def _basename(call: Call) -> int:
    if not call.args:
        raise Failure("basename: Needs 1 argument")
    call.out(
        posixpath.basename(call.args[0].rstrip("/")).removesuffix("".join(call.args[1:2])) + "\n"
    )
    return 0


def _dirname(call: Call) -> int:
    for name in call.args:
        call.out((posixpath.dirname(name.rstrip("/")) or ".") + "\n")
    return 0


LISTING_TOOLS: Mapping[str, Run] = {
    "basename": _basename,
    "df": _df,
    "dirname": _dirname,
    "du": _du,
    "find": _find,
    "ls": _ls,
    "pwd": _pwd,
    "realpath": _realpath,
    "stat": _stat,
}
