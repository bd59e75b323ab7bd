"""The `droidground` program: its commands, loaded when they are called, and how it ends."""

from __future__ import annotations

import importlib
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Any

import click

import droidground
from droidground.cli.options import common_options
from droidground.cli.output import end_with_error, wants_json
from droidground.errors import DroidgroundError

COMMANDS: dict[str, tuple[str, str]] = {
    "devices": ("look", "List the connected devices."),
    "doctor": ("doctor", "Look for what is missing, and say what mends it."),
    "screenshot": ("look", "Save the screen as a PNG file."),
    "dump": ("look", "Save the view hierarchy as XML."),
    "locate": ("find", "Find what WORDS name on the screen, or on an image."),
    "explain": ("find", "Show how a location becomes a touch, number by number."),
    "models": ("models", "List the model families, and what each needs."),
    "serve": ("serve", "Keep a model warm in a local server until it is told to stop."),
    "calibrate": ("calibrate", "Test with marker images whether a model server points well."),
    "tap": ("touch", "Tap what WORDS name, or the pixel X,Y."),
    "long-press": ("touch", "Hold what WORDS name, or the pixel X,Y."),
    "double-tap": ("touch", "Tap twice on what WORDS name, or on the pixel X,Y."),
    "swipe": ("move", "Swipe left, right, up or down, or from one place to another."),
    "drag": ("move", "Pick one thing up and put it down on another."),
    "scroll": ("move", "Show more of what lies left, right, up or down."),
    "scroll-to": ("move", "Scroll until WORDS are on the screen."),
    "wait": ("waits", "Wait until WORDS are on the screen."),
    "expect": ("waits", "Wait until SENTENCE is true of the screen."),
    "ask": ("ask", "Ask a model about the screen, pictures or a recording."),
    "type": ("text", "Type a text, any Unicode, and read the field back."),
    "press": ("keys", "Press a key, such as back, home, enter or volume_up."),
    "open": ("apps", "Bring an app to the front, by name or package."),
    "open-url": ("apps", "Open a URL in whatever app takes it."),
    "app": ("apps", "Install, clear, grant or stop an app."),
    "record": ("record", "Keep all that happens on a phone in FOLDER."),
    "replay": ("record", "Go through a recording, without a phone."),
    "report": ("record", "Make a page (HTML) of a recording."),
    "tasks": ("tasks", "Run and score benchmarks by named protocols."),
    "phone": ("phones", "Start, stop and list virtual phones."),
    "demo": ("demo", 'Start a virtual phone and tap "Wi-Fi toggle" on it.'),
}
"""Name -> file of the command and its line of help, so that `--help` loads none of them."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's file and return the command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"droidground.cli.{COMMANDS[cmd_name][0]}")
        attribute = {"open": "open_", "type": "type_"}.get(cmd_name, cmd_name.replace("-", "_"))
        command = getattr(module, attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest name for an unknown one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.NoSuchCommand(args[0], possibilities=_near(args[0]), ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without loading a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _near(name: str) -> list[str]:
    import difflib

    return difflib.get_close_matches(name, COMMANDS)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(droidground.__version__, prog_name="droidground")
@common_options
def cli() -> None:
    """Make an Android phone do what words say.

    WORDS name what is on the screen: "Wi-Fi toggle". Coordinates are pixels of the screenshot.
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run the program and exit with its code; ended by SIGTERM, it leaves nothing on the phone."""
    signal.signal(signal.SIGTERM, _end)
    words = list(sys.argv[1:] if args is None else args)
    sys.exit(run(words))


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def run(args: list[str]) -> int:
    """Run the program; return its exit code (see docs/cli.md)."""
    try:
        result: Any = cli.main(args, prog_name="droidground", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return 130
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except (click.ClickException, DroidgroundError) as error:
        return end_with_error(error, as_json=wants_json(args), is_verbose=_is_verbose(args))
    return result if isinstance(result, int) else 0


def _is_verbose(args: Sequence[str]) -> bool:
    return any(arg in ("-v", "--verbose") for arg in args)
