"""calibrate."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from droidground.cli.options import Options, common_options, model_options, pass_options
from droidground.cli.output import print_json, talk

if TYPE_CHECKING:
    from droidground.grounding.calibration import Calibration
    from droidground.grounding.calibration.verdict import Row


@click.command()
@click.argument("url")
@click.option("--details", is_flag=True, help="Show each marker: truth, reply, error.")
@model_options
@common_options
@pass_options
def calibrate(options: Options, url: str, details: bool) -> None:
    """Test with marker images whether a model server points well.

    URL is an OpenAI-compatible server, or `server` for the local one. Asks twenty questions about
    four pictures, and tells offset, scale, units and the order of x and y. What is found is kept:
    later locates on that server mention it when it is wrong. Exits with 4 when it is.
    """
    from droidground.grounding.calibration import calibrate as measure
    from droidground.grounding.calibration import save_calibration
    from droidground.grounding.engines.openai.address import base_url
    from droidground.grounding.load import load_model_engine
    from droidground.grounding.models.catalogue import load_catalogue
    from droidground.grounding.models.image import ImageOptions

    settings = options.settings()
    ask = settings.grounding
    engine, match = load_model_engine(url, ask, settings.server)
    if match.notice:
        talk(f"Note: {match.notice}")
    limits = ImageOptions(ask.max_pixels, ask.px_per_dp, ask.image_size)
    profiles = load_catalogue(ask.profile_dir).profiles
    found = measure(engine, match.profile, profiles, limits)
    where = base_url(url) if "://" in url else url
    save_calibration(settings.server.state_dir, where, engine.model, match.profile, found)
    if options.as_json:
        print_json({"url": where, "model": engine.model} | asdict(found))
    else:
        click.echo(describe(found, details=details))
    if not found.is_fine:
        raise click.exceptions.Exit(4)


def describe(found: Calibration, *, details: bool) -> str:
    """Return what was measured as lines for a person."""
    error = "-" if found.error is None else f"{found.error:.1f} px"
    lines = [
        f"{found.verdict.value}: {found.hits:.0%} of {found.answered} answers on their marker "
        f"({found.asked} asked), median error {error}",
        f"  profile  {found.profile}",
        f"  units    {found.convention}, {'x before y' if found.order == 'xy' else 'y before x'}",
        f"  scale    {found.scale[0]:.3f}, {found.scale[1]:.3f}",
        f"  offset   {_percent(found.offset[0])}, {_percent(found.offset[1])} of the frame",
    ]
    if found.fix:
        lines.append(found.fix)
    return "\n".join(lines + ([_row(row) for row in found.rows] if details else []))


def _percent(share: float) -> str:
    return f"{round(share, 3) + 0.0:+.1%}"  # without a minus zero


def _row(row: Row) -> str:
    (width, height), (x, y) = row.frame, row.truth
    off = "" if row.error is None else f"  off by {row.error:.0f} px"
    return f"  {width}x{height}  {row.words} at {x:.0f},{y:.0f}  {row.reply!r}{off}"
