"""swipe, drag, scroll."""

from __future__ import annotations

import click

from droidground.cli.options import Options, common_options, pass_options
from droidground.cli.targets import parse_target
from droidground.cli.touch import act, require_effect

DIRECTIONS = ("left", "right", "up", "down")
duration = click.option(
    "--duration-ms", type=click.IntRange(1, 60_000), help="How long the finger moves."
)


@click.command()
@click.argument("start", metavar="FROM|DIRECTION")
@click.argument("end", metavar="[TO]", required=False)
@click.option("--from", "origin", metavar="WORDS|X,Y", help="Where a DIRECTION starts.")
@duration
@require_effect
@common_options
@pass_options
def swipe(
    options: Options,
    start: str,
    end: str | None,
    origin: str | None,
    duration_ms: int | None,
    require_effect: bool,
) -> None:
    """Swipe left, right, up or down, or from one place to another.

    The direction is the finger's. FROM and TO are WORDS or pixels X,Y.
    """
    from droidground.actions import Direction, Swipe

    if end is None:
        if start.lower() not in DIRECTIONS:
            raise click.UsageError(f"{start!r} is no direction, and there is no second place")
        begin = parse_target(origin) if origin else None
        action = Swipe(Direction(start.lower()), begin, duration_ms)
    else:
        if origin:
            raise click.UsageError("--from goes with a direction")
        action = Swipe(parse_target(end), parse_target(start), duration_ms)
    act(options, action, must_change=require_effect)


@click.command()
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@duration
@require_effect
@common_options
@pass_options
def drag(
    options: Options, start: str, end: str, duration_ms: int | None, require_effect: bool
) -> None:
    """Pick one thing up and put it down on another.

    FROM and TO are WORDS or pixels X,Y.
    """
    from droidground.actions import Drag

    action = Drag(parse_target(start), parse_target(end), duration_ms)
    act(options, action, must_change=require_effect)


@click.command()
@click.argument("direction", type=click.Choice(DIRECTIONS, case_sensitive=False))
@click.option("--within", metavar="WORDS|X,Y", help="What to scroll.")
@require_effect
@common_options
@pass_options
def scroll(options: Options, direction: str, within: str | None, require_effect: bool) -> None:
    """Show more of what lies left, right, up or down."""
    from droidground.actions import Direction, Scroll

    action = Scroll(Direction(direction.lower()), parse_target(within) if within else None)
    act(options, action, must_change=require_effect)
