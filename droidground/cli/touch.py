"""tap, long-press, double-tap."""

from __future__ import annotations

import click

from droidground.cli.acting import act, acting
from droidground.cli.options import Options, common_options, model_options, pass_options
from droidground.cli.targets import parse_target


@click.command()
@click.argument("target", metavar="WORDS|X,Y")
@acting
@model_options
@common_options
@pass_options
def tap(options: Options, target: str) -> None:
    """Tap what WORDS name, or the pixel X,Y."""
    from droidground.actions import Tap

    act(options, Tap(parse_target(target)))


@click.command("long-press")
@click.argument("target", metavar="WORDS|X,Y")
@click.option("--duration-ms", type=click.IntRange(1, 60_000), help="How long to hold.")
@acting
@model_options
@common_options
@pass_options
def long_press(options: Options, target: str, duration_ms: int | None) -> None:
    """Hold what WORDS name, or the pixel X,Y."""
    from droidground.actions import LongPress

    act(options, LongPress(parse_target(target), duration_ms))


@click.command("double-tap")
@click.argument("target", metavar="WORDS|X,Y")
@acting
@model_options
@common_options
@pass_options
def double_tap(options: Options, target: str) -> None:
    """Tap twice on what WORDS name, or on the pixel X,Y."""
    from droidground.actions import DoubleTap

    act(options, DoubleTap(parse_target(target)))
