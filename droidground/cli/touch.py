"""tap, long-press, double-tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from droidground.cli.connect import open_phone
from droidground.cli.options import Options, common_options, pass_options
from droidground.cli.output import print_step
from droidground.cli.targets import parse_target

if TYPE_CHECKING:
    from droidground.actions import Action

require_effect = click.option(
    "--require-effect", is_flag=True, help="Fail (exit 1) when the screen does not change."
)


def act(options: Options, action: Action, *, must_change: bool = False) -> None:
    """Perform one action, print it, and insist on an effect where asked."""
    step = open_phone(options).perform(action)
    print_step(step, as_json=options.as_json)
    if must_change and step.effect.value == "no_change":
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("target", metavar="WORDS|X,Y")
@require_effect
@common_options
@pass_options
def tap(options: Options, target: str, require_effect: bool) -> None:
    """Tap what WORDS name, or the pixel X,Y."""
    from droidground.actions import Tap

    act(options, Tap(parse_target(target)), must_change=require_effect)


@click.command("long-press")
@click.argument("target", metavar="WORDS|X,Y")
@click.option("--duration-ms", type=click.IntRange(1, 60_000), help="How long to hold.")
@require_effect
@common_options
@pass_options
def long_press(
    options: Options, target: str, duration_ms: int | None, require_effect: bool
) -> None:
    """Hold what WORDS name, or the pixel X,Y."""
    from droidground.actions import LongPress

    act(options, LongPress(parse_target(target), duration_ms), must_change=require_effect)


@click.command("double-tap")
@click.argument("target", metavar="WORDS|X,Y")
@require_effect
@common_options
@pass_options
def double_tap(options: Options, target: str, require_effect: bool) -> None:
    """Tap twice on what WORDS name, or on the pixel X,Y."""
    from droidground.actions import DoubleTap

    act(options, DoubleTap(parse_target(target)), must_change=require_effect)
