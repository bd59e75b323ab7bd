"""locate, explain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from droidground.cli.connect import open_phone
from droidground.cli.look import write_file
from droidground.cli.options import FILE, Options, common_options, model_options, pass_options
from droidground.cli.output import location_json, print_json, talk
from droidground.cli.progress import progress

if TYPE_CHECKING:
    from droidground.grounding.location import Location

F = TypeVar("F", bound=Callable[..., Any])


def image_options(command: F) -> F:
    """Add what lets a command look at an image instead of a device."""
    for option in reversed(_IMAGE):
        command = option(command)
    return command


_IMAGE = (
    click.option(
        "--image", metavar="FILE", type=FILE, help="Look at this image; no device is needed."
    ),
    click.option(
        "--hierarchy", metavar="FILE", type=FILE, help="The view hierarchy that belongs to it."
    ),
    click.option(
        "--density", metavar="DPI", type=click.IntRange(1, 2000), help="The image's density."
    ),
)


@click.command()
@click.argument("words")
@image_options
@click.option(
    "--overlay", metavar="FILE", type=FILE, help="Save the frame with the answer drawn in."
)
@model_options
@common_options
@pass_options
def locate(
    options: Options,
    words: str,
    image: str | None,
    hierarchy: str | None,
    density: int | None,
    overlay: str | None,
) -> None:
    """Find what WORDS name on the screen, or on an image.

    Exits with 1 when nothing, or more than one thing, is what the words name.
    """
    location = look(options, words, image, hierarchy, density)
    save_overlay(location, overlay)
    if options.as_json:
        print_json(location_json(location))
    else:
        click.echo(describe(location))
        tell_remarks(location)
    if not location.found:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("words")
@image_options
@click.option("--reply", metavar="TEXT", help="Where this reply of the --profile's model points.")
@model_options
@common_options
@pass_options
def explain(
    options: Options,
    words: str,
    image: str | None,
    hierarchy: str | None,
    density: int | None,
    reply: str | None,
) -> None:
    """Show how a location becomes a touch, number by number.

    With --image, --profile and --reply no model is asked: the chain is that of the reply.
    """
    if reply is None:
        location = look(options, words, image, hierarchy, density)
    else:
        location = read_reply(options, words, image, density, reply)
    if options.as_json:
        print_json(explanation_json(location))
    else:
        click.echo(describe(location))
        for line in reasons(location):
            click.echo(line)
        if location.origin and location.transform:
            click.echo(f"read at  {location.origin}")
            click.echo(str(location.transform))
            click.echo(f"ends at  {location.transform.apply(location.origin)}")
        tell_remarks(location)
    if not location.found:
        raise click.exceptions.Exit(1)


def read_reply(
    options: Options, words: str, image: str | None, density: int | None, reply: str
) -> Location:
    """Return where a model's reply points on an image file; no model is asked."""
    settings = options.settings().grounding
    if image is None or not (settings.profile or settings.model):
        raise click.UsageError("--reply goes with --image and --profile (or --model)")
    from droidground.grounding.models.replay import locate_reply
    from droidground.screen import load_screenshot

    return locate_reply(load_screenshot(Path(image), density), words, reply, settings)


def tell_remarks(location: Location) -> None:
    """Say what a person should know about how the answer came about."""
    for remark in location.remarks:
        talk(f"Note: {remark}")


def look(
    options: Options,
    words: str,
    image: str | None,
    hierarchy: str | None,
    density: int | None,
) -> Location:
    """Locate words on a device, or on an image file."""
    if image is None:
        if hierarchy or density:
            raise click.UsageError("--hierarchy and --density go with --image")
        with progress(f"locate {words!r}"):
            return open_phone(options).locate(words)
    from droidground.grounding.load import load_grounder
    from droidground.screen import load_screenshot
    from droidground.ui_tree import load_hierarchy

    frame = load_screenshot(Path(image), density)
    tree = load_hierarchy(Path(hierarchy)) if hierarchy else None
    return load_grounder(options.settings()).locate(frame, words, tree)


def save_overlay(location: Location, file: str | None) -> None:
    """Save the frame with the answer drawn in, where a file was named."""
    if file:
        from droidground.grounding.drawing import draw_location
        from droidground.screen import encode_png

        write_file(Path(file), encode_png(draw_location(location)))


def describe(location: Location) -> str:
    """Return the answer as lines for a person."""
    if location.point:
        label = location.candidates[0].label if location.candidates else ""
        box = f"  box {','.join(map(str, location.box))}" if location.box else ""
        score = "" if location.score is None else f"  score {location.score:.2f}"
        named = f"  {label!r}" if label else ""
        return f"{location.point}{box}{score}{named}"
    lines = [f"not found: {location.reason.value if location.reason else 'absent'}"]
    lines += [
        f"  {candidate.point}  score {candidate.score:.2f}  {candidate.label!r}"
        for candidate in location.candidates
    ]
    return "\n".join(lines)


def reasons(location: Location) -> list[str]:
    """Return how the words were understood and what spoke for each candidate, as lines."""
    lines = [f"read as  {location.reading}"] if location.reading else []
    lines += [f"  {one.point}  {one.why}" for one in location.candidates if one.why]
    return lines


def explanation_json(location: Location) -> dict[str, Any]:
    """Return the object that `explain --json` prints: one entry for each space of the chain."""
    chain: list[dict[str, Any]] = []
    if location.origin and location.transform:
        names = ["read", *(step.name for step in location.transform.steps)]
        for name, at in zip(names, location.transform.trace(location.origin), strict=True):
            size = [at.space.width, at.space.height]
            chain.append(
                {"space": at.space.name, "size": size, "point": [at.x, at.y], "step": name}
            )
    answer = location_json(location)
    return {
        "query": location.query,
        "profile": location.profile or location.grounder,
        "profile_hash": location.profile_hash,
        "reply": location.reply,
        "reading": location.reading,
        "candidates": answer["candidates"],
        "parsed": _parsed(location, answer["point"]),
        "chain": chain,
        "point": answer["point"],
        "input_point": answer["input_point"],
    }


def _parsed(location: Location, point: list[int] | None) -> dict[str, Any]:
    """Return what was read, in the units that it was written in."""
    if location.origin is None:
        return {"refused": True}
    if location.profile is None:
        return {"point": point}
    if location.origin_box:
        return {"box": list(location.origin_box)}
    return {"point": [location.origin.x, location.origin.y]}
