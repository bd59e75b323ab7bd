"""Android as the adb daemon sees it: a `Guest` made of state, screen, shell and services."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from droidground_emulator.clock import Clock
from droidground_emulator.errors import BadOption, EmulatorError, ScreenUnavailable
from droidground_emulator.virtual.background.background import Background
from droidground_emulator.virtual.commands.screencap import PngEncoder
from droidground_emulator.virtual.commands.table import COMMANDS
from droidground_emulator.virtual.injector import Injector
from droidground_emulator.virtual.ports import Ports
from droidground_emulator.virtual.properties import Properties
from droidground_emulator.virtual.screen.base import STATUS_BAR_DP
from droidground_emulator.virtual.screen.pillow.screen import PillowScreen
from droidground_emulator.virtual.shell.builtins import Exit
from droidground_emulator.virtual.shell.interpreter import Interpreter, Scope
from droidground_emulator.virtual.shell.streams import BytesSource
from droidground_emulator.virtual.state.device_state import DeviceState
from droidground_emulator.virtual.state.processes import Task
from droidground_emulator.virtual.state.system_apps import LAUNCHER_PACKAGE
from droidground_emulator.virtual.uiautomator.automation import Automation

if TYPE_CHECKING:
    from droidground_emulator.virtual.commands.call import Call
    from droidground_emulator.virtual.faults import Faults
    from droidground_emulator.virtual.files import Files
    from droidground_emulator.virtual.guest import Io, Stream
    from droidground_emulator.virtual.options import PhoneOptions
    from droidground_emulator.virtual.screen.base import Screen

log = logging.getLogger(__name__)

_SIGKILLED = 137
_CLIENT_GONE = 141
"""What a process ends with on SIGPIPE."""


class AndroidSystem:
    """Implements `Guest`."""

    def __init__(
        self,
        options: PhoneOptions,
        files: Files,
        faults: Faults,
        *,
        clock: Clock | None = None,
    ) -> None:
        """Boot the phone.

        Raises:
            ScreenUnavailable: the screen that `options` asks for is not there.
            BadOption: there is no such app.
        """
        self.options = options
        self.files = files
        self.faults = faults
        self.clock = clock or Clock()
        self.state = DeviceState(options, files, self.clock)
        self.props = Properties(self.state)
        self._restart: Callable[[str], None] | None = None
        self._boot()

    def _boot(self) -> None:
        self.screen: Screen = open_screen(self.options.screen, self.state)
        self.injector = Injector(self.state, self.screen, self.faults, self.clock)
        self.automation = Automation(self.faults)
        self.ports = Ports()
        self.png = PngEncoder()
        self.processes = self.state.processes
        self.state.restart = self.ask_reboot
        self._configuration = self.state.configuration()
        self.state.changes.listen(self._follow_configuration)
        self._open_first_app()
        self.background = Background(self.state, self.screen)

    def properties(self) -> Mapping[str, str]:
        """Return the system properties."""
        return self.props.all()

    def run(self, command: str, io: Io) -> int:
        """Run one shell line; an empty one is a shell that reads its lines from stdin."""
        self.state.log.ran(command)
        self._strike(command)
        try:
            shell = Interpreter(self, COMMANDS.get)
            return shell.run(command, io) if command else self._interactive(shell, io)
        except BrokenPipeError:
            return _CLIENT_GONE
        except EmulatorError as exc:
            return _killed(exc, io)

    def run_argv(self, argv: list[str], io: Io) -> int:
        """Run a service command without a shell, as `cmd` does."""
        self.state.log.ran("cmd " + " ".join(argv))
        try:
            return Interpreter(self, COMMANDS.get).command(["cmd", *argv], io)
        except BrokenPipeError:
            return _CLIENT_GONE
        except EmulatorError as exc:
            return _killed(exc, io)

    def connect_port(self, port: int) -> bool:
        """Tell whether something on the device listens on a port."""
        return self.ports.find(port) is not None

    def serve_port(self, port: int, stream: Stream) -> None:
        """Talk to the listener on a port."""
        listener = self.ports.find(port)
        if listener is not None:
            listener.serve(stream)
        stream.close()

    def serve_local(self, name: str, stream: Stream) -> bool:
        """Tell that nobody listens on an abstract socket."""
        return False

    def frame(self) -> Image.Image:
        """Return what a screenshot shows: black where a fault makes it so, or the screen is off.

        The screen itself draws windows black that are FLAG_SECURE.
        """
        image = self.screen.frame()
        if not self.state.power.awake or self.faults.hit("black_frame", "frame"):
            return Image.new("RGB", image.size)
        window = self.screen.window()
        if self.faults.hit("secure", f"{window.package}/{window.activity}"):
            kept = round(STATUS_BAR_DP * self.state.display.px_per_dp)
            black = Image.new("RGB", image.size)
            black.paste(image.crop((0, 0, image.width, kept)), (0, 0))
            return black
        return image

    def is_secure(self) -> bool:
        """Tell whether the front window is FLAG_SECURE."""
        window = self.screen.window()
        subject = f"{window.package}/{window.activity}"
        return window.secure or self.faults.pending("secure", subject) is not None

    def shell(self, source: str, call: Call) -> int:
        """Run a script in a shell of its own, as `sh` does."""
        scope = Scope(dict(call.env), call.cwd)
        return Interpreter(self, COMMANDS.get, scope, call.depth + 1).run(source, call.io)

    def shell_argv(self, argv: list[str], call: Call) -> int:
        """Run one command given as words."""
        scope = Scope(dict(call.env), call.cwd)
        try:
            return Interpreter(self, COMMANDS.get, scope, call.depth + 1).command(argv, call.io)
        except Exit as end:
            return end.code

    def has_command(self, name: str) -> bool:
        """Tell whether the phone has a command."""
        return name in COMMANDS

    def running(self) -> list[tuple[int, str]]:
        """Return (pid, name) of the processes, that of the front app among them."""
        self.processes.started(self.screen.window().resumed.partition("/")[0])
        return self.processes.running()

    def tasks(self) -> list[Task]:
        """Return the tasks, the front one first."""
        window = self.screen.window()
        self.processes.started(window.resumed.partition("/")[0])
        return self.processes.tasks(window)

    def on_reboot(self, restart: Callable[[str], None]) -> None:
        """Have `restart`, which takes the mode, restart the phone when it asks for that."""
        self._restart = restart

    def ask_reboot(self, mode: str) -> bool:
        """Restart as the shell asks for it; True when the connection will be cut soon."""
        if self._restart is None:
            self.reboot(mode)
            return False
        self._restart(mode)
        return True

    def reboot(self, mode: str) -> None:
        """Start again; files and settings stay, all else begins anew."""
        self.background.close()
        self.ports.close_all()
        self.processes.kill_all()
        self.screen.close()
        log = self.state.log
        self.state = DeviceState(self.options, self.files, self.clock)
        self.state.log = log
        boots = int(self.state.settings.number("global", "boot_count")) + 1
        self.state.settings.put("global", "boot_count", str(boots))
        self.props = Properties(self.state)
        self._boot()

    def close(self) -> None:
        """Free what the phone holds."""
        self.background.close()
        self.ports.close_all()
        self.screen.close()

    def _interactive(self, shell: Interpreter, io: Io) -> int:
        line, status = b"", 0
        while byte := io.stdin.read(1):
            if byte != b"\n":
                line += byte
                continue
            text = line.decode("utf-8", "surrogateescape")
            line = b""
            if text.split()[:1] == ["exit"]:
                return shell.run(text, io)
            status = shell.run(text, replace(io, stdin=BytesSource()))
        return shell.run(line.decode("utf-8", "surrogateescape"), io) if line else status

    def _strike(self, command: str) -> None:
        """Put the phone to sleep or lock it when such a fault strikes.

        A fault without a count strikes once, so that waking the phone heals it.
        """
        for name, act in (("asleep", self.state.power.sleep), ("locked", self.state.power.lock)):
            fault = self.faults.hit(name, command)
            if fault is None:
                continue
            struck = max(armed.struck for armed in self.faults.armed() if armed.fault == fault)
            if fault.times is not None or struck == 1:
                act()

    def _follow_configuration(self) -> None:
        now = self.state.configuration()
        if now != self._configuration:
            self._configuration = now
            self.screen.reconfigure()

    def _open_first_app(self) -> None:
        wanted = self.options.app
        if not wanted:
            self.screen.start(LAUNCHER_PACKAGE)
            return
        for app in self.state.packages.installed():
            if wanted.casefold() in (app.package.casefold(), app.label.casefold()):
                self.screen.start(app.package)
                return
        raise BadOption(f"there is no app {wanted!r}", hint="Use a name from the launcher.")


def _killed(why: EmulatorError, io: Io) -> int:
    """End a command whose screen was lost for good, as if a signal had."""
    log.error("%s", why)
    with contextlib.suppress(OSError):
        io.stderr.write(f"Killed: {why}\n".encode())
    return _SIGKILLED


def open_screen(kind: str, state: DeviceState) -> Screen:
    """Return the screen of that kind.

    Raises:
        ScreenUnavailable: there is none.
    """
    if kind == "pillow":
        return PillowScreen(state)
    if kind == "chromium":
        # Imported late: the Pillow screen needs none of it.
        from droidground_emulator.virtual.screen.chromium.screen import ChromiumScreen

        return ChromiumScreen(state)
    raise ScreenUnavailable(f"there is no screen {kind!r}", hint="Choose --screen pillow.")
