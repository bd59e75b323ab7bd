"""Runs parsed scripts: only the device's own commands, only the device's own files."""

from __future__ import annotations

import posixpath
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from droidground_emulator.virtual.commands.call import Call, Failure, Run
from droidground_emulator.virtual.guest import Io, Reader, Writer
from droidground_emulator.virtual.shell.builtins import BUILTINS, Exit
from droidground_emulator.virtual.shell.expansion import LONGEST_TEXT, Expander
from droidground_emulator.virtual.shell.parser import parse
from droidground_emulator.virtual.shell.streams import (
    Buffer,
    BytesSource,
    Discard,
    FileSink,
    Pipe,
)
from droidground_emulator.virtual.shell.syntax import (
    AndOr,
    Command,
    For,
    Group,
    If,
    Pipeline,
    Redirect,
    Script,
    ShellLimit,
    ShellSyntaxError,
    Simple,
    While,
)

if TYPE_CHECKING:
    from droidground_emulator.virtual.system import AndroidSystem

SHELL = "/system/bin/sh"
_DEEPEST = 20
_MOST_STAGES = 50
"""Commands in one pipeline; each but the last takes a thread."""
_ENVIRONMENT = {
    "ANDROID_DATA": "/data",
    "ANDROID_ROOT": "/system",
    "EXTERNAL_STORAGE": "/sdcard",
    "HOME": "/",
    "HOSTNAME": "generic",
    "PATH": "/product/bin:/apex/com.android.runtime/bin:/system/bin:/system/xbin:/vendor/bin",
    "SHELL": "/bin/sh",
    "TMPDIR": "/data/local/tmp",
    "USER": "shell",
}


@dataclass(slots=True)
class Scope:
    """What a subshell copies: variables, folder, last exit code."""

    variables: dict[str, str] = field(default_factory=lambda: dict(_ENVIRONMENT))
    cwd: str = "/"
    status: int = 0

    def copy(self) -> Scope:
        """Return a scope that changes apart."""
        return Scope(dict(self.variables), self.cwd, self.status)


class Interpreter:
    """One shell process of the device."""

    def __init__(
        self,
        system: AndroidSystem,
        lookup: Callable[[str], Run | None],
        scope: Scope | None = None,
        depth: int = 0,
    ) -> None:
        """Make a shell that finds commands by `lookup`."""
        self.scope = scope or Scope()
        self._system = system
        self._lookup = lookup
        self._depth = depth

    def run(self, source: str, io: Io) -> int:
        """Run a script; return its exit code."""
        if self._depth > _DEEPEST:
            io.stderr.write(f"{SHELL}: too many nested shells\n".encode())
            return 1
        return self._ended(lambda: self._script(parse(source), io), io)

    def eval(self, source: str, io: Io) -> int:
        """Run a script in this very shell, as `eval` does; `exit` ends the shell."""
        try:
            return self._script(parse(source), io)
        except ShellSyntaxError as exc:
            raise Failure(f"{SHELL}: {exc}") from exc

    def command(self, argv: list[str], io: Io, extra: dict[str, str] | None = None) -> int:
        """Run one command given as words."""
        call = Call(
            tuple(argv),
            io,
            self._system,
            {**self.scope.variables, **(extra or {})},
            self.scope.cwd,
            self._depth,
        )
        try:
            builtin = BUILTINS.get(argv[0])
            if builtin is not None:
                return builtin(self, call) & 255
            run = self._find(argv[0], call)
            return run(call) & 255
        except Failure as failure:
            if failure.message:
                call.err(failure.message.rstrip("\n") + "\n")
            return failure.code & 255
        except BrokenPipeError:
            raise
        except OSError as exc:
            where = f"{exc.filename}: " if exc.filename else ""
            call.err(f"{call.name}: {where}{exc.strerror or exc}\n")
            return 1

    def _find(self, name: str, call: Call) -> Run:
        folder, base = posixpath.split(name)
        if not folder or folder in ("/system/bin", "/bin", "/system/xbin"):
            run = self._lookup(base)
            if run is not None:
                return run
        if not folder:
            raise Failure(f"{SHELL}: {name}: inaccessible or not found", 127)
        path = call.path(name)
        files = self._system.files
        if not files.exists(path):
            raise Failure(f"{SHELL}: {name}: inaccessible or not found", 127)
        if files.is_dir(path) or not files.stat(path).mode & 0o111:
            raise Failure(f"{SHELL}: {name}: can't execute: Permission denied", 126)
        text = files.read(path)
        if text.startswith(b"\x7fELF"):
            raise Failure(f"{SHELL}: {name}: not executable: 64-bit ELF file", 126)
        script = text.decode("utf-8", "surrogateescape")
        return lambda call: self._child().run(script, call.io)

    def _child(self) -> Interpreter:
        return Interpreter(self._system, self._lookup, self.scope.copy(), self._depth + 1)

    def _script(self, script: Script, io: Io) -> int:
        for statement in script.statements:
            if io.hung_up.is_set():
                raise Exit(129)
            self.scope.status = self._and_or(statement, io)
        return self.scope.status

    def _and_or(self, statement: AndOr, io: Io) -> int:
        status = self.scope.status = self._pipeline(statement.first, io)
        for operator, pipeline in statement.rest:
            if (operator == "&&") == (status == 0):
                status = self.scope.status = self._pipeline(pipeline, io)
        return status

    def _pipeline(self, pipeline: Pipeline, io: Io) -> int:
        *earlier, last = pipeline.commands
        if len(earlier) >= _MOST_STAGES:
            raise ShellLimit("can't fork - try again")
        with ExitStack() as running:
            stdin = io.stdin
            for command in earlier:
                stdin = self._start_stage(command, replace(io, stdin=stdin), running)
            if earlier:
                status = self._in_subshell(last, replace(io, stdin=stdin))
            else:
                status = self._command(last, io)
        return int(status == 0) if pipeline.inverted else status

    def _start_stage(self, command: Command, io: Io, running: ExitStack) -> Pipe:
        """Run a command beside this one; return its output. At the end `running` waits for it."""
        pipe, stage = Pipe(), self._subshell()

        def run() -> None:
            try:
                stage._ended(lambda: stage._command(command, replace(io, stdout=pipe)), io)
            except BrokenPipeError:
                return
            finally:
                pipe.end()
                if isinstance(io.stdin, Pipe):
                    io.stdin.abandon()

        thread = threading.Thread(target=run, name="pipeline", daemon=True)
        thread.start()
        running.callback(thread.join)
        running.callback(pipe.abandon)
        return pipe

    def _in_subshell(self, command: Command, io: Io) -> int:
        shell = self._subshell()
        return shell._ended(lambda: shell._command(command, io), io)

    def _subshell(self) -> Interpreter:
        """Return a shell as ( ) starts it, which is no deeper than this one."""
        return Interpreter(self._system, self._lookup, self.scope.copy(), self._depth)

    def _ended(self, work: Callable[[], int], io: Io) -> int:
        """Do all the work of this shell; return the exit code it ends with."""
        try:
            return work()
        except (ShellSyntaxError, ShellLimit) as exc:
            io.stderr.write(f"{SHELL}: {exc}\n".encode("utf-8", "surrogateescape"))
            return 1
        except RecursionError:
            io.stderr.write(f"{SHELL}: nested too deeply\n".encode())
            return 1
        except Exit as end:
            return end.code

    def _command(self, command: Command, io: Io) -> int:
        with ExitStack() as opened:
            try:
                io = self._redirected(command.redirects, io, opened)
            except Failure as failure:
                io.stderr.write(f"{failure.message}\n".encode("utf-8", "surrogateescape"))
                return 1
            return self._body(command, io)

    def _body(self, command: Command, io: Io) -> int:
        if isinstance(command, Simple):
            return self._simple(command, io)
        if isinstance(command, Group):
            if not command.subshell:
                return self._script(command.body, io)
            return self._in_subshell(Group(command.body, False), io)
        if isinstance(command, If):
            return self._if(command, io)
        if isinstance(command, While):
            return self._while(command, io)
        return self._for(command, io)

    def _simple(self, command: Simple, io: Io) -> int:
        expander = self._expander(io)
        argv = [text for word in command.words for text in expander.fields(word)]
        assigned = {name: expander.text(word) for name, word in command.assignments}
        if not argv:
            self.scope.variables.update(assigned)
            return 0
        return self.command(argv, io, assigned)

    def _if(self, command: If, io: Io) -> int:
        for condition, body in command.branches:
            if self._script(condition, io) == 0:
                return self._script(body, io)
        return 0 if command.otherwise is None else self._script(command.otherwise, io)

    def _while(self, command: While, io: Io) -> int:
        status = 0
        while (self._script(command.condition, io) == 0) != command.inverted:
            status = self._script(command.body, io)
        return status

    def _for(self, command: For, io: Io) -> int:
        status = 0
        expander = self._expander(io)
        for value in [text for word in command.words for text in expander.fields(word)]:
            self.scope.variables[command.name] = value
            status = self._script(command.body, io)
        return status

    def _expander(self, io: Io) -> Expander:
        def substitute(source: str) -> str:
            buffer = Buffer(LONGEST_TEXT)
            self.scope.status = self._child().run(source, replace(io, stdout=buffer))
            if buffer.is_full:
                raise ShellLimit("out of memory")
            return buffer.data().decode("utf-8", "surrogateescape").rstrip("\n")

        return Expander(self._system.files, self._variable, substitute, lambda: self.scope.cwd)

    def _variable(self, name: str) -> str:
        special = {
            "?": str(self.scope.status),
            "$": "4242",
            "#": "0",
            "0": SHELL,
            "PWD": self.scope.cwd,
        }
        return special.get(name) or self.scope.variables.get(name, "")

    def _redirected(self, redirects: tuple[Redirect, ...], io: Io, opened: ExitStack) -> Io:
        for redirect in redirects:
            target = self._expander(io).text(redirect.target)
            if redirect.operator == "<":
                io = replace(io, stdin=self._source(target, opened))
                continue
            writer = self._sink(redirect, target, io, opened)
            io = replace(io, stderr=writer) if redirect.fd == 2 else replace(io, stdout=writer)
        return io

    def _source(self, target: str, opened: ExitStack) -> Reader:
        if target in ("/dev/null", "/dev/tty"):
            return BytesSource()
        try:
            path = posixpath.join(self.scope.cwd, target)
            return opened.enter_context(self._system.files.open(path))
        except OSError as exc:
            raise Failure(f"{SHELL}: can't open {target}: {exc.strerror}") from exc

    def _sink(self, redirect: Redirect, target: str, io: Io, opened: ExitStack) -> Writer:
        if redirect.operator == ">&":
            return io.stderr if target == "2" else io.stdout
        if target == "/dev/null":
            return Discard()
        if target in ("/dev/tty", "/dev/stdout"):
            return io.stdout
        if target == "/dev/stderr":
            return io.stderr
        path = posixpath.join(self.scope.cwd, target)
        try:
            sink = FileSink(self._system.files, path, append=redirect.operator == ">>")
        except OSError as exc:
            raise Failure(f"{SHELL}: can't create {target}: {exc.strerror}") from exc
        opened.callback(sink.close)
        return sink
