"""The options that every command takes, before its name or after it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import click

from droidground.cli.complete import serials

if TYPE_CHECKING:
    from droidground.config import Settings
    from droidground.phone import Phone

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class Options:
    """What was given on the command line; the later place wins."""

    flags: dict[str, object] = field(default_factory=dict)
    as_json: bool = False
    is_verbose: bool = False
    reactions: list[tuple[str, str]] = field(default_factory=list)
    """Words that may come into the way, and what to tap then."""
    must_change: bool = False
    """Whether an action without an effect is a failure."""
    report: str | None = None
    """The file that gets a page of what was done."""

    phone_source: Callable[[Options], Phone] | None = None
    """What makes the phone, where a command runs inside `record` or `replay`."""

    def settings(self) -> Settings:
        """Return the settings with the flags on top. Raises `ConfigError`."""
        from droidground.config import load_settings

        return load_settings(flags=self.flags)


def common_options(command: F) -> F:
    """Add --serial, --grounder, --json, --timeout and -v to a command or the group."""

    @functools.wraps(command)
    def keep(*args: Any, **kwargs: Any) -> Any:
        options = click.get_current_context().ensure_object(Options)
        given = {
            "device.serial": kwargs.pop("serial"),
            "grounding.grounder": kwargs.pop("grounder"),
            "device.timeout_s": kwargs.pop("timeout"),
        }
        options.flags |= {key: value for key, value in given.items() if value is not None}
        options.as_json |= kwargs.pop("as_json")
        options.is_verbose |= kwargs.pop("verbose")
        return command(*args, **kwargs)

    for option in reversed(_COMMON):
        option(keep)
    return keep  # type: ignore[return-value]


_COMMON = (
    click.option(
        "--serial",
        metavar="S",
        help="The device, as `droidground devices` names it.",
        shell_complete=serials,
    ),
    click.option("--grounder", metavar="G", help="What finds the words (default: auto)."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
    click.option(
        "--timeout",
        metavar="S",
        type=click.FloatRange(min=0, max=86_400, min_open=True, max_open=True),
        help="Longest wait for the device, in seconds.",
    ),
    click.option("-v", "--verbose", is_flag=True, help="Show where an error came from."),
)

MODEL_FLAGS = ("model", "profile", "max_pixels", "px_per_dp", "image_size", "zoom")


def model_options(command: F) -> F:
    """Add what chooses a model and the image that it sees; settings hold the same for good."""

    @functools.wraps(command)
    def keep(*args: Any, **kwargs: Any) -> Any:
        options = click.get_current_context().ensure_object(Options)
        given = {f"grounding.{name}": kwargs.pop(name) for name in MODEL_FLAGS}
        options.flags |= {key: value for key, value in given.items() if value is not None}
        return command(*args, **kwargs)

    for option in reversed(_MODEL):
        option(keep)
    return keep  # type: ignore[return-value]


_MODEL = (
    click.option("--model", metavar="NAME", help="The model, by a server's name; auto's in doubt."),
    click.option("--profile", metavar="P", help="The model's profile, as `models` lists them."),
    click.option("--max-pixels", metavar="N", help="Most pixels of the image that a model sees."),
    click.option("--px-per-dp", metavar="R", help="Most pixels of that image for each dp."),
    click.option("--image-size", metavar="WxH", help="Exact size of that image."),
    click.option("--zoom", metavar="Z", help="Look again at a Z times smaller part."),
)

FILE = click.Path(dir_okay=False, allow_dash=True)
"""A file, as the shell completes it; whether it can be read or written is found out later."""
pass_options = click.make_pass_decorator(Options, ensure=True)
