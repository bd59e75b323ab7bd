"""What one process of phones is started with, and its command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from droidground_emulator.errors import BadOption, ScreenUnavailable
from droidground_emulator.virtual.adbd.auth import AuthMode
from droidground_emulator.virtual.faults import Fault
from droidground_emulator.virtual.options import ROTATIONS, SCREENS, PhoneOptions, parse_size
from droidground_emulator.virtual.screen.chromium.find import is_chromium_expected

COUNT_MAX = 32
DEFAULT_STATE_DIR = Path("~/.droidground/phones")


@dataclass(frozen=True, slots=True)
class Launch:
    """One process: `count` phones with the same options; raises BadOption."""

    phone: PhoneOptions
    count: int = 1
    state_dir: Path = DEFAULT_STATE_DIR
    """Where records, logs and the phones' own files lie."""
    port: int = 0
    """0 for any free one; only with a single phone."""
    auth: AuthMode = AuthMode.NONE
    accept_after_s: float = 0.0
    """With auth ASK, how long the question stays open."""
    browser: str | None = None
    """The Chromium or Chrome to use; None takes one that is installed."""

    def __post_init__(self) -> None:
        """Refuse what cannot be served."""
        if self.phone.screen not in SCREENS:
            raise ScreenUnavailable(
                f"there is no screen {self.phone.screen!r}; there is: {', '.join(SCREENS)}",
                hint=f"Use --screen {SCREENS[0]}.",
            )
        if not 1 <= self.count <= COUNT_MAX:
            raise BadOption(f"{self.count} phones in one process; 1 to {COUNT_MAX} are possible")
        if self.port and self.count > 1:
            raise BadOption("several phones cannot share a port", hint="Leave --port out.")
        if not 0 <= self.port < 65536:
            raise BadOption(f"{self.port} is not a port")
        if self.port in range(5555, 5586, 2):
            raise BadOption(
                f"adb takes port {self.port} for an emulator's and would list the phone twice",
                hint="Use a port outside 5555-5585, or 0.",
            )

    def phones(self) -> tuple[PhoneOptions, ...]:
        """Return each phone's own options: NAME, or NAME-1 to NAME-N."""
        if self.count == 1:
            return (self.phone,)
        names = [f"{self.phone.name}-{number}" for number in range(1, self.count + 1)]
        return tuple(replace(self.phone, name=name) for name in names)

    def argv(self) -> list[str]:
        """Return the arguments that `parse_launch` reads back."""
        phone = self.phone
        options = {
            "--name": phone.name,
            "--count": str(self.count),
            "--size": f"{phone.size[0]}x{phone.size[1]}",
            "--density": str(phone.density),
            "--rotation": str(phone.rotation),
            "--locale": phone.locale,
            "--app": phone.app,
            "--screen": phone.screen,
            "--state-dir": str(self.state_dir),
            "--port": str(self.port),
            "--auth": self.auth.value,
            "--accept-after": str(self.accept_after_s),
        }
        argv = [f"{name}={value}" for name, value in options.items()]
        argv += ["--dark"] if phone.dark else []
        argv += [f"--browser={self.browser}"] if self.browser else []
        argv += [] if phone.seed is None else [f"--seed={phone.seed}"]
        return argv + [f"--fault={fault}" for fault in phone.faults]


def default_screen() -> str:
    """Return the best kind of screen this machine can show."""
    return "chromium" if is_chromium_expected() else "pillow"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadOption(message, hint=self.format_usage().strip())


def parse_launch(argv: Sequence[str]) -> Launch:
    """Read the command line; raises BadOption and ScreenUnavailable."""
    parser = _Parser(prog="python -m droidground_emulator.virtual", description=__doc__)
    default = PhoneOptions()
    parser.add_argument("--name", default=default.name)
    parser.add_argument("--count", type=int, default=1, help="phones in this process")
    parser.add_argument("--size", default="1080x2400", help="of the panel, in pixels")
    parser.add_argument("--density", type=int, default=default.density, help="dots per inch")
    parser.add_argument("--rotation", type=int, choices=ROTATIONS, default=default.rotation)
    parser.add_argument("--locale", default=default.locale)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--app", default=default.app, help="app in front at start")
    parser.add_argument("--seed", type=int, help="make two runs alike")
    parser.add_argument("--fault", action="append", default=[], metavar="NAME[:K=V,...]")
    parser.add_argument("--screen", help=f"{SCREENS[0]} where one is installed, or {SCREENS[1]}")
    parser.add_argument("--browser", help="Chromium or Chrome to use, when not the one found")
    parser.add_argument("--state-dir", type=Path, default=DEFAULT_STATE_DIR)
    parser.add_argument("--port", type=int, default=0, help="0 for any free one")
    parser.add_argument("--auth", choices=[mode.value for mode in AuthMode], default="none")
    parser.add_argument("--accept-after", type=float, default=0.0, metavar="S")
    args = parser.parse_args(argv)
    phone = PhoneOptions(
        name=args.name,
        size=parse_size(args.size),
        density=args.density,
        rotation=args.rotation,
        locale=args.locale,
        dark=args.dark,
        app=args.app,
        seed=args.seed,
        screen=args.screen or ("chromium" if args.browser else default_screen()),
        faults=tuple(Fault.parse(text) for text in args.fault),
    )
    return Launch(
        phone,
        count=args.count,
        state_dir=args.state_dir,
        port=args.port,
        auth=AuthMode(args.auth),
        accept_after_s=args.accept_after,
        browser=args.browser,
    )
