"""What all commands that act or wait share: their options, the run itself, its page."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from droidground.cli.connect import open_phone
from droidground.cli.look import write_file
from droidground.cli.options import FILE, Options
from droidground.cli.output import print_step
from droidground.cli.progress import progress
from droidground.errors import DroidgroundError

if TYPE_CHECKING:
    from droidground.actions import Action
    from droidground.grounding.location import Location
    from droidground.phone import Phone
    from droidground.recording.report import RunReport

F = TypeVar("F", bound=Callable[..., Any])


def when(command: F) -> F:
    """Add --when, which deals with what comes into the way."""

    @functools.wraps(command)
    def keep(*args: Any, **kwargs: Any) -> Any:
        options = click.get_current_context().ensure_object(Options)
        options.reactions += kwargs.pop("reactions")
        return command(*args, **kwargs)

    return _when(keep)  # type: ignore[return-value]


def reporting(command: F) -> F:
    """Add --report and --when."""

    @functools.wraps(command)
    def keep(*args: Any, **kwargs: Any) -> Any:
        options = click.get_current_context().ensure_object(Options)
        options.report = kwargs.pop("report") or options.report
        return command(*args, **kwargs)

    return when(_report(keep))  # type: ignore[return-value]


def acting(command: F) -> F:
    """Add --require-effect, --report and --when."""

    @functools.wraps(command)
    def keep(*args: Any, **kwargs: Any) -> Any:
        options = click.get_current_context().ensure_object(Options)
        options.must_change |= kwargs.pop("require_effect")
        return command(*args, **kwargs)

    return reporting(_require_effect(keep))  # type: ignore[return-value]


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
_report = click.option(
    "--report", metavar="FILE", type=FILE, help="Save a page (HTML) of what was done."
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command on a phone."""

    phone: Phone
    report: RunReport | None
    """None where no page was asked for."""

    def end(self, location: Location) -> None:
        """Put the last look on the page."""
        if self.report:
            self.report.end(location)


@contextmanager
def running(options: Options) -> Iterator[Run]:
    """Open the phone; while the block runs show progress, and save the page of it, where asked.

    Raises a usage error when the page cannot be written, before anything is done.
    """
    title = _title(click.get_current_context())
    if not options.report:
        with progress(title):
            yield Run(open_phone(options), None)
        return
    from droidground.recording.report import RunReport

    report, file = RunReport(title), Path(options.report)
    write_file(file, b"")
    try:
        with progress(title):
            phone = open_phone(options)
            phone.listeners.append(report.add)
            yield Run(phone, report)
    except DroidgroundError as error:
        report.fail(error)
        raise
    finally:
        write_file(file, report.html().encode())


def act(options: Options, action: Action) -> None:
    """Perform one action, print it, save its page and insist on an effect, where asked."""
    with running(options) as run:
        step = run.phone.perform(action)
    print_step(step, as_json=options.as_json)
    if options.must_change and step.effect.value == "no_change":
        raise click.exceptions.Exit(1)


def _title(ctx: click.Context) -> str:
    """Return the command and its arguments."""
    names = [param.name for param in ctx.command.params if isinstance(param, click.Argument)]
    values = [ctx.params[name] for name in names if name in ctx.params]
    return " ".join([ctx.info_name or "", *(repr(value) for value in values if value is not None)])
