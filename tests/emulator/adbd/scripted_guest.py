"""A guest with a handful of commands: enough Android to test the wire with."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image

from droidground_emulator.virtual.faults import Faults
from droidground_emulator.virtual.files import Files
from droidground_emulator.virtual.guest import Io, Reader, Stream

ECHO_PORT = 9008
BIG = bytes(range(256)) * 40960
"""10 MiB."""


class ScriptedGuest:
    """Counts what it ran, so that a test can tell how often a command was delivered."""

    def __init__(self, folder: Path) -> None:
        self.files = Files(folder)
        self.faults = Faults()
        self.ran: list[str] = []
        self.argv: list[list[str]] = []
        self.received = b""
        self.rebooted: list[str] = []
        self.closed = False
        self.hung_up = threading.Event()

    def properties(self) -> Mapping[str, str]:
        return {
            "ro.product.name": "scripted",
            "ro.product.model": "Scripted_Phone",
            "ro.product.device": "scripted",
        }

    def run(self, command: str, io: Io) -> int:
        self.ran.append(command)
        word, _, rest = command.partition(" ")
        if word == "cat":
            io.stdout.write(read_all(io.stdin))
        elif word == "save":
            self.files.write(rest.strip("'"), read_all(io.stdin))
        elif word == "big":
            io.stdout.write(BIG)
        elif word == "both":
            io.stdout.write(b"out\n")
            io.stderr.write(b"err\n")
            io.stdout.write(b"out2\n")
        elif word == "exit-with":
            return int(rest)
        elif word == "mkdir":
            for path in rest.removeprefix("-p ").split():
                self.files.mkdir(path.strip("'\""), parents=True, exist_ok=True)
        elif word == "wait-for-hang-up":
            io.stdout.write(b"waiting\n")
            io.hung_up.wait(20)
            self.hung_up.set()
        else:
            io.stdout.write(f"{command}\n".encode())
        return 0

    def run_argv(self, argv: list[str], io: Io) -> int:
        self.argv.append(argv)
        if argv[0] == "settings":
            io.stdout.write(b"null\n")
            return 0
        self.received = read_exactly(io.stdin, int(argv[argv.index("-S") + 1]))
        io.stdout.write(b"Success\n")
        return 0

    def connect_port(self, port: int) -> bool:
        return port == ECHO_PORT

    def serve_port(self, port: int, stream: Stream) -> None:
        while data := stream.read(1 << 16):
            stream.write(data.upper())

    def serve_local(self, name: str, stream: Stream) -> bool:
        if name != "echo":
            return False
        while data := stream.read(1 << 16):
            stream.write(data.lower())
        return True

    def frame(self) -> Image.Image:
        image = Image.new("RGB", (6, 4), (10, 20, 30))
        image.putpixel((5, 3), (255, 0, 1))
        return image

    def on_reboot(self, restart: Callable[[str], None]) -> None:
        self.restart = restart

    def reboot(self, mode: str) -> None:
        self.rebooted.append(mode)

    def close(self) -> None:
        self.closed = True


def read_all(source: Reader) -> bytes:
    """Everything up to the end."""
    pieces = []
    while data := source.read(1 << 16):
        pieces.append(data)
    return b"".join(pieces)


def read_exactly(source: Reader, count: int) -> bytes:
    """`count` bytes, fewer at the end."""
    pieces = bytearray()
    while len(pieces) < count and (data := source.read(count - len(pieces))):
        pieces += data
    return bytes(pieces)
