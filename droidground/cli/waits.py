"""wait, expect."""

from __future__ import annotations

import click

from droidground.cli.acting import reporting, running
from droidground.cli.find import describe, save_overlay
from droidground.cli.options import FILE, Options, common_options, pass_options
from droidground.cli.output import location_json, print_json

wait_for = click.option(
    "--for",
    "seconds",
    metavar="S",
    type=click.FloatRange(min=0, max=86_400),
    default=10.0,
    show_default=True,
    help="How long to wait at most, in seconds.",
)
overlay_option = click.option(
    "--overlay", metavar="FILE", type=FILE, help="Save the last frame with the answer drawn in."
)


@click.command()
@click.argument("words")
@click.option("--gone", is_flag=True, help="Wait until they are there no more.")
@wait_for
@overlay_option
@reporting
@common_options
@pass_options
def wait(options: Options, words: str, gone: bool, seconds: float, overlay: str | None) -> None:
    """Wait until WORDS are on the screen.

    Exits with 1 when they are not by then, or with --gone when they still are.
    """
    from droidground.errors import AmbiguousTarget, ExpectationFailed, TargetNotFound
    from droidground.grounding.location import Location

    is_over = True
    try:
        with running(options) as run:
            location = run.phone.wait_for(words, seconds, gone=gone)
            run.end(location)
    except (AmbiguousTarget, ExpectationFailed, TargetNotFound) as error:
        # What stands in the way of a reaction is an error; the last look is an answer.
        if not isinstance(error.reply, Location) or error.reply.query != words:
            raise
        location, is_over = error.reply, False
    save_overlay(location, overlay)
    if options.as_json:
        print_json(location_json(location))
    else:
        click.echo("gone" if gone and is_over else describe(location))
    if not is_over:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("sentence")
@wait_for
@overlay_option
@reporting
@common_options
@pass_options
def expect(options: Options, sentence: str, seconds: float, overlay: str | None) -> None:
    """Wait until SENTENCE is true of the screen.

    SENTENCE is "X is on", off, checked, unchecked, enabled, disabled, selected, visible or gone, or
    "X says Y"; X and Y may stand in quotes. Any other sentence is put to the model, where there is
    one. Exits with 1 when it is false, and with 4 when the screen does not tell, or it would take a
    model and there is none.
    """
    from droidground.errors import GroundingError
    from droidground.grounding.location import Location

    try:
        with running(options) as run:
            finding = run.phone.expect(sentence, seconds)
            run.end(finding.location)
    except GroundingError as error:
        if isinstance(error.reply, Location):
            save_overlay(error.reply, overlay)
        raise
    save_overlay(finding.location, overlay)
    if options.as_json:
        answer = location_json(finding.location)
        print_json({"sentence": sentence, "holds": True, "seen": finding.seen} | answer)
    else:
        verb = "is" if finding.claim.state else "says"
        verb = ":" if finding.claim.is_judged else f" {verb}"
        click.echo(f"{finding.claim.words}{verb} {finding.seen}")
