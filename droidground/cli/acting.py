"""What all commands that act share: their options, the action itself, its page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from droidground.cli.connect import open_phone
from droidground.cli.look import write_file
from droidground.cli.options import Options
from droidground.cli.output import print_step
from droidground.errors import DroidgroundError, GroundingError

if TYPE_CHECKING:
    from droidground.actions import Action

F = TypeVar("F", bound=Callable[..., Any])


def when(command: F) -> F:
    """Add --when, which deals with what comes into the way."""

    @functools.wraps(command)
    def keep(*args: Any, **kwargs: Any) -> Any:
        options = click.get_current_context().ensure_object(Options)
        options.reactions += kwargs.pop("reactions")
        return command(*args, **kwargs)

    return _when(keep)  # type: ignore[return-value]


def acting(command: F) -> F:
    """Add --require-effect, --report and --when."""

    @functools.wraps(command)
    def keep(*args: Any, **kwargs: Any) -> Any:
        options = click.get_current_context().ensure_object(Options)
        options.must_change |= kwargs.pop("require_effect")
        options.report = kwargs.pop("report") or options.report
        return command(*args, **kwargs)

    return when(_require_effect(_report(keep)))  # type: ignore[return-value]


_when = click.option(
    "--when",
    "reactions",
    metavar="WORDS TARGET",
    nargs=2,
    multiple=True,
    help="Tap TARGET whenever WORDS are in the way; may be given again.",
)
_require_effect = click.option(
    "--require-effect", is_flag=True, help="Fail (exit 1) when the screen does not change."
)
_report = click.option("--report", metavar="FILE", help="Save a page (HTML) of what was done.")


def act(options: Options, action: Action) -> None:
    """Perform one action, print it, save its page and insist on an effect, where asked."""
    from droidground.recording.report import action_page, error_page

    title = " ".join(click.get_current_context().command_path.split()[1:]) or "droidground"
    try:
        step = open_phone(options).perform(action)
    except DroidgroundError as error:
        if isinstance(error, GroundingError):
            _save(options, error_page(error, f"{title} {error.words!r}"))
        raise
    print_step(step, as_json=options.as_json)
    words = f" {step.location.query!r}" if step.location else ""
    _save(options, action_page(step, f"{title}{words}"))
    if options.must_change and step.effect.value == "no_change":
        raise click.exceptions.Exit(1)


def _save(options: Options, page: str) -> None:
    if options.report:
        write_file(Path(options.report), page.encode())
