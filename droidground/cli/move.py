"""swipe, drag, scroll, scroll-to."""

from __future__ import annotations

import click

from droidground.cli.acting import act, acting, reporting, running
from droidground.cli.complete import DIRECTIONS, directions
from droidground.cli.options import Options, common_options, pass_options
from droidground.cli.output import location_json, print_json
from droidground.cli.targets import parse_target

duration = click.option(
    "--duration-ms", type=click.IntRange(1, 60_000), help="How long the finger moves."
)


@click.command()
@click.argument("start", metavar="FROM|DIRECTION", shell_complete=directions)
@click.argument("end", metavar="[TO]", required=False)
@click.option("--from", "origin", metavar="WORDS|X,Y", help="Where a DIRECTION starts.")
@duration
@acting
@common_options
@pass_options
def swipe(
    options: Options,
    start: str,
    end: str | None,
    origin: str | None,
    duration_ms: int | None,
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
    act(options, action)


@click.command()
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@duration
@acting
@common_options
@pass_options
def drag(options: Options, start: str, end: str, duration_ms: int | None) -> None:
    """Pick one thing up and put it down on another.

    FROM and TO are WORDS or pixels X,Y.
    """
    from droidground.actions import Drag

    action = Drag(parse_target(start), parse_target(end), duration_ms)
    act(options, action)


@click.command()
@click.argument("direction", type=click.Choice(DIRECTIONS, case_sensitive=False))
@click.option("--within", metavar="WORDS|X,Y", help="What to scroll.")
@acting
@common_options
@pass_options
def scroll(options: Options, direction: str, within: str | None) -> None:
    """Show more of what lies left, right, up or down."""
    from droidground.actions import Direction, Scroll

    action = Scroll(Direction(direction.lower()), parse_target(within) if within else None)
    act(options, action)


@click.command("scroll-to")
@click.argument("words")
@click.option(
    "--direction",
    type=click.Choice(DIRECTIONS, case_sensitive=False),
    help="Where to look first (default: down; right in what moves sideways).",
)
@click.option("--within", metavar="WORDS", help="What to scroll (default: the largest list).")
@click.option(
    "--max-scrolls",
    metavar="N",
    type=click.IntRange(0, 1000),
    default=50,
    show_default=True,
    help="How many gestures at most.",
)
@reporting
@common_options
@pass_options
def scroll_to(
    options: Options, words: str, direction: str | None, within: str | None, max_scrolls: int
) -> None:
    """Scroll until WORDS are on the screen.

    Looks to the end in one direction, then in the other. Taps nothing; exits with 1 when the words
    are in neither.
    """
    from droidground.actions import Direction

    way = Direction(direction.lower()) if direction else None
    with running(options) as run:
        found = run.phone.scroll_to(words, way, within, max_scrolls)
        run.end(found.location)
    if options.as_json:
        print_json(location_json(found.location) | {"scrolls": found.scrolls})
    else:
        click.echo(f"{found.location.point}  scrolls {found.scrolls}")
