"""`adb shell` without a command: a line-by-line sh on the stream."""

from __future__ import annotations

import re

from droidground_emulator.virtual.guest import Guest, Io, Reader, Writer

PROMPT = b"phone:/ $ "
_LINE_MAX = 1 << 16
_INTERRUPT, _END, _BACKSPACES = 0x03, 0x04, (0x08, 0x7F)


def run_interactive(guest: Guest, io: Io, *, terminal: bool) -> int:
    """Run the lines of stdin until it ends or says `exit`; return the last exit code.

    With a terminal there is a prompt, and what is typed is echoed (adb's own is in raw mode).
    """
    lines = TerminalLines(io.stdin, io.stdout) if terminal else Lines(io.stdin)
    stdout = TerminalWriter(io.stdout) if terminal else io.stdout
    stderr = TerminalWriter(io.stderr) if terminal else io.stderr
    code = 0
    while (line := lines.next_line()) is not None:
        left = re.fullmatch(r"\s*exit(?:\s+(\d{1,9}))?\s*", line)
        if left:
            return int(left[1]) & 0xFF if left[1] else code
        if line.strip():
            code = guest.run(line, Io(lines, stdout, stderr, io.hung_up))
    return code


class Lines:
    """Splits stdin into lines; a command that reads gets what follows its line."""

    def __init__(self, stdin: Reader) -> None:
        """Read from `stdin`."""
        self._stdin = stdin
        self._rest = b""

    def next_line(self) -> str | None:
        """Return the next line without its end, None at the end."""
        while b"\n" not in self._rest and len(self._rest) < _LINE_MAX:
            data = self._stdin.read(4096)
            if not data:
                break
            self._rest += data
        if not self._rest:
            return None
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode("utf-8", "surrogateescape")

    def read(self, count: int) -> bytes:
        """Return 1 to `count` bytes, b"" at the end."""
        if not self._rest:
            return self._stdin.read(count)
        piece, self._rest = self._rest[:count], self._rest[count:]
        return piece


class TerminalLines:
    """A terminal's line editing: echo, backspace, Ctrl-C and Ctrl-D."""

    def __init__(self, stdin: Reader, stdout: Writer) -> None:
        """Read keys from `stdin` and echo them to `stdout`."""
        self._stdin = stdin
        self._stdout = stdout
        self._keys = b""

    def next_line(self) -> str | None:
        """Prompt and return the next line, None at the end or at Ctrl-D."""
        self._stdout.write(PROMPT)
        line = bytearray()
        while (key := self._next_key()) is not None:
            if key in (0x0A, 0x0D):
                self._stdout.write(b"\r\n")
                return line.decode("utf-8", "surrogateescape")
            if key == _END and not line:
                return None
            self._edit(line, key)
        return line.decode("utf-8", "surrogateescape") if line else None

    def read(self, count: int) -> bytes:
        """Return 1 to `count` bytes, b"" at the end."""
        if not self._keys:
            return self._stdin.read(count)
        piece, self._keys = self._keys[:count], self._keys[count:]
        return piece

    def _next_key(self) -> int | None:
        self._keys = self._keys or self._stdin.read(4096)
        if not self._keys:
            return None
        key, self._keys = self._keys[0], self._keys[1:]
        return key

    def _edit(self, line: bytearray, key: int) -> None:
        if key == _INTERRUPT:
            line.clear()
            self._stdout.write(b"^C\r\n" + PROMPT)
        elif key in _BACKSPACES:
            if line:
                line.pop()
                self._stdout.write(b"\b \b")
        elif key >= 0x20 and len(line) < _LINE_MAX:
            line.append(key)
            self._stdout.write(bytes([key]))


class TerminalWriter:
    """A terminal's output: a line end needs its carriage return."""

    def __init__(self, out: Writer) -> None:
        """Write to `out`."""
        self._out = out

    def write(self, data: bytes) -> None:
        """Write all of `data`."""
        self._out.write(data.replace(b"\n", b"\r\n"))
